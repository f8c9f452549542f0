"""all-MiniLM-L6-v2 on ONNX Runtime (Wang et al. 2020, arXiv:2002.10957; Reimers & Gurevych 2019, arXiv:1908.10084)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbedderUnavailable
from vectorstore.embedders import Tokens, printable
from vectorstore.embedders.minilm_graph import HIDDEN, graph
from vectorstore.embedders.minilm_weights import SHA256, TOKENIZER, cache_folder, import_weights

# The length that sentence-transformers uses for this model; what follows is not seen.
MOST_TOKENS = 256
PIPELINE = f"mean, length 1, fp32, {MOST_TOKENS} tokens, words kept as bits"
_HELD = 16  # texts read lately: a question is embedded, then compared word by word


class Minilm:
    """The better ranking on questions in one's own words: 384 dimensions, about 20 abstracts a second and core."""

    name = "minilm"
    dimensions = HIDDEN
    contextual = True
    fingerprint = hashlib.sha256(" ".join([*SHA256.values(), PIPELINE]).encode()).hexdigest()[:12]

    def __init__(self, folder: Path, cache_dir: Path) -> None:
        """Load the verified weights in ``folder``; they are kept in the cache from then on."""
        import onnxruntime
        from tokenizers import Tokenizer

        if folder != cache_folder(cache_dir):
            # A cache that can't be written: the files are used where they are.
            with suppress(EmbedderUnavailable):
                folder = import_weights(folder, cache_dir)
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_TOKENS)
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        # One text a thread: faster than sharing one text among threads, and no spinning when the cores are busy.
        options.intra_op_num_threads = 1
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(folder))
        self._session = onnxruntime.InferenceSession(
            graph(folder, cache_dir), options, providers=["CPUExecutionProvider"]
        )
        # Shared by all who ask: many at once wait in line, instead of taking the cores and the memory from each other.
        self._threads = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="minilm")
        self._read_lately = lru_cache(_HELD)(self._read)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, in their order: shape (texts, 384). A text's vector is always the same."""
        rows = [one.whole for one in self._threads.map(self._read, texts)]
        return np.array(rows, np.float32).reshape(len(texts), HIDDEN)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The vector of one text: shape (384,)."""
        return self._read_lately(text).whole

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Each text with the vectors of its tokens, each as it stands in this text: shape (tokens, 384)."""
        return list(self._threads.map(self._read_lately, texts))

    def _read(self, text: str) -> Tokens:
        encoding = self._tokenizer.encode(printable(text))
        ids = np.array(encoding.ids, np.int64)
        whole, vectors = self._session.run(["vector", "words"], {"tokens": ids})
        # The first and the last token only mark the ends of the text.
        return Tokens(vectors[1:-1], tuple(encoding.offsets[1:-1]), whole)
