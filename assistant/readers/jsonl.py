"""JSON Lines: one paper a line, as in litreview's own export; a JSON array of such papers too."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import TypeVar

from assistant.models import Record, Rejection
from assistant.readers.dates import YEARS, iso_date
from assistant.readers.names import given_first, names_in_text, without_et_al
from assistant.readers.opening import RECORD_LIMIT, Source, place
from assistant.readers.text import clean, opening_words

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_ARXIV_ID = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_BEGINNING = re.compile(r'\s*(?:\[\s*)?\{\s*["}]')
_SPACE = re.compile(r"[\s,]*")

T = TypeVar("T")
_Object = dict[str, object]


class _Wrong(Exception):
    """A record that can't be taken; the message is the reason."""


def detects(head: str) -> bool:
    """Whether the text begins like a JSON object or an array of objects, or one of its first lines is an object."""
    return _BEGINNING.match(head) is not None or any(map(_is_object, head.split("\n")[:20]))


def _is_object(line: str) -> bool:
    if not _BEGINNING.match(line):
        return False
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def read(source: Source) -> Iterator[Record | Rejection]:
    """The papers in their order; a line that is none is a Rejection."""
    yield from _document(source) if _is_document(source.head) else _lines(source)


def _is_document(head: str) -> bool:
    """An array, or objects that go over several lines."""
    first = head.strip().split("\n", 1)[0].strip()
    return first.startswith("[") or first == "{"


def _lines(source: Source) -> Iterator[Record | Rejection]:
    for line in source.lines():
        where = place(line.number)
        if line.cut:
            yield Rejection(source=source.label, where=where, reason="a line longer than 1 MB")
            continue
        if not line.text.strip():
            continue
        try:
            yield _record(json.loads(line.text, strict=False), source.label, where, line.text)
        except _Wrong as wrong:
            yield Rejection(source=source.label, where=where, reason=str(wrong))
        except (ValueError, RecursionError):
            yield Rejection(source=source.label, where=where, reason="not JSON")


def _document(source: Source) -> Iterator[Record | Rejection]:
    """Objects one after the other, with or without an array around them; after an error nothing can be read."""
    text, decoder = source.text(), json.JSONDecoder(strict=False)
    at = _SPACE.match(text, text.index("[") + 1 if text.lstrip().startswith("[") else 0).end()  # type: ignore[union-attr]
    number, counted = 1, 0
    while at < len(text) and not (text[at] == "]" and not text[at + 1 :].strip()):
        number, counted = number + text.count("\n", counted, at), at
        where = place(number)
        try:
            value, end = decoder.raw_decode(text, at)
            where = place(number, number + text.count("\n", at, end))
            if end - at > RECORD_LIMIT:
                raise _Wrong("a record longer than 1 MB")
            yield _record(value, source.label, where, text[at:end])
        except _Wrong as wrong:
            yield Rejection(source=source.label, where=where, reason=str(wrong))
        except (ValueError, RecursionError):
            where = place(number, number + text.rstrip().count("\n", at))
            yield Rejection(source=source.label, where=where, reason="not JSON from here on")
            return
        at = _SPACE.match(text, end).end()  # type: ignore[union-attr]


def _record(value: object, label: str, where: str, text: str) -> Record:
    if not isinstance(value, dict):
        raise _Wrong("not a JSON object")
    title, abstract = _text(value, "title"), _abstract(value)
    if not title and not abstract:
        raise _Wrong("neither a title nor an abstract")
    authors, complete = _authors(value)
    year, date = _when(value)
    return Record(
        title=title or opening_words(abstract),
        authors=authors,
        authors_complete=complete and _flag(value, "authors_complete") is not False,
        year=year,
        date=date,
        venue=_text(value, "venue"),
        categories=_words(value, "categories", r"[\s,;]+"),
        organisations=_words(value, "organisations", r"\s*[,;]\s*"),
        doi=_matching(value, "doi", _DOI),
        arxiv_id=_matching(value, "arxiv_id", _ARXIV_ID),
        url=_url(value),
        abstract=abstract,
        abstract_by=_text(value, "abstract_by"),
        code=_flag(value, "code"),
        score=_number(value, "score"),
        source=label,
        where=where,
        text=text,
        given_id=_id(value),
    )


def _abstract(value: _Object) -> str:
    """The abstract, which the BEIR layout calls a text; a text without title and ``_id`` can be anything."""
    as_text = _text(value, "text") if value.keys() & {"title", "_id", "id"} else None
    return _text(value, "abstract") or as_text or ""


def _take(value: _Object, name: str, *types: type[T]) -> T | None:
    """A value of one of these types, None where there is none; a truth value is no number."""
    found = value.get(name)
    if found is None or (isinstance(found, types) and (bool in types or not isinstance(found, bool))):
        return found
    raise _Wrong(f"{name!r} has a value of the wrong type: {json.dumps(found)[:40]}")


def _text(value: _Object, name: str) -> str | None:
    return clean(_take(value, name, str) or "") or None


def _flag(value: _Object, name: str) -> bool | None:
    return _take(value, name, bool)


def _number(value: _Object, name: str) -> float | None:
    number = _take(value, name, int, float)
    if number is not None and not math.isfinite(number):
        raise _Wrong(f"{name!r} is not a finite number")
    return None if number is None else float(number)


def _words(value: _Object, name: str, separator: str) -> tuple[str, ...]:
    """A list of texts, given as a list or as one text."""
    found = _take(value, name, list, str) or []
    parts = re.split(separator, found) if isinstance(found, str) else found
    if not all(isinstance(part, str) for part in parts):
        raise _Wrong(f"{name!r} must be a list of texts")
    return tuple(part for part in map(clean, parts) if part)


def _authors(value: _Object) -> tuple[tuple[str, ...], bool]:
    """Authors as "Given Family", and whether they are all of them."""
    found = _take(value, "authors", list, str)
    if isinstance(found, str):
        return names_in_text(clean(found))
    names, complete = _words(value, "authors", ""), True
    if names:
        last, complete = without_et_al(names[-1])
        names = (*names[:-1], last)
    return tuple(given_first(name) for name in names if name), complete


def _when(value: _Object) -> tuple[int | None, str | None]:
    """Year and ISO date as far as they are shown and possible."""
    date = _iso(_text(value, "date") or "")
    shown = _take(value, "year", int, str, float)
    if isinstance(shown, float) and not shown.is_integer():
        raise _Wrong(f"'year' is not a whole number: {shown}")
    found = re.fullmatch(r"\s*(\d{4})(?:-\d\d)*\s*", str(int(shown) if isinstance(shown, float) else shown))
    year = int(found[1]) if found and int(found[1]) in YEARS else None
    if year is None and date:
        year = int(date[:4])
    return year, date or (iso_date(year) if year else None)


def _iso(shown: str) -> str | None:
    found = _DATE.match(shown)
    return iso_date(*(int(part or 0) for part in found.groups())) if found else None


def _matching(value: _Object, name: str, form: re.Pattern[str]) -> str | None:
    """The identifier alone, without the address around it; None where it is not well formed."""
    found = form.fullmatch(_text(value, name) or "")
    return found[1] if found else None


def _url(value: _Object) -> str | None:
    url = _text(value, "url")
    return url if url and re.match(r"https?://\S+$", url, re.IGNORECASE) else None


def _id(value: _Object) -> str | None:
    found = _take(value, "id", str, int) if value.get("id") is not None else _take(value, "_id", str, int)
    return clean(str(found)) or None if found is not None else None
