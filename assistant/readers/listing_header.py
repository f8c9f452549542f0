"""The lines of a listing page that are not about one paper: the header above an entry, the profile above a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.readers.dates import iso_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_CATEGORY = r"(?:[a-z]+(?:-[a-z]+)*\.)?[A-Z][A-Z0-9]*(?:[-.][A-Z0-9]+)*"
_HEADER = re.compile(
    rf"(?P<score>\d{{1,3}}(?:\.\d+)?)?\s*(?P<category>{_CATEGORY})?\s*{_MONTH}\s*"
    r"(?:(?P<day>\d{1,2})(?!\d)(?:\s*,?\s*(?P<year>\d{4})(?!\d))?|(?P<only_year>\d{4})(?!\d))"
    r"(?P<marks>(?:\s*[·|,]?\s*[A-Z][A-Za-z]{1,11})*)$"
)
_CUT_DATE = r"[A-Z][a-z]{0,8}\.?\s*(?:\d{1,2}(?:,\s*\d{0,3})?)?"
_CUT_HEADER = re.compile(rf"(?:\d{{1,3}}(?:\.\d*)?)?(?:{_CATEGORY}(?:{_CUT_DATE})?)?")
_NUMBER = r"\d[\d,.]*\s?[kKM]?"
_PROFILE = re.compile(
    rf"h-index\s*{_NUMBER}|{_NUMBER}\s*papers?|{_NUMBER}\s*citations?|Novelty\s*{_NUMBER}\s?%|AI Score\s*{_NUMBER}",
    re.IGNORECASE,
)
_PROFILE_WORDS = 8
"""A line of a profile (name, category, workplace) has no more words than this."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the line above an entry says: "95.5AIMay 7, 2024Code". ``date`` is ISO, None without a year."""

    categories: tuple[str, ...]
    date: str | None
    year: int | None
    code: bool
    score: float | None


def read_header(line: str) -> Header | None:
    """Read a cleaned line as the header of an entry; None where it is none."""
    found = _HEADER.match(line)
    year = found and (found["year"] or found["only_year"])
    if not found or not (found["score"] or found["category"] or year):
        return None
    month = _MONTHS.index(found["month"][:3].lower()) + 1
    date = iso_date(int(year), month, int(found["day"] or 0)) if year else None
    return Header(
        categories=(found["category"],) if found["category"] else (),
        date=date,
        year=int(date[:4]) if date else None,
        code="Code" in found["marks"],
        score=float(found["score"]) if found["score"] else None,
    )


def is_cut_header(line: str) -> bool:
    """Whether a cleaned line could be the beginning of a header: "LGMa", "95.5AIMay 7, 20"."""
    return len(line) > 1 and _CUT_HEADER.fullmatch(line) is not None


def profile_lines(lines: Sequence[str], *, top: bool) -> frozenset[int]:
    """Which of these cleaned lines are an author's profile.

    A profile is a run of figures ("h-index13", "23 Papers") with a name and a category above them. At the top of
    a page one figure is enough; further down it takes two, and no more than two lines above them belong to it.
    """
    figures = [n for n, line in enumerate(lines) if _PROFILE.fullmatch(line)]
    found: set[int] = set()
    for run in _runs(lines, figures):
        if top or len(run) > 1:
            found.update(run)
            if len(figures) > 1:
                found.update(_short_lines_above(lines, run[0], limit=len(lines) if top else 2))
    return frozenset(found)


def _runs(lines: Sequence[str], figures: Sequence[int]) -> list[list[int]]:
    """Figures with nothing but blank lines between them."""
    runs: list[list[int]] = []
    for n in figures:
        if runs and not any(lines[runs[-1][-1] + 1 : n]):
            runs[-1].append(n)
        else:
            runs.append([n])
    return runs


def _short_lines_above(lines: Sequence[str], start: int, limit: int) -> list[int]:
    found: list[int] = []
    for n in range(start - 1, -1, -1):
        words = len(lines[n].split())
        is_sentence = lines[n].endswith((".", "?", "!")) and words > 4  # "Cy Young Jr." is none
        if words > _PROFILE_WORDS or is_sentence or len(found) == limit:
            break
        if lines[n]:
            found.append(n)
    return found
