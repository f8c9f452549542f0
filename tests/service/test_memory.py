"""Memory is given back while the service runs."""

from __future__ import annotations

import ctypes
import time
from itertools import takewhile
from pathlib import Path
from unittest.mock import patch

import pytest

from assistant.service import memory

_STATUS = Path("/proc/self/status")
_BLOCK, _BLOCKS = 50_000, 2_000  # bytes of each, under what malloc takes apart from its heap


def _resident_mb() -> float:
    (line,) = (one for one in _STATUS.read_text(encoding="ascii").splitlines() if one.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


@pytest.mark.skipif(memory._trim() is None or not _STATUS.exists(), reason="only glibc keeps what is freed")
def test_what_is_freed_between_what_is_held_is_given_back() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = (
        ctypes.c_void_p,
        [ctypes.c_size_t],
        [ctypes.c_void_p],
    )
    blocks = [libc.malloc(_BLOCK) for _ in range(_BLOCKS)]
    for block in blocks:
        ctypes.memset(block, 1, _BLOCK)
    for block in blocks[:-1]:  # the last one, at the top, keeps the others from being given back
        libc.free(block)
    kept = _resident_mb()
    with memory.given_back(every=0.05), patch.object(memory, "_WORKED", 0.0):
        until = time.monotonic() + 10
        last = list(takewhile(lambda now: now > kept - 70 and time.monotonic() < until, iter(_looked, None)))
    libc.free(blocks[-1])
    assert _resident_mb() < kept - 70, last[-3:]


def _looked() -> float:
    time.sleep(0.05)
    return _resident_mb()


def test_elsewhere_nothing_happens() -> None:
    with patch.object(ctypes, "CDLL", side_effect=OSError("no such library")), memory.given_back(every=0.01):
        time.sleep(0.03)
