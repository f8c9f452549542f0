"""The real process, ``litreview chat``, on a free port of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_PATIENCE = 60  # seconds until it must have said where it is


@contextmanager
def serving(folder: Path, *arguments: str, **variables: str) -> Iterator[str]:
    """Run ``litreview`` with these arguments, all it keeps in a folder; gives the address, and ends the process."""
    own = {"LITREVIEW_DATA_DIR": str(folder / "data"), "LITREVIEW_CACHE_DIR": str(folder / "cache")}
    surroundings = {**os.environ, **own, "LITREVIEW_EMBEDDER": "builtin", **variables}
    command = [sys.executable, "-m", "assistant", *arguments, "--no-browser", "--port", "0"]
    with subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield _address(process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=_PATIENCE)


def _address(process: subprocess.Popen[str]) -> str:
    said = []
    for line in process.stderr or ():
        said.append(line)
        if found := _ADDRESS.search(line):
            return found[0]
    raise AssertionError(f"litreview ended without an address:\n{''.join(said)}")
