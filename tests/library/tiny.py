"""A second embedder that is always there: what a library changes to. Small vectors out of those of ``builtin``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedders import Embedder, Tokens, open_embedder
from vectorstore.embedders.builtin import Builtin


class Tiny:
    """The first dimensions of ``builtin``; worse, and not the same."""

    name = "tiny"
    fingerprint = "tiny-1"
    dimensions = 48
    contextual = False

    def __init__(self) -> None:
        self._builtin = Builtin()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._builtin.embed(texts)[:, : self.dimensions]
        return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return np.asarray(self.embed([text])[0], np.float32)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        pieces = self._builtin.tokens(texts)
        return [one._replace(whole=row) for one, row in zip(pieces, self.embed(texts), strict=True)]


def open_one(name: str, cache_dir: Path) -> Embedder:
    """What ``embedding.open_embedder`` does, and ``tiny`` too."""
    return Tiny() if name == "tiny" else open_embedder(name, cache_dir)
