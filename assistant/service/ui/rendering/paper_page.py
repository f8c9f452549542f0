"""A paper's own page: all that is known about it, where it comes from, and papers like it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from assistant.export.references import locator
from assistant.export.untrusted import one_line
from assistant.export.words import counted
from assistant.models import Hit, Paper, SourceRecord
from assistant.service.ui.rendering.markup import Markup, icon, joined, link, tag, words
from assistant.service.ui.rendering.paper import title
from assistant.service.ui.rendering.papers import opened

_SHOWN = 20_000  # characters of a source's record
_HOSTS = ("doi.org", "arxiv.org")


def paper_page(paper: Paper, similar: Sequence[Hit] | str | None = None, *, writable: bool = True) -> Markup:
    """The page.

    Args:
        paper: the paper.
        similar: papers like it, why there are none, or None while they are looked for.
        writable: it can be removed.
    """
    back = tag("button", icon("back"), "All papers", type="button", class_="quiet", data_back_to_papers=True)
    return tag(
        "article",
        tag("p", back, class_="way-back"),
        tag("h1", title(paper), tabindex=-1, dir="auto"),
        tag("p", _authors(paper), class_="authors"),
        tag("dl", *_facts(paper), class_="facts"),
        tag("h2", "Abstract"),
        _abstract(paper),
        _similar(similar),
        _sources(paper.sources),
        _removal(paper) if writable else None,
        class_="paper",
        data_id=paper.id,
    )


def no_paper(why: str) -> Markup:
    """The paper that was wanted is not there."""
    back = tag("button", icon("back"), "All papers", type="button", class_="quiet", data_back_to_papers=True)
    heading = tag("h1", "This paper is not in the library", tabindex=-1)
    return tag("article", tag("p", back, class_="way-back"), heading, tag("p", words(why)), class_="paper", data_id="")


def _authors(paper: Paper) -> Markup:
    names = [name for name in map(one_line, paper.authors) if name]
    if not names:
        return tag("span", "No author named")
    return tag("span", words(", ".join(names)), None if paper.authors_complete else " et al.")


def _facts(paper: Paper) -> Iterator[Markup]:
    facts: dict[str, Markup | str | None] = {
        "Year": _date(paper),
        "Venue": _words(paper.venue),
        "DOI": _linked(paper.model_copy(update={"arxiv_id": None, "url": None})) if paper.doi else None,
        "arXiv": _linked(paper.model_copy(update={"doi": None, "url": None})) if paper.arxiv_id else None,
        "Address": _words(paper.url),
        "Categories": words(", ".join(paper.categories)) if paper.categories else None,
        "From": words(", ".join(paper.organisations)) if paper.organisations else None,
        "Citation key": tag("code", one_line(paper.key)),
        "Id": tag("code", one_line(paper.id)),
    }
    for name, fact in facts.items():
        if fact is not None:
            yield joined(tag("dt", name), tag("dd", fact))


def _words(text: str | None) -> Markup | None:
    return words(text) if text and one_line(text) else None


def _date(paper: Paper) -> Markup | str:
    if paper.year is None:
        return "not known"
    return words(paper.date) if paper.date and paper.date != str(paper.year) else str(paper.year)


def _linked(paper: Paper) -> Markup:
    """A DOI or an arXiv id as a link to its own site and no other; as text where it is no good one."""
    label, address = locator(paper)
    shown = one_line(label.partition(":")[2] or paper.doi or paper.arxiv_id or "")
    parts = urlsplit(address)
    return link(address, shown) if parts.scheme == "https" and parts.hostname in _HOSTS else words(shown)


def _abstract(paper: Paper) -> Markup:
    if not one_line(paper.abstract):
        return tag("p", "No abstract is stored.", class_="hint")
    by = None
    if paper.abstract_by:
        by = tag("p", "Written by ", words(paper.abstract_by), ", not by the authors.", class_="hint")
    return joined(tag("p", words(paper.abstract), class_="abstract", dir="auto"), by)


def _similar(similar: Sequence[Hit] | str | None) -> Markup:
    heading = tag("h2", "Similar papers", id="similar-title")
    if similar is None:
        inside = tag("p", "Looking for papers like this one", class_="hint")
    elif isinstance(similar, str):
        inside = tag("p", words(similar), class_="hint")
    elif not similar:
        inside = tag("p", "The library holds no other paper to compare it with.", class_="hint")
    else:
        inside = tag("ol", *map(_one_similar, similar), class_="similar")
    busy = "true" if similar is None else None
    return tag("section", heading, inside, aria_labelledby="similar-title", aria_busy=busy)


def _one_similar(hit: Hit) -> Markup:
    name = tag("a", title(hit.paper), href=opened(hit.paper.id), data_paper=hit.paper.id)
    year = tag("span", str(hit.paper.year) if hit.paper.year else "", class_="year")
    return tag("li", name, year, tag("span", f"{hit.score:.2f}", class_="score", title="How alike, 0 to 1"))


def _sources(sources: Sequence[SourceRecord]) -> Markup:
    heading = tag("h2", f"Found in {counted(len(sources), 'source')}")
    return tag("section", heading, *map(_source, sources), class_="sources")


def _source(source: SourceRecord) -> Markup:
    record = source.record if len(source.record) <= _SHOWN else f"{source.record[:_SHOWN]}…"
    lines = "\n".join(map(one_line, record.splitlines()))
    name = tag("summary", words(source.source or "(no name)"))
    return tag("details", name, tag("pre", lines, tabindex=0, dir="auto", aria_label="The record as it stood there"))


def _removal(paper: Paper) -> Markup:
    sure = tag("button", "Remove it", type="button", class_="danger", data_remove_paper=paper.id)
    keep = tag("button", "Keep it", type="button", class_="quiet", data_keep=True)
    said = "The paper and its sources leave the library. Answers and reviews that were saved keep their quotes."
    inside = tag("div", tag("p", said), sure, keep)
    return tag("details", tag("summary", icon("bin"), "Remove from the library"), inside, class_="removal")
