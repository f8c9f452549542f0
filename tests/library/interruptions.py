"""Kills ``add`` and ``reindex`` at chosen instants: run as ``python -m tests.library.interruptions FOLDER``.

Every instant gets a copy of one library, in a folder named after it, and a child process that works on it until it
kills itself with a signal that can't be caught. The children are forked, which saves each the imports; their
parent never opens a store.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from assistant import Library
from assistant.catalog import Catalog, pending
from assistant.library import embedding, stores
from tests.library.ships import write_ships
from tests.library.tiny import open_one
from vectorstore import dense, lexical

BEFORE, AFTER = range(24), range(12, 36)  # added whole; added again with changes and more when the kill comes
REMOVED = 5
BEGUN = "begun"  # the library as it is before the kill

INSTANTS: dict[str, tuple[object, str, int, bool]] = {
    # name: where, which function, at its which call, before it or after it
    "add-in-the-transaction": (pending, "enqueue", 1, False),
    "add-merged": (Catalog, "merge", 1, False),
    "add-before-the-old-go": (dense.DenseStore, "delete", 1, True),
    "add-between-old-and-new": (dense.DenseStore, "upsert", 1, True),
    "add-between-dense-and-lexical": (dense.DenseStore, "upsert", 1, False),
    "add-before-settling": (Catalog, "settle", 1, True),
    "add-after-one-batch": (Catalog, "settle", 1, False),
    "add-in-the-second-batch": (lexical.LexicalIndex, "replace", 2, True),
    "reindex-forgotten": (Catalog, "forget_index", 1, False),
    "reindex-noted": (Catalog, "set_meta", 1, False),
    "reindex-cleared": (stores, "clear", 1, False),
    "reindex-half-cleared": (Path, "rename", 1, False),
    "reindex-between-dense-and-lexical": (dense.DenseStore, "upsert", 1, False),
    "reindex-after-one-batch": (Catalog, "settle", 1, False),
    "remove-before-the-index": (Catalog, "remove", 1, False),
    "remove-before-settling": (Catalog, "settle", 1, True),
}
AT_RANDOM = {f"add-at-random-{number}": number for number in range(3)}


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_at(owner: object, name: str, call: int, before: bool) -> None:
    """Let a function kill the process at one of its calls."""
    real: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def wrapped(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        nonlocal calls
        calls += 1
        if calls == call and before:
            _kill()
        result = real(*arguments, **named)
        if calls == call:
            _kill()
        return result

    setattr(owner, name, wrapped)


def _begin(folder: Path) -> None:
    with Library.open(folder, embedder="builtin") as library:
        report = library.add(write_ships(folder.parent / "sources" / "ships.jsonl", BEFORE))
    assert report.added == len(BEFORE)


def _work(folder: Path, instant: str) -> None:
    with Library.open(folder, embedder="auto") as library:
        if instant in INSTANTS:
            _kill_at(*INSTANTS[instant])
        else:
            chance = random.Random(AT_RANDOM[instant])  # noqa: S311
            threading.Timer(chance.uniform(0.0, 0.3), _kill).start()
        if instant.startswith("reindex"):
            library.reindex("tiny")
        elif instant.startswith("remove"):
            library.remove(*(paper.id for paper in library.papers()[:REMOVED]))
        else:
            library.add(write_ships(folder.parent / "sources" / instant / "ships.jsonl", AFTER, edition=1))
    time.sleep(1.0)  # for a timer that is late


def _child(work: Callable[..., None], *arguments: object) -> int:
    """Work in a forked process; its exit code, or the signal that ended it as a negative number."""
    child = os.fork()
    if not child:
        try:
            work(*arguments)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(folder: Path) -> None:
    """Work and be killed, instant by instant."""
    import chromadb  # noqa: F401 - loaded once, before the forks

    opened = cache(open_one)
    opened("builtin", folder)
    embedding.open_embedder = opened  # type: ignore[attr-defined]
    stores.BATCH = 8  # several batches of few papers
    assert _child(_begin, folder / BEGUN) == 0
    for instant in (*INSTANTS, *AT_RANDOM):
        shutil.copytree(folder / BEGUN, folder / instant)
        ended = _child(_work, folder / instant, instant)
        assert ended == -signal.SIGKILL, f"{instant}: ended by itself"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
