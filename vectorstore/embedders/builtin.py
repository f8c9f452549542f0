"""Static word vectors that come with the wordllama wheel: thousands of abstracts a second, always there."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbedderUnavailable
from vectorstore.embedders import Tokens, printable
from vectorstore.lately import Lately

if TYPE_CHECKING:
    from tokenizers import Encoding

WEIGHTS = "weights/l2_supercat_256.safetensors"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
PIPELINE = "mean, length 1"
UNKNOWN_WORD = 0
# Sentences whose tokens are kept, all of 200 abstracts, in 60 MB: follow-up questions read the same papers again.
SENTENCES_HELD = 2_000


class Builtin:
    """The mean of the words' vectors (WordLlama, MIT): 256 dimensions, blind to word order."""

    name = "builtin"
    dimensions = 256
    contextual = False

    def __init__(self) -> None:
        """Read the two files of the installed package.

        Raises:
            EmbedderUnavailable: the package isn't installed as expected.
        """
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        # The files are read without importing wordllama: the import sets the root logger to INFO and brings code
        # that downloads.
        spec = find_spec("wordllama")
        folder = Path(spec.origin).parent if spec and spec.origin else Path("wordllama")
        try:
            weights, tokenizer = (folder / WEIGHTS).read_bytes(), (folder / TOKENIZER).read_bytes()
        except OSError as error:
            raise EmbedderUnavailable(
                f"builtin can't read '{error.filename}'; pip install --force-reinstall 'wordllama>=0.4.0.post1,<0.5'"
            ) from None
        self._vectors = load(weights)["embedding.weight"]
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        # It would keep every sentence that it has read, up to 10,000 in each thread: hundreds of MB. It takes a
        # sentence whole, so nothing is met again, and it reads faster without.
        self._tokenizer.model._resize_cache(0)
        content = hashlib.sha256(weights)
        content.update(tokenizer + PIPELINE.encode())
        self.fingerprint = content.hexdigest()[:12]
        self._lately = Lately[Tokens](SENTENCES_HELD)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, in their order: shape (texts, 256)."""
        rows = [self.embed_query(text) for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.dimensions)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of one text: shape (256,). A text without a word counts as one unknown word."""
        return _mean(self._vectors[self._encode(text).ids or [UNKNOWN_WORD]])

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Each text with the vectors of its tokens, the same in every text: shape (tokens, 256)."""
        known = self._lately.take(texts)
        new = self._read([text for text in dict.fromkeys(texts) if text not in known])
        self._lately.keep(new)
        known |= new
        return [known[text] for text in texts]

    def _read(self, texts: Sequence[str]) -> dict[str, Tokens]:
        encodings = self._tokenizer.encode_batch([printable(text) for text in texts], add_special_tokens=False)
        vectors = self._vectors[[number for one in encodings for number in one.ids]].astype(np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        read, end = {}, 0
        for text, one in zip(texts, encodings, strict=True):
            start, end = end, end + len(one.ids)
            whole = _mean(vectors[start:end] if one.ids else self._vectors[[UNKNOWN_WORD]])
            # A copy: a part would keep all it was read with in memory.
            read[text] = Tokens(vectors[start:end] / lengths[start:end], _spans(text, one.offsets), whole)
        return read

    def _encode(self, text: str) -> Encoding:
        return self._tokenizer.encode(printable(text), add_special_tokens=False)


def _spans(text: str, offsets: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Where the words stand; this tokenizer counts the space before a word to it."""
    lengths = [len(text[start:end].lstrip()) for start, end in offsets]
    return tuple(
        (end - length, end) if length else (start, end) for length, (start, end) in zip(lengths, offsets, strict=True)
    )


def _mean(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    mean = vectors.mean(axis=0, dtype=np.float32)
    vector: NDArray[np.float32] = mean / np.linalg.norm(mean)
    return vector
