"""Filters as users write them (``year="2015:2020"``) turned into the noun."""

from __future__ import annotations

import re
from typing import TypedDict

from assistant.errors import BadRequest
from assistant.library.words import readable
from assistant.models import Filters

_YEARS = re.compile(r"(\d{4})?(:)?(\d{4})?")


class FilterWords(TypedDict, total=False):
    """Filters as keywords; all optional."""

    year: str | int | None
    author: str | None
    venue: str | None
    category: str | None


def filters_of(words: FilterWords) -> Filters:
    """The filters that the words mean; ``year`` is "2017", "2015:2020", "2015:" or ":2020".

    Raises:
        BadRequest: a year that is none.
    """
    first, last = _years(words.get("year"))
    return Filters(
        year_from=first,
        year_to=last,
        author=_text(words.get("author")),
        venue=_text(words.get("venue")),
        category=_text(words.get("category")),
    )


def _text(word: str | None) -> str | None:
    return readable(word or "").strip() or None


def _years(year: str | int | None) -> tuple[int | None, int | None]:
    text = str(year if year is not None else "").strip()
    found = _YEARS.fullmatch(text)
    if found is None or text == ":":
        raise BadRequest(f"{text[:40]!r} is not a year or a span of years; write 2017, 2015:2020, 2015: or :2020")
    first, colon, last = found.groups()
    low, high = (int(first) if first else None), (int(last) if last else None)
    if low is not None and high is not None and low > high:
        raise BadRequest(f"{text!r} ends before it begins; write the earlier year first")
    return (low, high) if colon else (low, low)
