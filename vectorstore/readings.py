"""Papers read sentence by sentence: what a question and a check compare their words with."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper
from vectorstore.embedders import Embedder
from vectorstore.passages import sentences

Vectors = NDArray[np.float32]


class Reading(NamedTuple):
    """One text, a title or a sentence: a vector for each of its tokens, shape (tokens, n), and one for the whole.

    Products with the vectors of ``Embedder.tokens`` are cosines, or unbiased estimates of them.
    """

    vectors: Vectors
    whole: Vectors


class PaperReader(Protocol):
    """Reads papers with an embedder, or has read them before."""

    @property
    def embedder(self) -> Embedder:
        """What reads the sentences that papers are compared with."""
        ...

    def read(self, papers: Sequence[Paper]) -> list[list[Reading]]:
        """Of each paper its title, then each sentence of its abstract."""
        ...


class FreshReader:
    """Reads each title and each sentence when it is asked for: quick for an embedder that only looks words up."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def read(self, papers: Sequence[Paper]) -> list[list[Reading]]:
        """Of each paper its title, then each sentence of its abstract."""
        texts = [
            (paper.title, *(paper.abstract[start:end] for start, end in sentences(paper.abstract))) for paper in papers
        ]
        tokens = iter(self.embedder.tokens([text for own in texts for text in own]))
        return [[Reading(one.vectors, one.whole) for one in islice(tokens, len(own))] for own in texts]
