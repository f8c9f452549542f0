"""The flow of ADD: sources to records, records to the catalog, the catalog to the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from assistant.library.stores import BATCH, Progress, Stores
from assistant.models import IngestReport, Record, Rejection, Upload
from assistant.readers import read_sources


def add(
    stores: Stores, sources: Sequence[str | Path | Upload], *, stdin: BinaryIO | None, progress: Progress
) -> IngestReport:
    """Read the sources, merge what they hold, index it. Each batch is safe once merged, whatever happens next."""
    with stores.writing():
        stores.embedding.check()
        stores.finish(progress)  # what a crash left over goes first, so that no change is built on it
        report = merge(stores, sources, stdin=stdin, progress=progress)
        stores.finish(progress)
    return report


def merge(
    stores: Stores, sources: Sequence[str | Path | Upload], *, stdin: BinaryIO | None, progress: Progress
) -> IngestReport:
    """Read the sources and merge what they hold; the index is left for later. The write lock must be held."""
    counts: Counter[str] = Counter()
    rejected: list[Rejection] = []
    seen: set[str] = set()
    met: set[str] = set()
    entries = read_sources(sources, stdin=stdin)
    while batch := list(islice(entries, 4 * BATCH)):
        records = [entry for entry in batch if isinstance(entry, Record)]
        rejected.extend(entry for entry in batch if isinstance(entry, Rejection))
        met.update(entry.source for entry in batch)
        merged = stores.catalog.merge(records, seen)
        counts.update(merged.model_dump())
        progress("reading", sum(counts.values()), 0)
    stores.catalog.reject(sorted(met), rejected)
    return IngestReport(read=sum(counts.values()), **counts, rejected=tuple(rejected), papers=stores.catalog.count())
