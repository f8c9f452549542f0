"""An embedder that reads each text once, so that a benchmark can ask the same library hundreds of times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedders import Embedder, Tokens, open_embedder


class Remembered:
    """An embedder with a memory for the life of the process; what it gives is what the embedder gives."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.fingerprint, self.dimensions = embedder.name, embedder.fingerprint, embedder.dimensions
        self.contextual = embedder.contextual
        self._embedder = embedder
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._tokens: dict[str, Tokens] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors.update(zip(new, self._embedder.embed(new), strict=True))
        return np.array([self._vectors[text] for text in texts], np.float32).reshape(len(texts), self.dimensions)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.embed([text])[0]
        return vector

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        new = [text for text in dict.fromkeys(texts) if text not in self._tokens]
        self._tokens.update(zip(new, self._embedder.tokens(new), strict=True))
        return [self._tokens[text] for text in texts]


@contextmanager
def remembering() -> Iterator[None]:
    """Libraries opened in this block share one embedder of each name, and it remembers."""
    opened: dict[str, Remembered] = {}

    def once(name: str, cache_dir: Path) -> Embedder:
        if name not in opened:
            opened[name] = Remembered(open_embedder(name, cache_dir))
        return opened[name]

    with patch("assistant.library.embedding.open_embedder", once):
        yield
