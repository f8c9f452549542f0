"""The box for the question with its filters: HTML that never changes, so that nothing typed is ever lost."""

from __future__ import annotations

from assistant.service.ui.rendering.markup import Markup, icon, tag, unseen

_FIELDS = (
    ("year", "Years", "2015:2020"),
    ("author", "Author", "part of a name"),
    ("venue", "Venue", "part of a name"),
    ("category", "Category", "cs.LG"),
)


def composer() -> Markup:
    """The form: the question, send and stop, and the filters that open above it."""
    question = tag(
        "textarea",
        id="question",
        rows=1,
        maxlength=2000,
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


def _filters() -> Markup:
    fields = (
        tag("label", name, tag("input", name=field, type="text", placeholder=hint, maxlength=200))
        for field, name, hint in _FIELDS
    )
    clear = tag("button", "Clear", type="button", class_="quiet clear")
    return tag("div", *fields, clear, id="filters", hidden=True, role="group", aria_label="Filters")
