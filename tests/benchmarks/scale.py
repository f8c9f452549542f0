"""How litreview grows: ``python -m tests.benchmarks.scale [--papers 10000]`` prints what many papers cost.

Abstracts a second and what the time is spent on, milliseconds of a search at that size (this project's questions, each
asked once, ten hits), the peak memory of the process in MB, the size of the stores on disk in MB.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from assistant.catalog import Catalog
from assistant.library import Library, ingest
from assistant.readers import read_sources
from tests.benchmarks.material import Row, milliseconds, questions, rows, shared, show, write_jsonl
from vectorstore.dense import DenseStore
from vectorstore.embedders.builtin import Builtin
from vectorstore.embedders.minilm import Minilm
from vectorstore.lexical import LexicalIndex
from vectorstore.token_store import TokenStore

Seconds = defaultdict[str, float]

_PARTS: dict[str, list[tuple[type, str]]] = {
    "catalog": [(Catalog, name) for name in ("merge", "get", "pending", "settle", "reject", "count")],
    "embedding": [(Builtin, "embed"), (Minilm, "tokens")],
    "chroma": [(DenseStore, "upsert"), (DenseStore, "delete")],
    "lexical": [(LexicalIndex, "replace")],
    "tokens": [(TokenStore, "replace")],
}


@contextmanager
def stopwatch() -> Iterator[Seconds]:
    """Seconds by part, of what is done in this block."""
    seconds: Seconds = defaultdict(float)
    with ExitStack() as changes:
        for part, calls in _PARTS.items():
            for place, name in calls:
                changes.enter_context(patch.object(place, name, _counted(getattr(place, name), part, seconds)))
        changes.enter_context(patch.object(ingest, "read_sources", partial(_read, read_sources, seconds)))
        yield seconds


def _counted(call: Any, part: str, seconds: Seconds) -> Any:  # noqa: ANN401 - any method
    def counted(*args: object, **kwargs: object) -> object:
        started = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            seconds[part] += time.perf_counter() - started

    return counted


def _read(reader: Any, seconds: Seconds, *args: object, **kwargs: object) -> Iterator[object]:  # noqa: ANN401
    entries = iter(reader(*args, **kwargs))
    while True:
        started = time.perf_counter()
        entry = next(entries, None)
        seconds["reading"] += time.perf_counter() - started
        if entry is None:
            return
        yield entry


def adding(library: Library, source: Path) -> Row:
    """Papers a second, and the share of each part."""
    started = time.perf_counter()
    with stopwatch() as seconds:
        report = library.add(source)
    whole = time.perf_counter() - started
    seconds["rest"] = whole - sum(seconds.values())
    status = library.status()
    return {
        "read": report.read,
        "papers": report.papers,
        "passages": status.passages,
        "rejected": len(report.rejected),
        "seconds": round(whole, 1),
        "papers_per_second": round(report.papers / whole, 1),
        "shares": {part: round(seconds[part] / whole, 3) for part in sorted(seconds, key=lambda part: -seconds[part])},
        "consistent": status.consistent,
    }


def searching(library: Library) -> Row:
    """Milliseconds of a search, once the stores are open."""
    names = ("seeds_answerable", "fields_answerable", "seeds_unanswerable", "fields_unanswerable")
    asked = [str(row["question"]) for name in names for row in questions(name)]
    library.search("what opens the stores")
    spent = []
    for question in asked:
        started = time.perf_counter()
        library.search(question)
        spent.append(time.perf_counter() - started)
    return {"queries": len(spent), "ms": milliseconds(spent)}


def disk(folder: Path) -> Row:
    """Size of the library and of each store in it, in MB."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file():
            sizes[path.relative_to(folder).parts[0].removesuffix("-wal")] += path.stat().st_size
    return {"all": round(sizes.total() / 1e6, 1), **{name: round(size / 1e6, 1) for name, size in sizes.most_common()}}


def main() -> None:
    """Add the first papers of the data, search them, and look at what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=main.__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--embedder", default="builtin", choices=("minilm", "builtin"))
    options = parser.parse_args()
    data = shared("data", "scale", "arxiv-100k.jsonl.gz")
    with tempfile.TemporaryDirectory() as name:
        source = write_jsonl(Path(name) / "papers.jsonl", islice(rows(data), options.papers))
        folder = Path(name) / "library"
        with Library.open(folder, embedder=options.embedder) as library:
            added = adding(library, source)
            after = _peak_mb()
            searched = searching(library)
        memory = {"after_adding": after, "after_searching": _peak_mb()}
        show(embedder=options.embedder, add=added, search=searched, peak_mb=memory, disk_mb=disk(folder))


def _peak_mb() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 if sys.platform == "linux" else 1024**2))


if __name__ == "__main__":
    main()
