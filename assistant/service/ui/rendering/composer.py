"""The box for the question with its filters: HTML that never changes, so that nothing typed is ever lost."""

from __future__ import annotations

from assistant.library.words import LONGEST
from assistant.models import Facets
from assistant.service.ui.rendering.markup import Markup, icon, joined, tag, unseen

MOST = 200  # choices that a field offers
FIELDS = (  # name, label, what is typed, the id of its choices
    ("year", "Years", "2015:2020", None),
    ("author", "Author", "name", None),
    ("venue", "Venue", "name", "choices-venue"),
    ("category", "Category", "cs.LG", "choices-category"),
)


def composer() -> Markup:
    """The form: the question, send and stop, and the filters that open above it."""
    question = tag(
        "textarea",
        id="question",
        rows=1,
        data_most=LONGEST,
        placeholder="Ask a question about the papers",
        aria_label="Question",
        aria_keyshortcuts="/",
        enterkeyhint="send",
        dir="auto",
    )
    filters = tag(
        "button",
        icon("filter"),
        tag("span", "Filters", class_="filters-set"),
        type="button",
        class_="quiet filters-button",
        aria_expanded="false",
        aria_controls="filters",
    )
    send = tag("button", icon("send"), unseen("Ask"), type="submit", class_="send", title="Ask (Enter)")
    stop = tag("button", icon("stop"), unseen("Stop"), type="button", class_="stop", title="Stop (Escape)")
    keys = tag("span", "Enter asks, Shift+Enter starts a new line", class_="keys")
    row = tag("div", filters, keys, send, stop, class_="row")
    return tag("form", _filters(), question, row, class_="composer", autocomplete="off")


def choices(facets: Facets) -> Markup:
    """The venues and categories that a field of the filters offers while one types, most papers first."""
    offered = {"choices-venue": facets.venues, "choices-category": facets.categories}
    return joined(
        *(
            tag("datalist", *(tag("option", value=one.name) for one in some[:MOST]), id=name)
            for name, some in offered.items()
        )
    )


def _filters() -> Markup:
    fields = (
        tag("label", label, tag("input", name=name, type="text", placeholder=typed, maxlength=200, list=offered))
        for name, label, typed, offered in FIELDS
    )
    clear = tag("button", "Clear", type="button", class_="quiet clear")
    return tag("div", *fields, clear, id="filters", hidden=True, role="group", aria_label="Filters")
