"""How papers are named in running text: "Pritzel et al. (2017)"."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models import Paper
from assistant.names import credit, family

_MOST_NAMED = 6  # authors; with more a name is no name


def names(paper: Paper) -> str:
    """Authors as running text names them; the title in quotes where no author is known."""
    return credit(paper.authors, paper.authors_complete) or f"“{paper.title}”"


def plural(paper: Paper) -> bool:
    """True when ``names`` takes a verb in the plural."""
    return len(paper.authors) > 1 or (bool(paper.authors) and not paper.authors_complete)


def short(paper: Paper) -> str:
    """Authors and year: "Pritzel et al. (2017)"."""
    return f"{names(paper)} ({_year(paper)})"


def told_apart(papers: Iterable[Paper]) -> dict[str, str]:
    """The short name of each paper by its id; where several share one, with as many authors as tell them apart.

    "Goyal, Didolkar, Ke, et al. (2021)": APA style, 7th edition, 8.18. Where no author differs they still share it.
    """
    sharing: dict[str, list[Paper]] = {}
    for paper in papers:
        sharing.setdefault(short(paper), []).append(paper)
    named = {paper.id: name for name, same in sharing.items() for paper in same}
    for same in sharing.values():
        for count in range(2, _MOST_NAMED + 1) if len(same) > 1 else ():
            longer = {paper.id: _with(paper, count) for paper in same}
            if len({*longer.values()}) == len(same):
                named |= longer
                break
    return named


def _with(paper: Paper, count: int) -> str:
    families = [family(name) for name in paper.authors[:count]]
    if len(paper.authors) > count or not paper.authors_complete:
        return f"{', '.join([*families, 'et al.'])} ({_year(paper)})"
    *most, last = families or [names(paper)]
    return f"{' and '.join(filter(None, (', '.join(most), last)))} ({_year(paper)})"


def _year(paper: Paper) -> str:
    return "n.d." if paper.year is None else str(paper.year)
