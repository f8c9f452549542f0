"""The write lock of a library: one process writes, and one thread of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from assistant.errors import AssistantError, LibraryBusy

_WAIT = 10.0  # seconds to wait for another writer


class WriteLock:
    """Of the folder of one library; a thread that holds it can take it again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = RLock()  # the one thread of this process that writes; the lock file keeps others out

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """Hold it. Threads of one process wait for each other as long as it takes: their work is known to go on.

        Raises:
            LibraryBusy: another process keeps it.
            AssistantError: the folder can't be written.
        """
        with self._thread, self.needed(wait=_WAIT):
            yield

    @contextmanager
    def needed(self, *, wait: float = 0.0) -> Iterator[None]:
        """Hold it, having waited for other processes so many seconds at most, and for no thread.

        Raises:
            LibraryBusy: somebody keeps it.
            AssistantError: the folder can't be written.
        """
        with self.threads_out() as alone:
            lock = FileLock(str(self._folder / "write.lock"))
            try:
                if not alone:
                    raise Timeout(lock.lock_file)
                lock.acquire(timeout=wait)
            except (Timeout, OSError) as error:
                raise self._fault(error) from None
            try:
                yield
            finally:
                lock.release()

    @contextmanager
    def if_free(self) -> Iterator[bool]:
        """Hold it if nobody else does; whether it is held."""
        with ExitStack() as held:
            try:
                held.enter_context(self.needed())
                free = True
            except AssistantError:
                free = False
            yield free

    @contextmanager
    def threads_out(self, within: float = 0.0) -> Iterator[bool]:
        """Keep it from the other threads of this process, if none has it, or lets go of it within so many seconds."""
        alone = self._thread.acquire(timeout=within)
        try:
            yield alone
        finally:
            if alone:
                self._thread.release()

    def _fault(self, error: OSError) -> AssistantError:
        place = repr(str(self._folder))
        if isinstance(error, Timeout):
            return LibraryBusy(f"another litreview is writing to the library in {place}; try again when it is done")
        return AssistantError(
            f"the library folder {place} can't be written ({error.strerror or error}), as all but papers, show and "
            "export have to: check its permissions and that the disk has room, or name a copy with --library"
        )
