"""The papers that a review would rest on, to be taken out and in by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.export.untrusted import one_line
from assistant.export.words import counted, scope_in_words
from assistant.models import Scope, Screened
from assistant.service.ui.rendering.markup import Markup, icon, joined, tag, titled, words

Attributes = Mapping[str, str]


def scope_editor(
    theme: str,
    scope: Scope,
    chosen: Collection[str],
    look: int,
    asked: Attributes,
    abstracts: Mapping[str, str],
) -> Markup:
    """The papers inside and just below the cut, each with a box to tick.

    Args:
        theme: what is reviewed.
        scope: what was found for it.
        chosen: ids of the papers that are ticked.
        look: counts the scopes of one page, so that the page tells a new one from the one before.
        asked: the filters as they were typed, by name.
        abstracts: what can be read of each paper before it is taken out or in, by its id.
    """
    nothing = None if scope.inside else _nothing(scope)
    return tag(
        "form",
        tag("h2", words(titled(theme)), class_="question", dir="auto"),
        tag("p", *_summary(scope), class_="basis"),
        nothing,
        _group("In the review", "What belongs to the theme, the closest first.", scope.inside, chosen, abstracts),
        _group("Just below the cut", "Tick what belongs all the same.", scope.below, chosen, abstracts),
        _bar(len(chosen)),
        class_="draft scope",
        data_state="scope",
        data_look=look,
        data_theme=theme,
        data_filters=" ".join(sorted(asked)) or None,
        **{f"data_{name}": value for name, value in asked.items()},
    )


def _summary(scope: Scope) -> list[Markup | str]:
    found = scope_in_words(scope, len(scope.inside))
    if not scope.read_as:
        return [words(found)]
    return ["Read as: ", words(", ".join(scope.read_as)), ". ", words(found)]


def _nothing(scope: Scope) -> Markup:
    statement = tag("p", "No paper of the library belongs to this theme.", class_="statement", role="status")
    if not scope.below:
        return joined(statement, tag("p", "Try other words, fewer filters, or add papers about it.", class_="why"))
    first = scope.below[0]
    nearest = joined("The closest is ", words(first.title or "(untitled)"), f" ({first.year or 'no year'}). ")
    advice = "Try other words, or tick below what belongs all the same."
    return joined(statement, tag("p", nearest, advice, class_="why"))


def _group(
    name: str, hint: str, papers: Sequence[Screened], chosen: Collection[str], abstracts: Mapping[str, str]
) -> Markup | None:
    if not papers:
        return None
    rows = (_row(one, abstracts.get(one.paper_id, ""), ticked=one.paper_id in chosen) for one in papers)
    return tag(
        "fieldset",
        tag("legend", tag("span", name), tag("span", f" {len(papers):,}", class_="count")),
        tag("p", hint, class_="hint"),
        tag("ul", *rows, class_="screened"),
    )


def _row(one: Screened, abstract: str, *, ticked: bool) -> Markup:
    box, said = f"box-{one.paper_id}", f"said-{one.paper_id}"
    title = words(one.title) if one_line(one.title) else tag("span", "(untitled)")
    tick = tag(
        "input", type="checkbox", name="paper", value=one.paper_id, id=box, checked=ticked, aria_describedby=said
    )
    score = tag(
        "span",
        tag("span", class_="fill", style=f"width:{round(100 * one.score)}%"),
        class_="meter",
        aria_hidden="true",
    )
    return tag(
        "li",
        tick,
        tag("label", title, for_=box, class_="title", dir="auto"),
        tag("span", str(one.year or "no year"), class_="year"),
        tag("span", score, f"{one.score:.2f}", class_="score", title="Score for the theme, 0 to 1"),
        _reason(one.reason, said, abstract),
    )


def _reason(reason: str, said: str, abstract: str) -> Markup:
    """Why a paper is listed, on the line that opens its abstract."""
    why = tag("span", words(reason), id=said, class_="reason")
    if not one_line(abstract):
        return tag("p", why, class_="why-listed")
    more = tag("span", "Abstract", icon("down"), class_="more")
    text = tag("p", words(abstract), class_="abstract", dir="auto")
    return tag("details", tag("summary", why, " ", more), text, class_="why-listed")


def _bar(chosen: int) -> Markup:
    count = tag("p", tag("span", counted(chosen, "paper"), class_="chosen"), " chosen", role="status")
    write = tag("button", "Write the review", type="submit", class_="strong write", disabled=not chosen)
    return tag("div", count, write, class_="bar")
