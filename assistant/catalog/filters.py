"""Filters and search words as conditions on the papers table."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from assistant.catalog.folding import fold
from assistant.catalog.schema import papers
from assistant.errors import BadRequest
from assistant.models import Filters

# What every database still takes; more is a mistake.
LONGEST = 1000
MOST_WORDS = 100


def conditions(filters: Filters, words: str = "") -> ColumnElement[bool]:
    """What a paper must fulfil; a paper without a year passes no year filter.

    Raises:
        BadRequest: too many words, or one that is too long.
    """
    year = papers.c.year
    years: list[ColumnElement[bool]] = []
    if filters.year_from is not None:
        years.append(year >= filters.year_from)
    if filters.year_to is not None:
        years.append(year <= filters.year_to)
    return and_(_but_year(filters), *years, *(holds(papers.c.words, word) for word in search_words(words)))


def search_words(text: str) -> list[str]:
    """The different words to look for, folded as what they are looked for in.

    Raises:
        BadRequest: too many.
    """
    every = list(dict.fromkeys(fold(text).split()))
    if len(every) > MOST_WORDS:
        raise BadRequest(f"{len(every)} words to look for; give {MOST_WORDS} at most")
    return every


def holds(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Whether a column of folded text has this text in it.

    Raises:
        BadRequest: it is too long to look for.
    """
    if len(text) > LONGEST:
        raise BadRequest(f"{text[:40]!r}… is too long to look for; give {LONGEST} characters at most")
    return column.contains(text, autoescape=True)


def without_year(filters: Filters) -> ColumnElement[bool]:
    """The papers that a year filter leaves out only because they have no year."""
    return and_(_but_year(filters), papers.c.year.is_(None))


def _but_year(filters: Filters) -> ColumnElement[bool]:
    wanted: list[ColumnElement[bool]] = [papers.c.id.is_not(None)]
    if author := fold(filters.author or ""):
        wanted.append(holds(papers.c.authors, author))
    if venue := fold(filters.venue or ""):
        wanted.append(holds(papers.c.venue, venue))
    if category := fold(filters.category or ""):
        # A category stands between line ends; "LG" is also the last part of "cs.LG".
        whole, last = f"\n{category}\n", f".{category}\n"
        wanted.append(or_(holds(papers.c.categories, whole), holds(papers.c.categories, last)))
    return and_(*wanted)
