"""What stands on the page before the first question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.words import counted
from assistant.service.ui.rendering.markup import Markup, tag, words


def start(papers: int, suggestions: Sequence[str]) -> Markup:
    """An empty conversation: what can be asked, or what to do first in an empty library."""
    if not papers:
        return tag(
            "div",
            tag("h1", "This library is empty"),
            tag("p", "Add papers first: ", tag("code", "litreview add refs.bib"), ". Then ask about them here."),
            class_="start",
        )
    promise = "Every sentence of an answer shows the words of the abstract it rests on."
    offered = (tag("li", tag("button", words(one), type="button", data_ask=one)) for one in suggestions)
    return tag(
        "div",
        tag("h1", f"Ask {counted(papers, 'paper')}"),
        tag("p", promise),
        tag("ul", *offered, class_="suggestions", aria_label="Suggested questions") if suggestions else None,
        class_="start",
    )
