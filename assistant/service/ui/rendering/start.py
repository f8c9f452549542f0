"""What stands on the page before the first question."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.words import counted
from assistant.service.ui.rendering.markup import Markup, tag, words


def start(papers: int) -> Markup:
    """An empty conversation: what can be asked, or what to do first in an empty library."""
    if not papers:
        heading, text = "This library is empty", "Add papers to it first; then ask about them here."
    else:
        heading = f"Ask {counted(papers, 'paper')}"
        text = "Every sentence of an answer shows the words of the abstract it rests on."
    return tag("div", tag("h1", heading), tag("p", text), None if papers else to_library(), class_="start")


def to_library() -> Markup:
    """The way to the page on which papers are added."""
    return tag("button", "Add papers", type="button", class_="strong", data_page="library")


def suggested(questions: Sequence[str]) -> Markup:
    """Questions that the library answers, to ask with one press."""
    offered = (tag("li", tag("button", words(one), type="button", data_ask=one)) for one in questions)
    return tag("ul", *offered, class_="suggestions", aria_label="Suggested questions") if questions else Markup()
