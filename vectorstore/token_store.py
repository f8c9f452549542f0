"""The token store: the vector of every word of every passage, in bits, so that a question reads no paper anew.

For an embedder whose words' vectors depend on the text around them: it takes 5 ms to read a sentence, and a question is
compared with eighty. Its vectors come with those of the passages, at no cost, and take 12 KB a paper. A token is known
by where it ends in the abstract; those of the title, which is read with the first passage, by a 0.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper, Passage
from vectorstore.embedders import Embedder, Tokens
from vectorstore.faults import clear_faults
from vectorstore.passages import sentences
from vectorstore.readings import Reading
from vectorstore.signs import Bits, Vectors, pack, unpack

_FILE = "tokens.sqlite"
_TABLE = """
CREATE TABLE IF NOT EXISTS passages (
    paper_id TEXT NOT NULL, number INTEGER NOT NULL, ends BLOB NOT NULL, bits BLOB NOT NULL,
    PRIMARY KEY (paper_id, number)
)
"""
_PATIENCE = 30.0  # seconds to wait for another process's commit
_ASKED = 500  # papers asked for at once
_END = np.dtype("<u4")


class Words(NamedTuple):
    """The tokens of one passage: where each ends in the abstract (0 for the title's), and its vector in bits."""

    ends: NDArray[np.uint32]
    bits: Bits


class TokenStore:
    """Tokens of passages in a folder of its own."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._file = folder / _FILE
        self._dimensions = dimensions
        with clear_faults("token store"):
            folder.mkdir(parents=True, exist_ok=True)
            with self._open() as connection:
                connection.execute(_TABLE)

    def replace(self, gone: Collection[str], new: Mapping[str, Sequence[Words]]) -> None:
        """Drop every passage of the papers ``gone``, put in those of others by their ids, in one commit."""
        rows = [
            (paper_id, number, one.ends.tobytes(), one.bits.tobytes())
            for paper_id, passages in new.items()
            for number, one in enumerate(passages)
        ]
        with clear_faults("token store"), self._open() as connection:
            connection.executemany("DELETE FROM passages WHERE paper_id = ?", [(paper_id,) for paper_id in gone])
            connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", rows)

    def count(self) -> int:
        """Number of passages."""
        with clear_faults("token store"), self._open() as connection:
            return int(connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def read(self, papers: Sequence[Paper]) -> list[list[Reading]]:
        """Of each paper its title, then each sentence of its abstract; nothing of what the store does not have."""
        stored = self._get([paper.id for paper in papers])
        none = Words(np.zeros(0, np.uint32), np.zeros((0, self._dimensions // 8), np.uint8))
        words = [stored.get(paper.id, none) for paper in papers]
        vectors = unpack(np.concatenate([one.bits for one in words] or [none.bits]), self._dimensions)
        readings, at = [], 0
        for paper, one in zip(papers, words, strict=True):
            end = at + len(one.ends)
            readings.append(_readings(paper, one.ends, vectors[at:end]))
            at = end
        return readings

    def _get(self, paper_ids: Sequence[str]) -> dict[str, Words]:
        found: dict[str, list[tuple[bytes, bytes]]] = {}
        with clear_faults("token store"), self._open() as connection:
            for at in range(0, len(paper_ids), _ASKED):
                part = paper_ids[at : at + _ASKED]
                places = ", ".join("?" * len(part))
                # only question marks are put into the text
                query = f"SELECT paper_id, ends, bits FROM passages WHERE paper_id IN ({places}) ORDER BY number"  # noqa: S608
                for paper_id, ends, bits in connection.execute(query, part):
                    found.setdefault(paper_id, []).append((ends, bits))
        width = self._dimensions // 8
        return {
            paper_id: Words(
                np.frombuffer(b"".join(ends for ends, _ in parts), _END),
                np.frombuffer(b"".join(bits for _, bits in parts), np.uint8).reshape(-1, width),
            )
            for paper_id, parts in found.items()
        }

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # One for each use, 0.2 ms: threads share nothing, and no file stays open that is to be deleted.
        with closing(sqlite3.connect(self._file, timeout=_PATIENCE)) as connection, connection:
            yield connection


def words(passage: Passage, text: str, tokens: Tokens, embedder: Embedder) -> Words:
    """The tokens of a passage as they are stored.

    Args:
        passage: where it lies in its abstract; only the first one keeps the tokens of the title.
        text: what was read: the title and the passage, which ends it.
        tokens: what the embedder read of it. It sees so much of a long text; the rest is read by itself.
        embedder: reads the rest.
    """
    before = len(text) - len(passage.text)
    ends, vectors = [], []
    seen = 0
    while True:
        placed = np.array([seen + end for _, end in tokens.spans], np.int64)
        ends.append(placed)
        vectors.append(tokens.vectors)
        if not len(placed) or not text[placed[-1] :].strip():
            break
        seen = int(placed[-1])
        (tokens,) = embedder.tokens([text[seen:]])
    placed, read = np.concatenate(ends), np.concatenate(vectors)
    kept = placed > before if passage.number else np.full(len(placed), True)
    in_abstract = np.where(placed > before, placed - before + passage.start, 0)
    return Words(in_abstract[kept].astype(_END), pack(read[kept]))


def _readings(paper: Paper, ends: NDArray[np.uint32], vectors: Vectors) -> list[Reading]:
    cuts = [(0, int(np.searchsorted(ends, 0, "right")))]
    for start, end in sentences(paper.abstract):
        first, last = np.searchsorted(ends, (start, end), "right")
        cuts.append((int(first), int(last)))
    return [_reading(vectors[first:last]) for first, last in cuts]


def _reading(vectors: Vectors) -> Reading:
    # As the embedder makes a text's vector: the mean of its tokens, length 1.
    total = vectors.sum(axis=0)
    return Reading(vectors, np.asarray(total / max(1e-9, float(np.linalg.norm(total))), np.float32))
