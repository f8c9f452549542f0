"""Numbers in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.models import Paper

STRONG, FAIR = 0.65, 0.4  # an answer's strength from which a match is called so


def strength_in_words(strength: float) -> str:
    """How well the best evidence fits the question (0..1): a strong, fair or weak match."""
    if strength >= STRONG:
        return "strong match"
    return "fair match" if strength >= FAIR else "weak match"


def counted(number: int, noun: str) -> str:
    """``1 paper``, ``2 papers``, ``4,000 papers``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def years(papers: Iterable[Paper]) -> str:
    """From the oldest to the newest: ``2009–2018``, ``2017``, or nothing when no year is known."""
    known = sorted({paper.year for paper in papers if paper.year is not None})
    if not known:
        return ""
    return str(known[0]) if len(known) == 1 else f"{known[0]}–{known[-1]}"
