"""The line at the top of every page."""

from __future__ import annotations

from assistant.service.ui.rendering.markup import Markup, icon, joined, tag


def top() -> Markup:
    """The name, and on narrow screens the button for the conversations."""
    seen = {"class_": "to-rail", "aria_label": "Conversations", "aria_expanded": "false"}
    conversations = tag("button", icon("list"), type="button", **seen)
    said = tag("p", id="said", role="status", class_="unseen")
    toast = tag("p", class_="toast", aria_hidden="true")
    return joined(conversations, tag("p", "litreview", class_="name"), said, toast)
