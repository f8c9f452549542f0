"""Retrieve: from a question to ranked papers with the passages that matched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from assistant.models import Hit, Paper, ScoredPassage
from vectorstore.hybrid import Ranked
from vectorstore.index import Index

Lookup = Callable[[Sequence[str]], Mapping[str, Paper]]

THEME_CUT = 0.58  # a paper belongs to a theme when it scores at least this share of the best paper
THEME_FLOOR = 0.30  # and no theme rests on papers that hardly touch it
THEME_FEEDBACK = 3  # papers that ask a second time


class Found(NamedTuple):
    """What was retrieved: hits best first, and the fused score of every paper that was looked at."""

    hits: tuple[Hit, ...]
    scores: tuple[tuple[str, float], ...]
    cosines: tuple[float, ...]


def retrieve(
    question: str, index: Index, lookup: Lookup, *, limit: int, allowed: Collection[str] | None = None
) -> Found:
    """The ``limit`` best papers for a question; ``allowed`` keeps to these papers."""
    ranking = index.search(question, allowed=allowed)
    return _found(ranking, lookup, limit)


def similar(paper_id: str, index: Index, lookup: Lookup, *, limit: int) -> Found:
    """The ``limit`` papers nearest in meaning to a paper, itself left out."""
    return _found(index.similar(paper_id), lookup, limit)


def screen(
    theme: str, index: Index, lookup: Lookup, *, allowed: Collection[str] | None = None, depth: int = 1_000
) -> Found:
    """All papers that may belong to a theme, best first; ``relevant`` makes the cut."""
    ranking = index.search(theme, limit=depth, allowed=allowed, feedback=THEME_FEEDBACK)
    return _found(ranking, lookup, len(ranking))


def _found(ranking: Mapping[str, Sequence[Ranked]], lookup: Lookup, limit: int) -> Found:
    papers = lookup(list(ranking)[:limit])
    hits = tuple(_hit(papers[paper_id], passages) for paper_id, passages in ranking.items() if paper_id in papers)
    scores = tuple((paper_id, passages[0].score) for paper_id, passages in ranking.items())
    cosines = sorted((max(one.cosine for one in passages) for passages in ranking.values()), reverse=True)
    return Found(hits, scores, tuple(cosines))


def _hit(paper: Paper, passages: Sequence[Ranked]) -> Hit:
    return Hit(
        paper=paper,
        score=passages[0].score,
        passages=tuple(
            ScoredPassage(text=paper.abstract[one.start : one.end], start=one.start, end=one.end, score=one.score)
            for one in passages
            if one.end > one.start
        ),
    )


def relevant(found: Found) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """Cut screened papers where they stop belonging to the theme.

    Returns:
        The papers that belong, best first, and up to five that lie just below the cut.
    """
    if not found.hits or found.hits[0].score < THEME_FLOOR:
        return (), found.hits[:5]
    line = THEME_CUT * found.hits[0].score
    inside = tuple(hit for hit in found.hits if hit.score >= line)
    return inside, found.hits[len(inside) : len(inside) + 5]
