"""The stores of one library held together: catalog, embedder and index, and the lock for whoever writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.catalog import Catalog, Pending
from assistant.errors import EmbedderMismatch, LibraryBusy
from assistant.models import Paper
from vectorstore.embedders import Embedder, open_embedder
from vectorstore.index import Index, clear

Progress = Callable[[str, int, int], None]
BATCH = 256  # papers indexed and settled at a time
_WAIT = 10.0  # seconds to wait for another writer


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class Stores:
    """One library's stores. The catalog is the record; the index follows it."""

    def __init__(self, folder: Path, *, create: bool, embedder: str, cache_dir: Path) -> None:
        self.folder = folder
        self.catalog = Catalog.open(folder, create=create)
        self.wanted = embedder
        self._cache_dir = cache_dir
        self._seen = -1

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder the library was made with; a new library takes the one that is wanted.

        Raises:
            EmbedderMismatch: another one is wanted than the library was made with.
            EmbedderUnavailable: it is not on this machine.
        """
        made_with = self.catalog.meta("embedder")
        if made_with is None:
            embedder = open_embedder(self.wanted, self._cache_dir)
            self.note_embedder(embedder)
            return embedder
        if self.wanted not in {"auto", made_with}:
            raise EmbedderMismatch(
                f"the library was made with the embedder {made_with!r}, not {self.wanted!r}; "
                f"run litreview reindex {self.wanted} to change it"
            )
        embedder = open_embedder(made_with, self._cache_dir)
        if embedder.fingerprint != self.catalog.meta("fingerprint"):
            raise EmbedderMismatch(
                f"the embedder {made_with!r} is another version than the library was made with; "
                f"run litreview reindex {made_with} to make the index again"
            )
        return embedder

    def note_embedder(self, embedder: Embedder) -> None:
        """Remember which embedder the passages are embedded with."""
        self.catalog.set_meta("embedder", embedder.name)
        self.catalog.set_meta("fingerprint", embedder.fingerprint)
        self.catalog.set_meta("dimensions", str(embedder.dimensions))

    @cached_property
    def index(self) -> Index:
        """The library's index, opened when it is first needed."""
        self._seen = self.catalog.generation()
        return Index(self.folder, self.embedder)

    def ready(self) -> Index:
        """The index, up to date: what is pending is finished if the write lock is free, else read as it is."""
        if self.catalog.pending():
            with self._lock(wait=0.0, needed=False) as held:
                if held:
                    self.finish(silent)
        index = self.index
        if self._seen != self.catalog.generation():
            index.reopen()
            self._seen = self.catalog.generation()
        return index

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the write lock.

        Raises:
            LibraryBusy: another process keeps it.
        """
        with self._lock(wait=_WAIT, needed=True):
            yield

    @contextmanager
    def _lock(self, *, wait: float, needed: bool) -> Iterator[bool]:
        lock = FileLock(str(self.folder / "write.lock"))
        try:
            lock.acquire(timeout=wait)
        except Timeout:
            if needed:
                raise LibraryBusy(
                    f"another litreview is writing to the library in {str(self.folder)!r}; try again when it is done"
                ) from None
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def finish(self, progress: Progress) -> None:
        """Index what is pending, batch by batch. The write lock must be held."""
        pending = self.catalog.pending()
        for at in range(0, len(pending), BATCH):
            progress("indexing", at, len(pending))
            self._settle(pending[at : at + BATCH])
        if pending:
            progress("indexing", len(pending), len(pending))

    def _settle(self, batch: tuple[Pending, ...]) -> None:
        papers: dict[str, Paper] = self.catalog.get([one.paper_id for one in batch if one.kind != "remove"])
        gone = {one.paper_id: one.passages for one in batch if one.passages}
        made = self.index.replace(list(papers.values()), gone)
        self.catalog.settle({one.paper_id: made.get(one.paper_id, 0) for one in batch})
        self._seen = self.catalog.generation()

    def counts(self) -> tuple[int, int]:
        """Passages in the two stores."""
        return self.index.counts()

    def rebuild(self, embedder: str, progress: Progress) -> None:
        """Embed everything again with this embedder; the catalog is untouched, so a crash here costs only time.

        Raises:
            EmbedderUnavailable: it is not on this machine; the index stays as it was.
        """
        chosen = open_embedder(embedder, self._cache_dir)
        with self.writing():
            self.wanted = embedder
            self.catalog.forget_index()
            self.note_embedder(chosen)
            self.__dict__.pop("index", None)
            self.__dict__["embedder"] = chosen
            clear(self.folder)
            self.finish(progress)

    def close(self) -> None:
        """Let go of the files."""
        self.catalog.close()
