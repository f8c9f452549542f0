"""Retrieve: from a question to ranked papers with the passages that matched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from assistant.models import Hit, Paper, ScoredPassage
from vectorstore.hybrid import Ranked
from vectorstore.index import Index

Lookup = Callable[[Sequence[str]], Mapping[str, Paper]]

# A paper belongs to a theme when it reaches this share of the best paper's score and this share of the library's usual
# one together. With a share of the best alone, half of the library would belong to a theme that names the library's own
# field ("exploration in deep RL" among papers on RL); and whatever is below the least is of another subject, which
# keeps a theme that no paper meets well from gathering neighbours. Read off at 93 and at 4,083 papers.
BEST_SHARE, USUAL_SHARE, LEAST = 0.42, 0.5, 0.36
USUAL_AT_MOST = 0.33  # in a library on the theme itself the usual paper belongs
THEME_FLOOR = 0.45  # below it the best paper is of another subject: themes that are there reach .49 and more


class Found(NamedTuple):
    """What was retrieved: hits best first, the score of every paper that was looked at, and the library's usual one."""

    hits: tuple[Hit, ...]
    scores: tuple[tuple[str, float], ...]
    cosines: tuple[float, ...]
    usual: float = 0.0


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
    ranking, usual = index.screen(theme, limit=depth, allowed=allowed)
    return _found(ranking, lookup, len(ranking))._replace(usual=usual)


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
    line = max(LEAST, BEST_SHARE * found.hits[0].score + USUAL_SHARE * min(found.usual, USUAL_AT_MOST))
    inside = tuple(hit for hit in found.hits if hit.score >= line)
    return inside, found.hits[len(inside) : len(inside) + 5]
