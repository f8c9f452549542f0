"""From what the user named to lines of text: files, folders, standard input; gzip and encodings by content."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from assistant.errors import SourceUnreadable
from assistant.models import Upload

SOURCE_LIMIT = 200_000_000
"""Bytes that one source may have, unpacked."""
RECORD_LIMIT = 1_000_000
"""Characters that one line or one record may have."""
HEAD = 65_536
"""Bytes from the start of a source that decide its format."""

_GZIP = b"\x1f\x8b"


class Unreadable(Exception):
    """A source that is no text, too large or damaged, as a whole or from one place on.

    The message is the reason, ``where`` the place for a Rejection.
    """

    def __init__(self, reason: str, where: str = "") -> None:
        super().__init__(reason)
        self.where = where


@dataclass(frozen=True, slots=True)
class Found:
    """A place to read from: its label for the records, and how to open it. ``fault`` says why it can't be."""

    label: str
    open: Callable[[], io.BufferedIOBase] | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    r"""A line without its end, counted from 1. ``cut`` is true where it went on beyond the limit.

    One that was put together of several has their ends as ``\n``.
    """

    number: int
    text: str
    cut: bool = False

    @property
    def last(self) -> int:
        """The number of the last line that it was put together of."""
        return self.number + self.text.count("\n")


@dataclass(frozen=True, slots=True)
class Source:
    """An open source. ``head`` is its beginning as text."""

    label: str
    stream: io.BufferedIOBase
    head: str

    def lines(self) -> Iterator[Line]:
        r"""The lines, whether they end in ``\n``, ``\r\n`` or ``\r``.

        Raises:
            Unreadable: the source is larger than the limit, its gzip stream is damaged, or it is no text.
        """
        number = 0
        try:
            for text, whole in self._chunks(RECORD_LIMIT):
                for part in text.removesuffix("\n").removesuffix("\r").split("\r"):
                    number += 1
                    yield Line(number, part, cut=not whole)
        except Unreadable as fault:
            raise Unreadable(str(fault), place(number + 1)) from None

    def text(self) -> str:
        """All of it at once, with the same limit."""
        return "".join(text for text, _ in self._chunks(SOURCE_LIMIT))

    def _chunks(self, limit: int) -> Iterator[tuple[str, bool]]:
        """Lines with their ends, cut at the limit, and whether they are whole; what is cut off is skipped."""
        self.stream.seek(0)
        size, tail, first = 0, False, True
        try:
            while chunk := self.stream.readline(limit + 1):
                size += len(chunk)
                if size > SOURCE_LIMIT:
                    raise Unreadable(f"larger than {SOURCE_LIMIT // 10**6} MB; split it and add the parts")
                text = decode(chunk)
                if "\0" in text:
                    raise Unreadable("NUL bytes: a binary file, not text")
                whole = text.endswith("\n") or len(chunk) <= limit
                if not tail:
                    yield (text.removeprefix("\ufeff") if first else text), whole
                tail, first = not whole, False
        except (OSError, EOFError, zlib.error) as error:
            raise Unreadable(f"could not be read to its end: {error}") from None


def decode(data: bytes) -> str:
    """UTF-8 where it is, else Windows-1252, else Latin-1, which takes any byte."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def find(sources: Sequence[str | Path | Upload], stdin: BinaryIO | None) -> list[Found]:
    """Everything to read, in the order it was named; folders with their files sorted, hidden ones left out.

    Raises:
        SourceUnreadable: none of the sources exists.
    """
    named = [source for source in sources if not isinstance(source, Upload)]
    faults: dict[str | Path | Upload, str] = {source: _fault(source) for source in named}
    if faults and all(faults.values()) and len(named) == len(sources):
        said = "; ".join(f"{str(source)[:200]!r}: {fault}" for source, fault in faults.items())
        raise SourceUnreadable(f"nothing to read: {said}")
    return [found for source in sources for found in _find(source, faults.get(source, ""), stdin)]


def _fault(source: str | Path) -> str:
    """Why there is nothing to read; "" where there is something."""
    if str(source) == "-":
        return ""
    try:
        found = str(source) != "" and bool(Path(source).stat())
    except (FileNotFoundError, NotADirectoryError):
        found = False
    except (OSError, ValueError) as error:
        return f"can't be opened: {getattr(error, 'strerror', None) or error}"
    return "" if found else "no such file or folder; check the spelling"


def _find(source: str | Path | Upload, fault: str, stdin: BinaryIO | None) -> Iterator[Found]:
    if isinstance(source, Upload):
        yield Found(_label(source.name[:200]), partial(_open_file, source.path))
        return
    path = Path(source)
    if str(source) == "-":
        open_stdin = partial(_open_stream, stdin) if stdin else None
        yield Found("standard input", open_stdin, "" if stdin else "there is no standard input here")
    elif fault:
        yield Found(_label(path.name[:200]), fault=fault)
    elif path.is_dir():
        yield from _walk(path)
    else:
        yield Found(_label(path.name), partial(_open_file, path))


def _walk(folder: Path) -> Iterator[Found]:
    top = folder.resolve().name
    faults: list[OSError] = []
    paths = [
        Path(root, name)
        for root, folders, names in os.walk(folder, onerror=faults.append)
        if not any(part.startswith(".") for part in Path(root).relative_to(folder).parts)
        for name in names
        if not name.startswith(".")
    ]
    for path in sorted(paths, key=lambda path: path.relative_to(folder).parts):
        label = _label(Path(top, path.relative_to(folder)).as_posix())
        yield Found(label, partial(_open_file, path)) if path.is_file() else Found(label, fault="not a regular file")
    for fault in faults:
        where = Path(os.fsdecode(fault.filename)).relative_to(folder)
        yield Found(_label(Path(top, where).as_posix()), fault=f"the folder can't be opened: {fault.strerror}")
    if not paths and not faults:
        yield Found(_label(top), fault="the folder holds no files")


def _label(name: str) -> str:
    """A name that can be stored and printed, whatever bytes the file system holds."""
    return os.fsencode(name).decode("utf-8", "replace")


def _open_file(path: Path) -> io.BufferedIOBase:
    if path.is_file():
        return path.open("rb")
    with path.open("rb") as stream:
        return _open_stream(stream)


def _open_stream(stream: BinaryIO) -> io.BufferedIOBase:
    """What can be read twice, from what can't: standard input, a pipe."""
    return io.BytesIO(stream.read(SOURCE_LIMIT + 1))


@contextmanager
def opened(found: Found) -> Iterator[Source]:
    """Open a source and look at its beginning.

    Raises:
        Unreadable: it can't be opened, is empty, or is no text.
    """
    if found.fault or not found.open:
        raise Unreadable(found.fault)
    try:
        stream = found.open()
    except OSError as error:
        raise Unreadable(f"can't be opened: {error.strerror or error}") from None
    with stream:
        yield _source(found.label, stream)


def _source(label: str, stream: io.BufferedIOBase) -> Source:
    try:
        packed = stream.read(2) == _GZIP
        stream.seek(0)
        if packed:
            stream = gzip.GzipFile(fileobj=stream)
        head = stream.read1(HEAD)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            data = (head + stream.read(SOURCE_LIMIT)).decode("utf-16", "replace").encode()
            stream, head = io.BytesIO(data), data[:HEAD]
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(f"can't be read: {error}") from None
    if b"\0" in head:
        raise Unreadable("a binary file, not text")
    text = _decode_head(head).removeprefix("\ufeff")
    if not text.strip():
        raise Unreadable("empty")
    return Source(label, stream, text)


def _decode_head(head: bytes) -> str:
    """Decode a beginning that may end within a character."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return decode(head)


def place(first: int, last: int | None = None) -> str:
    """A place in a source as it is shown: "line 12" or "lines 12-16"."""
    return f"line {first}" if last is None or last == first else f"lines {first}-{last}"
