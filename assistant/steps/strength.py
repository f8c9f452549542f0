"""Strength: how sure it is that the library answers a question at all.

A logistic over seven signals. Each says something different: the words of the question are met, the less well met and
even the worst met of them, the best paper stands out from the rest of the library, it does so although its
neighbourhood is crowded (in a library on one subject everything resembles every question), it meets the question's
words better than the other papers that were read, and one of its sentences is near the question as a whole. Fitted on
questions written for development collections of several fields, with the right paper in the library and with it taken
out; ``tests/benchmarks/answers.py`` measures what it reaches.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Signals(NamedTuple):
    """What speaks for an answer; each is cosine-like."""

    coverage: float
    weakest: float
    worst: float
    lead: float
    crowding: float
    margin: float
    nearest: float


class Fit(NamedTuple):
    """What was fitted for one embedder.

    ``weights`` of the signals in the order of ``Signals``, the ``intercept`` and the ``least`` strength of an answer;
    ``told`` is how well a sentence must meet what is asked of its paper by name.
    """

    weights: tuple[float, float, float, float, float, float, float]
    intercept: float
    least: float
    told: float


_FITS = {
    "minilm": Fit((1.22, 0.74, 6.17, 5.63, -2.17, 7.01, 3.55), -5.81, 0.278, 0.33),
    "builtin": Fit((3.23, 0.0, 3.62, 5.73, -1.59, 0.0, 0.0), -2.83, 0.245, 0.28),
}


_STEEP = 8.0


def strength(signals: Signals, embedder: str) -> float:
    """Probability-like strength of the best evidence, 0..1."""
    fit = _fit(embedder)
    total = fit.intercept + sum(weight * signal for weight, signal in zip(fit.weights, signals, strict=True))
    return round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def of_paper(together: float, embedder: str) -> float:
    """Strength of an answer about papers that are named, from how well a sentence of theirs meets what is asked.

    Whether the library has the papers is no question then, only whether their abstracts speak of it. Fitted on
    60 questions about papers of the sample: 27 of the 31 that the abstract answers reach the least strength, and 6 of
    the 29 others (with builtin 25 and 7).
    """
    fit = _fit(embedder)
    odds = math.log(fit.least / (1.0 - fit.least)) + _STEEP * (together - fit.told)
    return round(1.0 / (1.0 + math.exp(-odds)), 4)


def enough(value: float, embedder: str) -> bool:
    """True when the evidence is strong enough to answer from."""
    return value >= least(embedder)


def least(embedder: str) -> float:
    """The strength from which an answer is given."""
    return _fit(embedder).least


def lead(cosines: Sequence[float]) -> float:
    """How far the best paper's cosine stands above the field: the mean of the 6th to 25th paper.

    A library with fewer than six papers has no field; a cosine of .25 is what unrelated abstracts of one subject have.
    """
    if not cosines:
        return 0.0
    field = cosines[5:25]
    return cosines[0] - (sum(field) / len(field) if field else 0.25)


def margin(coverages: Sequence[float]) -> float:
    """How much better the best paper meets the question's words than the others that were read do on the average."""
    best, *others = coverages
    return best - sum(others) / len(others) if others else 0.0


def _fit(embedder: str) -> Fit:
    return _FITS.get(embedder, _FITS["builtin"])
