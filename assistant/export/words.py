"""Numbers in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.models import Paper, Scope

STRONG, FAIR = 0.65, 0.4  # an answer's strength from which a match is called so


def strength_in_words(strength: float) -> str:
    """How well the best evidence fits the question (0..1): a strong, fair or weak match."""
    if strength >= STRONG:
        return "strong match"
    return "fair match" if strength >= FAIR else "weak match"


def counted(number: int, noun: str) -> str:
    """``1 paper``, ``2 papers``, ``4,000 papers``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def scope_in_words(scope: Scope, relevant: int) -> str:
    """The ``relevant`` papers of a review, of how many, how many lie near, and what is missing."""
    if scope.by_hand:
        found = f"{counted(relevant, 'paper')} chosen by hand"
    else:
        lie = "lies" if len(scope.below) == 1 else "lie"
        below = f"; {len(scope.below):,} more {lie} just below the cut" if scope.below else ""
        found = f"{relevant:,} of {counted(scope.searched, 'paper')}{below}"
    return " ".join(filter(None, (f"{found}.", _unmentioned(scope.unmentioned), still_indexed(scope.waiting))))


def _unmentioned(words: Sequence[str]) -> str:
    named = " or ".join(f"“{word}”" for word in words)
    return f"None of them has the word {named}." if words else ""


def still_indexed(papers: int) -> str:
    """That papers were left out because they are not in the index yet; nothing where none was."""
    if not papers:
        return ""
    them = "was" if papers == 1 else "were"
    return f"{counted(papers, 'more paper')} {them} still being indexed and left out."


def years(papers: Iterable[Paper]) -> str:
    """From the oldest to the newest: ``2009–2018``, ``2017``, or nothing when no year is known."""
    known = sorted({paper.year for paper in papers if paper.year is not None})
    if not known:
        return ""
    return str(known[0]) if len(known) == 1 else f"{known[0]}–{known[-1]}"
