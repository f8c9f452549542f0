"""The stores of one library held together: catalog, embedder and index, and the lock for whoever writes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import RLock
from typing import TypeVar

from assistant.catalog import Catalog, IndexState, Pending
from assistant.errors import AssistantError, IndexFailed
from assistant.library.embedding import Embedding
from assistant.library.write_lock import WriteLock
from assistant.models import Paper
from vectorstore.embedders import Embedder
from vectorstore.index import Index, clear

Progress = Callable[[str, int, int], None]
BATCH = 256  # papers indexed and settled at a time
_FIRST = 30.0  # seconds to wait until another thread of this process has indexed something
_LOOK = 0.1  # seconds between two looks whether it has
_SHORT_WAIT = 1.0  # seconds to wait for another process that makes the index
_AT_ONCE = os.cpu_count() or 1
_AGAIN = (0.1, 0.5, 1.0)  # seconds before a reading that failed is tried again

Result = TypeVar("Result")


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


class Stores:
    """One library's stores. The catalog is the record; the index follows it."""

    def __init__(self, folder: Path, *, create: bool, embedder: str, cache_dir: Path) -> None:
        self.folder = folder
        self.catalog = Catalog.open(folder, create=create)
        self.embedding = Embedding(self.catalog, embedder, cache_dir)
        self.waiting = 0  # papers that the last reading did without, because another process is indexing them
        self._index: Index | None = None
        self._seen = self._checked = -1  # generations: of the open index, and that it was last found whole
        self._turn = RLock()  # one thread at a time opens what is shared; never held while waiting for a lock
        self._searches = ThreadPoolExecutor(_AT_ONCE, "searching")  # threads begin as they are needed
        self._writer = WriteLock(folder)

    @property
    def embedder(self) -> Embedder:
        """The embedder that the index is made with; errors as ``Embedding.embedder`` has them."""
        return self.embedding.embedder

    def read(self, flow: Callable[[], Result]) -> Result:
        """Run a flow that reads the index; again, where another process has changed the stores under it.

        Raises:
            LibraryBusy: another process keeps writing.
            IndexFailed: the index is damaged.
        """
        for wait in _AGAIN:
            try:
                return flow()
            except IndexFailed:
                time.sleep(wait)
                self._seen = -1  # open it again
        try:
            return flow()
        except IndexFailed:
            with self._writer.needed():  # raises, where somebody writes
                raise

    def in_turn(self, search: Callable[[], Result]) -> Result:
        """Search the index: no more threads at once than there are processors, and first come, first served.

        More of them keep each other waiting in the middle of their work: then each question costs twice the processor
        time, and some wait ten times as long as others.
        """
        return self._searches.submit(search).result()

    def ready(self, progress: Progress = silent) -> Index:
        """The index, up to date: what is pending is finished if the write lock is free, else read as it is.

        ``progress`` is told how far that is, which takes a minute where an ``add`` of a thousand papers was cut off.

        Raises:
            LibraryBusy: another process is making the index, and there is none yet.
            AssistantError: the index is damaged, or does not hold what the catalog says; it has to be made anew.
        """
        state = self.catalog.index_state()
        waiting = state.pending
        if waiting:
            with self._writer.if_free() as held:
                if held:
                    self.finish(progress)
                    state, waiting = self.catalog.index_state(), 0
            if not held and not state.passages:
                state = self._begun(state, progress)
                waiting = state.pending
        self.waiting = waiting
        with self._turn:
            if self._index is not None and state.generation == self._seen and self._checked == self._seen:
                return self._index
        index = self._current() if state.passages else self._new()
        if self._checked != self._seen:
            seen = self._seen
            self._check_whole(index)
            self._checked = seen
        return index

    def _begun(self, state: IndexState, progress: Progress) -> IndexState:
        """How far the index is once another thread of this process has indexed the first papers.

        Until then there is nothing to read. After the first batch nobody waits any more: all may take hours.
        """
        late = time.monotonic() + _FIRST
        left = False
        while not (state.passages or left) and time.monotonic() < late:
            with self._writer.threads_out(within=_LOOK) as left:
                if not left:
                    progress("indexing", 0, state.pending)
            state = self.catalog.index_state()
        return state

    def _new(self) -> Index:
        """The index of a library in which nothing is indexed: Chroma can't be begun by two processes at once."""
        with self._writer.threads_out() as alone:
            if not alone:
                return self._current()  # another thread of this process has the lock, and may be indexing for hours
            with self._writer.needed(wait=_SHORT_WAIT):
                return self._current()

    def _current(self) -> Index:
        """The index as it is on the disk, whoever wrote it last."""
        with self._turn:
            generation = self.catalog.generation()
            if self._index is not None and generation == self._seen:
                return self._index
            self._let_go()  # whoever is reading the old one reads on
            self.embedding.look_again()  # another process may have made the index anew
            self._index = Index(self.folder, self.embedder)
            self._seen = generation
            return self._index

    def _check_whole(self, index: Index) -> None:
        """Notice a store that was deleted or brought back from an old copy; nothing is known while others write."""
        if self._is_whole(index):
            return
        with self._writer.if_free() as held:
            if not held or self.catalog.pending() or self._is_whole(self._current()):
                return
        raise AssistantError(self._not_whole())

    def _not_whole(self) -> str:
        return (
            f"the index in {str(self.folder)!r} does not hold what the library holds; no paper is lost: "
            "run litreview reindex to build it anew"
        )

    def _is_whole(self, index: Index) -> bool:
        return set(index.counts()) == {self.catalog.passages()}

    def fault(self) -> str:
        """What is wrong with the index and what to do about it, empty when nothing is; pending papers are no fault."""
        state = self.catalog.index_state()
        try:
            self.embedding.check()
            whole = state.pending or not state.passages or self.read(lambda: self._is_whole(self._current()))
        except AssistantError as error:  # another embedder's, or a store that can't be opened
            return str(error)
        return "" if whole else self._not_whole()

    def writing(self) -> AbstractContextManager[None]:
        """Hold the write lock.

        Raises:
            LibraryBusy: another process keeps it.
            AssistantError: the folder can't be written.
        """
        return self._writer.waited_for()

    def finish(self, progress: Progress) -> None:
        """Index what is pending, batch by batch. The write lock must be held."""
        pending = self.catalog.pending()
        if pending and not self.catalog.passages():
            with self._turn:  # by the record the index is empty: what is there is left over, maybe another embedder's
                self._let_go()
                clear(self.folder)
        for at in range(0, len(pending), BATCH):
            progress("indexing", at, len(pending))
            self._settle(pending[at : at + BATCH])
        if pending:
            progress("indexing", len(pending), len(pending))

    def _settle(self, batch: tuple[Pending, ...]) -> None:
        papers: dict[str, Paper] = self.catalog.get([one.paper_id for one in batch if one.kind != "remove"])
        gone = {one.paper_id: one.passages for one in batch if one.passages}
        made = self._current().replace(list(papers.values()), gone)
        with self._turn:
            self.catalog.settle({one.paper_id: made.get(one.paper_id, 0) for one in batch})
            self._seen = self.catalog.generation()

    def rebuild(self, embedder: str | None, progress: Progress) -> None:
        """Embed everything again, with this embedder or the one it has; a crash here costs only time.

        Raises:
            EmbedderUnavailable: it is not on this machine; the index stays as it was.
        """
        chosen = self.embedding.another(embedder)
        with self.writing():
            with self._turn:
                self.catalog.forget_index()
                self.embedding.change(chosen)
                self._let_go()
                clear(self.folder)  # before another thread opens it with the new embedder
            self.finish(progress)

    def _let_go(self) -> None:
        if self._index is not None:
            self._index.close()
        self._index = None

    def close(self) -> None:
        """Let go of the files."""
        done, self._searches = self._searches, ThreadPoolExecutor(_AT_ONCE, "searching")
        done.shutdown()  # so that no thread holds what it searched last
        with self._turn:
            self._let_go()
        self.catalog.close()
