"""Readers: from bytes to records. The table names them all; a source's content decides which one reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from assistant.models import Record, Rejection, Upload
from assistant.readers import jsonl, listing
from assistant.readers.opening import Found, Source, Unreadable, find, opened

__all__ = ["READERS", "Reader", "read_sources"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: what it is called, what it is, how its beginning is recognised, and how it is read."""

    name: str
    what: str
    detects: Callable[[str], bool]
    read: Callable[[Source], Iterator[Record | Rejection]]


READERS = (
    Reader("jsonl", "JSON Lines, one paper a line", jsonl.detects, jsonl.read),
    Reader("listing", "saved listing pages of abstracts", listing.detects, listing.read),
)
"""All formats, in the order in which they are tried; a new one is a file and a line here."""


def read_sources(
    sources: Sequence[str | Path | Upload], *, stdin: BinaryIO | None = None
) -> Iterator[Record | Rejection]:
    """Read files, folders (with all below them) and "-", standard input, one after the other.

    What can't be read is a Rejection with its place and never stops the rest; a source as a whole has ``where``
    "". A record's ``source`` is the file's name, below a folder with the folder's name in front, never the
    machine's path.

    Raises:
        SourceUnreadable: none of the sources exists; raised by the call, before anything is read.
    """
    found = find(sources, stdin)
    return _read_all(found)


def _read_all(found: Sequence[Found]) -> Iterator[Record | Rejection]:
    for one in found:
        try:
            with opened(one) as source:
                yield from _reader(source).read(source)
        except Unreadable as fault:
            yield Rejection(source=one.label, where=fault.where, reason=str(fault))


def _reader(source: Source) -> Reader:
    for reader in READERS:
        if reader.detects(source.head):
            return reader
    formats = "; ".join(reader.what for reader in READERS)
    raise Unreadable(f"no format that litreview reads; it reads (also packed with gzip): {formats}")
