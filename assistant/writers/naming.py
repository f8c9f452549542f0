"""How papers are named in running text: "Pritzel et al. (2017)"."""

from __future__ import annotations

from assistant.models import Paper
from assistant.names import credit


def names(paper: Paper) -> str:
    """Authors as running text names them; the title in quotes where no author is known."""
    return credit(paper.authors, paper.authors_complete) or f"“{paper.title}”"


def plural(paper: Paper) -> bool:
    """True when ``names`` takes a verb in the plural."""
    return len(paper.authors) > 1 or (bool(paper.authors) and not paper.authors_complete)


def short(paper: Paper) -> str:
    """Authors and year: "Pritzel et al. (2017)"."""
    return f"{names(paper)} ({paper.year if paper.year is not None else 'n.d.'})"
