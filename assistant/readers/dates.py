"""Dates as precise as they are known."""

from __future__ import annotations

import datetime

YEARS = range(1000, 2101)
"""Years in which a paper can have appeared; others are slips."""


def iso_date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """An ISO date up to the part that is missing or can't be: "2017-03-06", "2017-03", "2017".

    None for a year in which no paper can have appeared.
    """
    if year not in YEARS:
        return None
    if not month or not 1 <= month <= 12:
        return f"{year}"
    try:
        return datetime.date(year, month, day or 0).isoformat()
    except ValueError:  # no day, or one that this month does not have
        return f"{year}-{month:02}"
