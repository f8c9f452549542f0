"""Embedding models elsewhere, through LangChain's ``init_embeddings``: used only when the user names one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbedderUnavailable
from vectorstore.embedders import Tokens, printable

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from vectorstore.embedders.builtin import Builtin


class Provider:
    """An embedder named ``provider:model``; its dimensions are learnt by embedding one word."""

    contextual = False

    def __init__(self, name: str) -> None:
        """Connect to the model; texts leave the machine if it is elsewhere.

        Raises:
            EmbedderUnavailable: an unknown provider, a package that isn't installed, or no answer.
        """
        self.name = name
        self._model = _connect(name)
        self._words: Builtin | None = None
        self.dimensions = len(self.embed_query("dimensions"))
        self.fingerprint = hashlib.sha256(f"{name} {self.dimensions}".encode()).hexdigest()[:12]

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, in their order: shape (texts, dimensions), length 1 each.

        Raises:
            EmbedderUnavailable: the provider did not answer as expected.
        """
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        try:
            # Most providers refuse an empty text, and with it the whole batch.
            rows = self._model.embed_documents([printable(text).strip() or "-" for text in texts])
        except Exception as error:  # each provider has its own kinds
            raise EmbedderUnavailable(_no_answer(self.name, error)) from error
        return _unit(rows)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of one question: shape (dimensions,).

        Raises:
            EmbedderUnavailable: the provider did not answer as expected.
        """
        try:
            row = self._model.embed_query(printable(text).strip() or "-")
        except Exception as error:  # each provider has its own kinds
            raise EmbedderUnavailable(_no_answer(self.name, error)) from error
        vector: NDArray[np.float32] = _unit([row])[0]
        return vector

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Each text with static vectors of its tokens: providers give none, so those of ``builtin`` stand in."""
        from vectorstore.embedders.builtin import Builtin

        if self._words is None:
            self._words = Builtin()
        pieces = self._words.tokens(texts)
        return [one._replace(whole=row) for one, row in zip(pieces, self.embed(texts), strict=True)]


def _connect(name: str) -> Embeddings:
    from langchain.embeddings import init_embeddings

    try:
        return init_embeddings(name)
    except ImportError as error:
        package = str(error).rpartition("pip install ")[2].strip("` ")
        raise EmbedderUnavailable(f"{name!r} needs a package that isn't installed: pip install {package}") from None
    except ValueError as error:
        raise EmbedderUnavailable(f"{name!r} can't be used: {_one_line(error)}") from None
    except Exception as error:  # a missing key, each provider in its own way
        raise EmbedderUnavailable(_no_answer(name, error)) from error


def _no_answer(name: str, error: Exception) -> str:
    return f"{name!r} did not answer ({_one_line(error)}); check its key, its address and the network"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _unit(rows: list[list[float]]) -> NDArray[np.float32]:
    vectors = np.array(rows, np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit
