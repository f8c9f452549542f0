"""The line at the top of every page."""

from __future__ import annotations

from assistant.service.signing_in import SIGN_OUT
from assistant.service.ui.rendering.markup import Markup, icon, joined, tag, words


def top() -> Markup:
    """The name, and on narrow screens the button for the conversations."""
    seen = {"class_": "to-rail", "aria_label": "Conversations", "aria_expanded": "false"}
    conversations = tag("button", icon("list"), type="button", **seen)
    said = tag("p", id="said", role="status", class_="unseen")
    toast = tag("p", class_="toast", aria_hidden="true")
    return joined(conversations, tag("p", "litreview", class_="name"), said, toast)


def account(owner: str) -> Markup:
    """The way out for whoever is signed in; nothing where nobody has to."""
    if not owner:
        return Markup()
    whose = tag("span", words(owner), class_="whose")
    return tag("form", tag("button", "Sign out", whose, type="submit"), method="post", action=SIGN_OUT)
