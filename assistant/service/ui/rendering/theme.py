"""The theme of a review: the box it is typed into, and what stands below before there is one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.words import counted
from assistant.library.words import LONGEST
from assistant.service.ui.rendering.composer import FIELDS
from assistant.service.ui.rendering.markup import Markup, icon, tag, titled, words
from assistant.service.ui.rendering.start import to_library


def theme_box() -> Markup:
    """The form, which never changes, so that nothing typed is ever lost."""
    promise = "The papers that belong are found first; every sentence then shows the words of the abstract it rests on."
    field = tag(
        "input",
        id="theme-words",
        type="text",
        name="theme",
        data_most=LONGEST,
        placeholder="such as episodic memory in RL",
        aria_label="Theme",
        enterkeyhint="search",
        dir="auto",
    )
    fields = (
        tag("label", label, tag("input", name=name, type="text", placeholder=typed, maxlength=200, list=offered))
        for name, label, typed, offered in FIELDS
    )
    filters = tag("div", *fields, id="theme-filters", class_="fields", hidden=True, role="group", aria_label="Filters")
    toggle = tag(
        "button",
        icon("filter"),
        tag("span", "Filters", class_="filters-set"),
        type="button",
        class_="quiet theme-filters-button",
        aria_expanded="false",
        aria_controls="theme-filters",
    )
    find = tag("button", "Find the papers", type="submit", class_="strong")
    return tag(
        "form",
        tag("h1", "Review a theme"),
        tag("p", promise, class_="promise"),
        tag("div", tag("div", field, tag("div", toggle, find, class_="row"), class_="line"), filters, class_="box"),
        class_="theme-box",
        autocomplete="off",
    )


def nothing_asked(papers: int, themes: Sequence[str]) -> Markup:
    """No theme yet: themes to choose from, or what to do first in an empty library."""
    if not papers:
        text = "This library is empty. Add papers to it first; then review them here."
        return tag("div", tag("p", text, class_="statement"), to_library(), class_="draft", data_state="empty")
    offered = (tag("li", tag("button", words(titled(one)), type="button", data_theme=one)) for one in themes)
    suggestions = tag("ul", *offered, class_="suggestions", aria_label="Suggested themes") if themes else None
    heading = tag("h2", f"What several of the {counted(papers, 'paper')} are about", class_="label") if themes else None
    return tag("div", heading, suggestions, class_="draft", data_state="start")


def refused(why: str) -> Markup:
    """The theme or a filter can't be used, and what to do."""
    return tag("div", tag("p", words(why), class_="why", role="alert"), class_="draft", data_state="refused")
