"""The dense store: passages with text, metadata and vectors in Chroma. The only file that knows chromadb.

Cosine distance; HNSW built wider than Chroma's defaults (recall@10 .998 against .905 at 50,000 passages, for 1.6 times
the time to add and no visible time to query).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.errors import EmbedderMismatch
from assistant.models import Passage
from vectorstore.faults import clear_faults
from vectorstore.lately import Lately

Vector = NDArray[np.float32]

COLLECTION = "passages"
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}
_BATCH = 5_000  # Chroma takes at most 5,461 records a call
_EXACT = 2_000  # papers up to which a filter is answered by an exact scan of their passages
# Passages kept in memory, about 2 KB each. Chroma finds the ids nearest to a vector in 3 ms, but takes 15 to 20 for the
# metadata and vectors of 400, and a question looks at twice as many.
_HELD = 30_000


class Stored(NamedTuple):
    """A passage as the store holds it: its place in the abstract and its vector."""

    paper_id: str
    number: int
    start: int
    end: int
    vector: Vector


class DenseStore:
    """Passages' vectors in one Chroma collection."""

    def __init__(self, folder: Path, *, embedder: str, fingerprint: str, dimensions: int) -> None:
        """Open or create the collection.

        Raises:
            EmbedderMismatch: the collection was filled by another embedder.
        """
        self._made_by = {"embedder": embedder, "fingerprint": fingerprint, "dimensions": dimensions}
        self._collection = self._open(folder)
        self._held: Lately[Stored] = Lately(_HELD)

    def _open(self, folder: Path) -> Any:  # noqa: ANN401 - chromadb's collection type has no stable public name
        with _faults():
            collection = _client(folder).get_or_create_collection(
                COLLECTION,
                embedding_function=None,  # Chroma would fetch a model of its own
                metadata=self._made_by,
                configuration={"hnsw": _HNSW},
            )
        found = collection.metadata or {}
        if found.get("fingerprint") != self._made_by["fingerprint"]:
            raise EmbedderMismatch(
                f"the library's passages were embedded with {found.get('embedder')!r}, not with "
                f"{self._made_by['embedder']!r}; run litreview reindex {self._made_by['embedder']} to change it"
            )
        return collection

    def upsert(self, passages: Sequence[Passage], vectors: Vector, years: Sequence[int | None]) -> None:
        """Store passages; ``vectors`` is n x dimensions, ``years`` one per passage."""
        metadatas = [_metadata(passage, year) for passage, year in zip(passages, years, strict=True)]
        for at in range(0, len(passages), _BATCH):
            part = slice(at, at + _BATCH)
            with _faults():
                self._collection.upsert(
                    ids=[passage.id for passage in passages[part]],
                    documents=[passage.text for passage in passages[part]],
                    embeddings=vectors[part],
                    metadatas=metadatas[part],
                )
        self._forget_held()

    def delete(self, passage_ids: Sequence[str]) -> None:
        """Drop passages; ids that are not there are ignored."""
        for at in range(0, len(passage_ids), _BATCH):
            with _faults():
                self._collection.delete(ids=list(passage_ids[at : at + _BATCH]))
        self._forget_held()

    def _forget_held(self) -> None:
        # A new one, not emptied: a thread that is reading puts what it read before the change into the old one.
        self._held = Lately(_HELD)

    def count(self) -> int:
        """Number of passages."""
        with _faults():
            return int(self._collection.count())

    def paper_ids(self) -> frozenset[str]:
        """Every paper that has a passage."""
        with _faults():
            return frozenset(key.rpartition("#")[0] for key in self._collection.get(include=[])["ids"])

    @staticmethod
    def forget() -> None:
        """Let go of what Chroma keeps in memory for this process, so that the next open reads the disk again."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()

    def nearest(self, vector: Vector, limit: int, allowed: Collection[str] | None = None) -> dict[str, Stored]:
        """The passages nearest to a query vector, best first; ``allowed`` keeps to these papers.

        Narrow filters are answered by an exact scan of the papers' passages, wide ones by asking for more and dropping.
        """
        if limit < 1 or (allowed is not None and not allowed):
            return {}
        if allowed is not None and len(allowed) <= _EXACT:
            return _ranked(self.of_papers(allowed), vector, limit)
        asked = limit if allowed is None else max(5_000, limit)
        with _faults():
            found = self._collection.query(query_embeddings=[vector], n_results=asked, include=[])["ids"][0]
        if allowed is not None:
            found = [key for key in found if _paper_of(key) in allowed][:limit]
        return _ranked(self.get(found), vector, limit)

    def get(self, passage_ids: Sequence[str]) -> dict[str, Stored]:
        """Passages by id, those that are there."""
        lately = self._held
        held = lately.take(passage_ids)
        missing = [key for key in passage_ids if key not in held]
        if not missing:
            return held
        with _faults():
            found = self._collection.get(ids=missing, include=["metadatas", "embeddings"])
            read = _stored(found["ids"], found["metadatas"], found["embeddings"])
        lately.keep(read)
        return {**held, **read}

    def of_papers(self, paper_ids: Collection[str]) -> dict[str, Stored]:
        """Every passage of these papers."""
        if not paper_ids:
            return {}
        wanted = {"paper_id": {"$in": sorted(paper_ids)}}
        with _faults():
            found = self._collection.get(where=wanted, include=["metadatas", "embeddings"])
            return _stored(found["ids"], found["metadatas"], found["embeddings"])


def _faults() -> AbstractContextManager[None]:
    return clear_faults("vector store")


def _client(folder: Path) -> Any:  # noqa: ANN401 - chromadb's client type has no stable public name
    import chromadb
    from chromadb.config import Settings

    if not folder.exists():
        DenseStore.forget()  # one of the same name may have been deleted since this process opened it
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(anonymized_telemetry=False, allow_reset=False)
    return chromadb.PersistentClient(path=str(folder), settings=settings)


def _metadata(passage: Passage, year: int | None) -> dict[str, str | int]:
    known: dict[str, str | int] = {
        "paper_id": passage.paper_id,
        "number": passage.number,
        "start": passage.start,
        "end": passage.end,
    }
    # Chroma refuses None: a paper without a year has no such entry.
    return known if year is None else {**known, "year": year}


def _stored(ids: Sequence[str], metadatas: Sequence[Any], vectors: Sequence[Any]) -> dict[str, Stored]:
    return {
        key: Stored(
            str(data["paper_id"]),
            int(data["number"]),
            int(data["start"]),
            int(data["end"]),
            np.array(vector, dtype=np.float32),  # a copy: a row would keep all it was read with in memory
        )
        for key, data, vector in zip(ids, metadatas, vectors, strict=True)
    }


def _paper_of(passage_id: str) -> str:
    return passage_id.rpartition("#")[0]


def _ranked(stored: dict[str, Stored], vector: Vector, limit: int) -> dict[str, Stored]:
    order = sorted(stored, key=lambda key: (-float(stored[key].vector @ vector), key))
    return {key: stored[key] for key in order[:limit]}
