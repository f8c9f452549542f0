"""Themes: group the relevant papers of a review, and give each group a readable heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper, Theme
from assistant.steps.headings import Embed, Rarity, headings

MOST = 7
_READ = 30  # papers that a reader takes in under one heading: more papers make more themes
_BROAD = 0.5  # share of the papers from which a group counts as too broad
_SMALL = 5  # fewer papers than this are one theme
_PAIR = 0.1  # two papers are a theme only where they are among the nearest tenth of all pairs
_ROUNDS = 10
_FAR = 3.0  # more than any cosine distance


def themes(
    theme: str,
    papers: Sequence[Paper],
    vectors: Mapping[str, NDArray[np.float32]],
    embed: Embed,
    rarity: Rarity,
) -> tuple[Theme, ...]:
    """Group papers by average linkage on cosine distance; the silhouette chooses how many groups (up to 7).

    Each paper then stands with the group it is nearest to; what is no theme of its own is given to its neighbours.

    Args:
        theme: what is reviewed; its words alone make no heading.
        papers: the relevant papers.
        vectors: one unit vector per paper id.
        embed: texts to unit vectors, for the headings.
        rarity: inverse document frequencies of stems in the library, for the headings.

    Returns:
        Themes, the one with the earliest papers first; each theme's papers oldest first.
    """
    dated = sorted(papers, key=_age)
    if not dated:
        return ()
    groups = _groups(np.array([vectors[paper.id] for paper in dated])) if len(dated) >= _SMALL else [range(len(dated))]
    members = [[dated[n] for n in group] for group in groups]
    members.sort(key=lambda group: (_median_year(group), group[0].id))
    centres = [_centre([vectors[paper.id] for paper in group]) for group in members]
    named = headings(theme, members, centres, embed, rarity)
    return tuple(
        Theme(heading=heading, paper_ids=tuple(paper.id for paper in group))
        for heading, group in zip(named, members, strict=True)
    )


def _groups(vectors: NDArray[np.float32]) -> list[list[int]]:
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.metrics import silhouette_score

    # All papers share the theme; without what they share, what sets them apart decides.
    apart = vectors - vectors.mean(axis=0)
    apart /= np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)
    distance = np.clip(1.0 - apart @ apart.T, 0.0, 2.0).astype(np.float64)
    np.fill_diagonal(distance, 0.0)
    best: tuple[float, list[list[int]]] = (-2.0, [list(range(len(vectors)))])
    fewest = min(MOST, max(2, ceil(len(vectors) / _READ)))
    for count in range(fewest, min(MOST, len(vectors) // 2) + 1):
        labels = AgglomerativeClustering(n_clusters=count, metric="precomputed", linkage="average").fit_predict(
            distance
        )
        groups = _firm(
            _settled([np.flatnonzero(labels == label).tolist() for label in range(count)], distance), distance
        )
        if len(groups) < 2:
            continue
        final = np.empty(len(vectors), dtype=int)
        for label, group in enumerate(groups):
            final[group] = label
        score = float(silhouette_score(distance, final, metric="precomputed"))
        # A group that holds nearly everything tells a reader nothing, however well it stands apart.
        score -= max(0.0, max(len(group) for group in groups) / len(vectors) - _BROAD)
        if round(score, 4) > best[0]:
            best = (round(score, 4), groups)
    return [sorted(int(n) for n in group) for group in best[1]]


def _settled(groups: list[list[int]], distance: NDArray[np.float64]) -> list[list[int]]:
    """Papers move to the group they are nearest to, until none moves: linkage never takes back an early mistake."""
    for _ in range(_ROUNDS):
        nearest = _distances(groups, distance).argmin(axis=1)
        moved = [np.flatnonzero(nearest == number).tolist() for number in range(len(groups))]
        if moved == groups:
            break
        groups = [group for group in moved if group]
    return groups


def _firm(groups: list[list[int]], distance: NDArray[np.float64]) -> list[list[int]]:
    """Papers of a group that is no theme, one paper or a loose pair, join the groups they are nearest to."""
    near = float(np.quantile(distance[np.triu_indices(len(distance), 1)], _PAIR))
    kept = [group for group in groups if len(group) > 2 or (len(group) == 2 and distance[group[0], group[1]] <= near)]
    if not kept:
        return [list(range(len(distance)))]
    nearest = _distances(kept, distance).argmin(axis=1)
    placed = {n for group in kept for n in group}
    return [
        [*group, *(n for n in range(len(distance)) if n not in placed and nearest[n] == number)]
        for number, group in enumerate(kept)
    ]


def _distances(groups: list[list[int]], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean distance of every paper to the other papers of each group; far from a group that is itself alone."""
    means = np.empty((len(distance), len(groups)))
    for number, group in enumerate(groups):
        others = np.full(len(distance), len(group))
        others[group] -= 1
        means[:, number] = np.where(others > 0, distance[:, group].sum(axis=1) / np.maximum(others, 1), _FAR)
    return means


def _age(paper: Paper) -> tuple[str, str]:
    return (paper.date or (str(paper.year) if paper.year is not None else "9999"), paper.id)


def _median_year(group: Sequence[Paper]) -> float:
    years = [paper.year for paper in group if paper.year is not None]
    return float(np.median(years)) if years else 9999.0


def _centre(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    mean = np.mean(np.array(vectors), axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)
