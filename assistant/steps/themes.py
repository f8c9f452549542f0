"""Themes: group the relevant papers of a review, and give each group a readable heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper, Theme
from assistant.steps.headings import Embed, headings

MOST = 7
_BROAD = 0.5  # share of the papers from which a group counts as too broad
_SMALL = 5  # fewer papers than this are one theme


def themes(
    theme: str, papers: Sequence[Paper], vectors: Mapping[str, NDArray[np.float32]], embed: Embed
) -> tuple[Theme, ...]:
    """Group papers by average linkage on cosine distance; the silhouette chooses how many groups (2 to 7).

    Args:
        theme: what is reviewed; its words alone make no heading.
        papers: the relevant papers.
        vectors: one unit vector per paper id.
        embed: texts to unit vectors, for the headings.

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
    named = headings(theme, members, centres, embed)
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
    for count in range(2, min(MOST, len(vectors) // 2) + 1):
        labels = AgglomerativeClustering(n_clusters=count, metric="precomputed", linkage="average").fit_predict(
            distance
        )
        groups = _no_singletons([list(np.flatnonzero(labels == label)) for label in range(count)], distance)
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


def _no_singletons(groups: list[list[int]], distance: NDArray[np.float64]) -> list[list[int]]:
    """A paper on its own joins the group it is nearest to: a theme that is one paper tells nothing."""
    kept = [group for group in groups if len(group) > 1]
    if not kept:
        return [sorted(n for group in groups for n in group)]
    for group in groups:
        if len(group) == 1:
            nearest = min(range(len(kept)), key=lambda k: float(distance[np.ix_(group, kept[k])].mean()))
            kept[nearest] = [*kept[nearest], *group]
    return kept


def _age(paper: Paper) -> tuple[str, str]:
    return (paper.date or (str(paper.year) if paper.year is not None else "9999"), paper.id)


def _median_year(group: Sequence[Paper]) -> float:
    years = [paper.year for paper in group if paper.year is not None]
    return float(np.median(years)) if years else 9999.0


def _centre(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    mean = np.mean(np.array(vectors), axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)
