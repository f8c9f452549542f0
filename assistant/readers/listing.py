"""Listing pages: entries of header, title, authors and abstract, in a compact or a roomy layout.

::

    LGMay 31, 2022Code                                  95.5AIMay 7
    A TitleAda King, Bo Li et al. · oxford              A Title
    The abstract.
                                                        Ada King, Bo Li et al.

                                                        The abstract.

A page is read twice: first for what is certain (titles and authors of roomy entries, authors after the first one,
the words of the abstracts), then to tell title and first author apart where a line glues them together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.models import Record, Rejection
from assistant.readers.known import Known
from assistant.readers.listing_authors import LINE_LIMIT, Authors, certain_names, cut, read_authors
from assistant.readers.listing_header import Header, profile_lines, read_header
from assistant.readers.listing_strays import LONGEST_HEADER, SENTENCE_END, take_headless, take_leftover
from assistant.readers.names import kind, spoken
from assistant.readers.opening import RECORD_LIMIT, Line, Source, Unreadable, place
from assistant.readers.text import clean
from assistant.readers.wrapping import unwrapped

SURE = 0.95
"""How probable a cut between title and authors must be to count as sure."""
_HARDLY_AUTHORS = -4.0
"""With a lower score, a line above an abstract holds no authors."""
_NO_AUTHORS = Authors((), True, ())
_AGAIN = "save the whole page and add it again"
# A word, not an address, with no mark behind it: so one whole abstract in a hundred ends, and nearly every cut one.
_BROKEN_OFF = re.compile(r"(?:^|\s)(?!\S*(?:/|www\.))\S*[\w,;(–-]$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its lines as they stood, and its parts. ``authors`` is None where ``title`` has them glued on."""

    header: Header
    lines: tuple[Line, ...]
    title: str
    authors: Authors | None
    abstract: str


def detects(head: str) -> bool:
    """Whether a line of the text is a header of an entry."""
    return any(_header(Line(0, line)) for line in re.split(r"[\r\n]+", head))


def read(source: Source) -> Iterator[Record | Rejection]:
    """The entries of a page in their order; what belongs to no entry is a Rejection."""
    lines: list[Line] = []
    fault: Unreadable | None = None
    try:
        lines.extend(source.lines())
    except Unreadable as caught:  # what came before it still counts
        fault = caught
    whole = unwrapped(lines, lambda line: _header(line) is not None)
    parts = [part for header, below in _cut_page(whole) for part in _parse(source.label, header, below)]
    entries = [part for part in parts if isinstance(part, Entry)]
    known = _certain(entries)
    roomy = sum(entry.authors is not None for entry in entries) * 2 > len(entries)
    last = parts[-1] if parts and isinstance(parts[-1], Entry) else None
    if last and not last.abstract and len(entries) > 1 and all(entry.abstract for entry in entries[:-1]):
        parts[-1], last = _rejection(source.label, last.lines, f"the page ends above its abstract; {_AGAIN}"), None
    for part in parts:
        yield part if isinstance(part, Rejection) else _record(source.label, part, known, roomy)
    if last and _BROKEN_OFF.search(last.abstract):
        kept = "the page ends in the middle of this abstract, which is kept as far as it goes"
        yield _rejection(source.label, last.lines[-1:], f"{kept}; {_AGAIN}")
    if fault:
        raise fault


def _cut_page(lines: Iterable[Line]) -> Iterator[tuple[Header | None, list[Line]]]:
    """Cut above each header; the same header twice in a row is one. What comes first has no header."""
    header: Header | None = None
    part: list[Line] = []
    for line in lines:
        found = _header(line)
        if found and not (found == header and not _below(header, part)):
            yield header, part
            header, part = found, []
        part.append(line)
    yield header, part


def _header(line: Line) -> Header | None:
    text = clean(line.text)
    return read_header(text) if len(text) <= LONGEST_HEADER else None


def _below(header: Header | None, lines: list[Line]) -> list[Line]:
    """The lines from the first one that is neither blank nor the header."""
    first = (n for n, line in enumerate(lines) if clean(line.text) and (not header or _header(line) != header))
    return lines[next(first, len(lines)) :]


def _parse(label: str, header: Header | None, lines: list[Line]) -> list[Entry | Rejection]:
    """What one part of a page holds: an entry, and lines that belong to nothing."""
    below = _below(header, lines)
    profile = profile_lines([clean(line.text) for line in below], top=header is None)
    blocks = _blocks(line for n, line in enumerate(below) if n not in profile)
    if header is None:
        return [_rejection(label, block, "text that belongs to no entry") for block in blocks]
    rest: list[Entry | Rejection] = []
    if leftover := take_leftover(blocks):
        rest.append(_rejection(label, leftover, "text that belongs to no entry"))
    if headless := take_headless(blocks):
        rest.insert(0, _rejection(label, headless, "an entry whose header can't be read"))
    top = lines[: len(lines) - len(below)]
    if not blocks:
        (only,) = _blocks(line for line in top if clean(line.text))
        return [_rejection(label, only, "a header with no entry below it"), *rest]
    own = [*top, *_with_blank_lines(below, blocks)]
    if any(line.cut for line in own) or sum(len(line.text) for line in own) > RECORD_LIMIT:
        return [_rejection(label, own, "an entry longer than 1 MB"), *rest]
    return [_entry(header, own, blocks), *rest]


def _with_blank_lines(lines: list[Line], blocks: list[list[Line]]) -> list[Line]:
    """The lines of the blocks as they stood, with the blank lines between them."""
    kept = {line.number for block in blocks for line in block}
    last = max(kept)
    return [line for line in lines if line.number in kept or (line.number < last and not clean(line.text))]


def _blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines between blank lines."""
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if clean(line.text):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _entry(header: Header, lines: Sequence[Line], blocks: list[list[Line]]) -> Entry:
    texts = [_join(block) for block in blocks]
    if len(blocks) > 1 and _names_authors(texts[1], apart=len(blocks) > 2 and len(blocks[0]) == 1):
        title, authors, abstract = texts[0], texts[1], texts[2:]
    else:
        flat = [clean(line.text) for block in blocks for line in block]
        glued = cut(flat[0], "", Known())
        apart = len(flat) > 2 and (glued is None or glued.score < 0)
        if len(flat) == 1 or not _names_authors(flat[1], apart=apart):
            return Entry(header, tuple(lines), flat[0], None, " ".join(flat[1:]))
        title, authors, abstract = flat[0], flat[1], flat[2:]
    return Entry(header, tuple(lines), title, read_authors(authors), " ".join(abstract))


def _join(block: Sequence[Line]) -> str:
    return " ".join(clean(line.text) for line in block)


def _names_authors(text: str, *, apart: bool) -> bool:
    """Whether a line below a title names authors; ``apart``: it stands where a roomy page has them."""
    words = len(text.split())
    if len(text) > LINE_LIMIT or words > 60:
        return False
    authors = read_authors(text)
    if not authors.names or max(len(name.split()) for name in authors.names) > 8:
        return False
    if not authors.complete or authors.plain:
        return True
    last = spoken(authors.names[-1])[-1]
    return apart and words <= 30 and (not last.endswith(SENTENCE_END) or kind(last) == "initial")


def _certain(entries: Sequence[Entry]) -> Known:
    """What the page says without any guess."""
    names = [n for e in entries for n in (e.authors.names if e.authors else certain_names(e.title))]
    titles = [entry.title for entry in entries if entry.authors]
    return Known.of(names, titles, [entry.abstract for entry in entries] + titles)


def _record(label: str, entry: Entry, known: Known, roomy: bool) -> Record | Rejection:
    title, authors, sure = entry.title, entry.authors, True
    if authors is None:
        found = cut(entry.title, entry.abstract, known)
        lowest = _HARDLY_AUTHORS if entry.abstract else 0.0
        if roomy and any(not clean(line.text) for line in entry.lines):
            lowest = math.inf
        if found and (found.score >= lowest or not found.authors.complete):
            title, authors = found.title, found.authors
            # a line with no abstract below it may itself be cut off
            sure = found.probability >= SURE and found.score >= 0 and entry.abstract != ""
        else:
            authors, sure = _NO_AUTHORS, False
            alone = read_authors(title)
            if alone.plain and (len(alone.names) > 1 or not alone.complete):
                return _rejection(label, entry.lines, "an entry without a title")
    if len(title) > LINE_LIMIT:
        return _rejection(label, entry.lines, "an entry without a line of title and authors")
    if not title or not (authors.names or entry.abstract):
        return _rejection(label, entry.lines, "an entry without authors and abstract")
    return Record(
        title=title,
        authors=authors.names,
        authors_complete=authors.complete,
        year=entry.header.year,
        date=entry.header.date,
        categories=entry.header.categories,
        organisations=authors.organisations,
        abstract=entry.abstract,
        code=entry.header.code,
        score=entry.header.score,
        source=label,
        where=place(entry.lines[0].number, entry.lines[-1].last),
        text="\n".join(line.text for line in entry.lines),
        sure=sure,
    )


def _rejection(label: str, lines: Sequence[Line], reason: str) -> Rejection:
    return Rejection(source=label, where=place(lines[0].number, lines[-1].last), reason=reason)
