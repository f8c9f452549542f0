"""What the source rows of one paper add up to: a pure fold in the order of arrival.

The rules, field by field; where sources disagree and no rule decides, the newest speaks for title, authors,
abstract and score, and the first for everything else.

- title: a source that is sure of it before one that guessed
- authors: sure before guessed, then the longest list, then a complete one
- year and date: together, from the source with the most precise date
- venue and DOI: a published one before arXiv's
- categories, organisations: all, in order of appearance
- abstract: the paper's own before one written by somebody else; never a shortened copy of the present one
- code: true when any source says so
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

from assistant.catalog.folding import letters
from assistant.models import Bibliography, Record

_Value = TypeVar("_Value")
_PREPRINT = re.compile(r"arxiv|corr\b|preprint|10\.48550/", re.IGNORECASE)


def union(records: Sequence[Record]) -> Bibliography:
    """The state of a paper from its records, oldest first (at least one)."""
    dated = max(records, key=lambda record: len(_date(record)))
    authors = _authors(records)
    abstract = _abstract(records)
    marked = {record.code for record in records}
    return Bibliography(
        title=_sure(records)[-1].title,
        authors=authors.authors,
        authors_complete=authors.authors_complete,
        year=dated.year if dated.year is not None else _first(record.year for record in records),
        date=dated.date,
        venue=_published(record.venue for record in records),
        categories=_all(record.categories for record in records),
        organisations=_all(record.organisations for record in records),
        doi=_published(record.doi for record in records),
        arxiv_id=_first(record.arxiv_id for record in records),
        url=_first(record.url for record in records),
        abstract=abstract.abstract,
        abstract_by=abstract.abstract_by,
        code=True if True in marked else False if False in marked else None,
        score=_first(record.score for record in reversed(records)),
    )


def is_shortened(text: str, whole: str) -> bool:
    """Whether a text is another one cut off, whatever the spacing and the sign of the cut."""
    return text == whole or letters(whole).startswith(letters(text))


def _sure(records: Sequence[Record]) -> Sequence[Record]:
    return [record for record in records if record.sure] or records


def _authors(records: Sequence[Record]) -> Record:
    named = [record for record in records if record.authors] or records
    return max(reversed(_sure(named)), key=lambda record: (len(record.authors), record.authors_complete))


def _abstract(records: Sequence[Record]) -> Record:
    present = records[0]
    for record in records[1:]:
        if not record.abstract or (record.abstract_by and present.abstract and not present.abstract_by):
            continue
        taken_over = not present.abstract or (present.abstract_by and not record.abstract_by)
        if taken_over or not is_shortened(record.abstract, present.abstract):
            present = record
    return present


def _date(record: Record) -> str:
    return record.date or (str(record.year) if record.year is not None else "")


def _published(values: Iterable[str | None]) -> str | None:
    known = [value for value in values if value]
    return next((value for value in known if not _PREPRINT.match(value)), known[0] if known else None)


def _first(values: Iterable[_Value | None]) -> _Value | None:
    return next((value for value in values if value is not None), None)


def _all(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for value in values for part in value))
