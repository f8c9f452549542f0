"""One ranking from two: dense and lexical scores of the same passages, fused.

Both scores are on scales that mean the same in every library: the cosine as it is, BM25 as a share of the highest
score that any passage could have for the question. So the fused score can be compared across questions, and one
number serves for ranking, for the cut of a review, and for knowing when there is no evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Score = TypeVar("Score", float, NDArray[np.float64])

# Weight of the cosine, read off small collections. Static word vectors earn less than a trained encoder does.
DENSE_SHARE = 0.65
STATIC_DENSE_SHARE = 0.5


class Ranked(NamedTuple):
    """A passage with what speaks for it: fused score, cosine and share of the BM25 bound, each 0..1."""

    paper_id: str
    number: int
    start: int
    end: int
    score: float
    cosine: float
    lexical: float


def fuse(cosine: Score, lexical: Score, embedder: str) -> Score:
    """Weighted sum of the two scores, 0..1, of one passage or of several."""
    share = STATIC_DENSE_SHARE if embedder == "builtin" else DENSE_SHARE
    return share * cosine + (1 - share) * lexical


def by_paper(passages: list[Ranked]) -> dict[str, list[Ranked]]:
    """Passages grouped by paper, papers and passages best first; a paper is as good as its best passage."""
    grouped: dict[str, list[Ranked]] = {}
    for passage in sorted(passages, key=lambda one: (-one.score, one.paper_id, one.number)):
        grouped.setdefault(passage.paper_id, []).append(passage)
    return grouped


def shares(scores: Mapping[str, float], bound: float) -> dict[str, float]:
    """BM25 scores as shares of their bound, 0..1."""
    return {key: min(1.0, score / bound) if bound > 0 else 0.0 for key, score in scores.items()}
