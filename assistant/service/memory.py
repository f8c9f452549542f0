"""Memory given back to the system while the service runs.

glibc keeps what is freed between what is still held; fewer arenas do not change it, ``malloc_trim`` gives it back. What
is held itself, in caches and by threads that live on, stays.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

_EVERY = 30.0  # seconds
_WORKED = 0.5  # seconds of processor time before which there is nothing to give back


@contextmanager
def given_back(every: float = _EVERY) -> Iterator[None]:
    """Give back what is free, each time the process has worked for a while; without glibc nothing happens."""
    trim = _trim()
    if trim is None:
        yield
        return
    end = Event()
    thread = Thread(target=_again, args=(trim, end, every), name="memory", daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


def _again(trim: Callable[[int], int], end: Event, every: float) -> None:
    worked = 0.0
    while not end.wait(every):
        if time.process_time() - worked >= _WORKED:
            trim(0)
            worked = time.process_time()


def _trim() -> Callable[[int], int] | None:
    """The function ``malloc_trim`` of glibc; ctypes lets other threads work while it runs."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library, or another system
        return None
    return trim
