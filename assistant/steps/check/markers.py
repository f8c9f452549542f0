"""Markers of a reply: which brackets cite, what they name, and to which sentence they belong.

A marker is a number in brackets that was shown to the model. What looks like a citation and names nothing shown is
unknown: it is reported, and never taken for another paper. Everything else in brackets is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PREFIX = r"(?:\^|\#|(?:ref(?:erence)?|paper|source|citation|cite|no)s?[.:]?\s*\#?)?"
_ITEM = rf"{_PREFIX}\s*\d{{1,9}}(?:\s*[-–—‒−]\s*\^?\d{{1,9}})?(?:†[\w\s–-]{{0,20}})?"
_NUMBERS = re.compile(rf"\s*{_ITEM}(?:\s*(?:[,;&、，/]|and)\s*{_ITEM})*\s*[,;]?\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\[([^\[\]]{1,120})\]|【([^【】]{1,120})】|［([^［］]{1,120})］|〔([^〔〕]{1,120})〕")
_ROUND = re.compile(r"\(((?:\d{1,3})(?:\s*[,;–-]\s*\d{1,3})*)\)")
_RANGE = re.compile(r"(\d+)(?:\s*[-–—‒−]\s*\^?(\d+))?")
_LONGEST_RANGE = 50

# What names a source in some other way than by a number that was shown.
_FOREIGN = re.compile(
    r"""\s*(?: [?¿]+ | @\S+ | (?:citation|ref(?:erence)?s?|source|paper|cite|study|author|year|missing|unknown|tbd|n)
             (?:\s+(?:needed|missing|here|required|year|\d+))? | (?=[^,;]*[A-Za-z])[A-Za-z]{1,4}[\s_-]?\d{1,4}
           | [a-z]{3,30}\d{4}[a-z]* | (?:arxiv|doi|pmid|pmc|isbn)\b.* | .*(?<!\d)(?:1[89]|20)\d\d[a-z]?(?!\d).*[^\W\d].*
           | .*[^\W\d].*(?<!\d)(?:1[89]|20)\d\d[a-z]?(?!\d).* | .*[^\W\d]{2,}\s+et\s+al\b.* )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_BEFORE_INTERVAL = re.compile(
    r"(?:interval|range|domain|values?|bounds?|between|∈|scale|CI|IQR|=)\s*(?:of|in|is)?\s*[:=]?\s*$", re.IGNORECASE
)
# A variable: one letter, two small ones, or a name with an underscore; "2 g", "ng/ml" and "vitamin D" are none.
_SUBSCRIPTED = re.compile(r"(?:(?<![^\W_])(?<!\d\s)(?<!/)(?:[^\W\d_]|[a-z]{2})|\w*_\w*)$")
_BEFORE_ENUMERATION = re.compile(r"(?:^|[,:;.–—]|\b(?:and|or))\s*$")


class Marker(NamedTuple):
    """One bracket of a text that cites: its place, the numbers it names that were shown, and what was not shown."""

    start: int
    end: int
    known: tuple[int, ...]
    unknown: tuple[str, ...]


def find_markers(text: str, shown: int) -> tuple[Marker, ...]:
    """The markers of a text, in order; papers are numbered from 1 to ``shown``.

    Round brackets count only where no square ones do, and never where they number a list or hold a year.
    """
    square = tuple(_square(text, shown))
    return square if any(marker.known for marker in square) else tuple(sorted((*square, *_round(text, shown))))


def _square(text: str, shown: int) -> Iterator[Marker]:
    index = -1
    for found in _BRACKETED.finditer(text):
        inner = found[found.lastindex or 0]
        before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 1]
        if found.start() == index or _is_index(found[0], before, after):
            index = found.end()
            continue
        if _NUMBERS.fullmatch(inner):
            if _is_interval(inner, before):
                continue
            known, unknown = _resolve(inner, shown)
        elif _FOREIGN.fullmatch(inner):
            known, unknown = (), (found[0],)
        else:
            continue
        yield Marker(found.start(), found.end(), known, unknown)


def _round(text: str, shown: int) -> Iterator[Marker]:
    candidates = [
        found
        for found in _ROUND.finditer(text)
        if not _BEFORE_ENUMERATION.search(text, max(0, found.start() - 20), found.start())
        and not (text[found.end() : found.end() + 1].isalnum() or text[found.start() - 1].isalnum())
    ]
    resolved = [(found, *_resolve(found[1], shown)) for found in candidates]
    # Without one number that was shown the reply does not cite this way: "(37)" is a number.
    if any(known and not unknown for _, known, unknown in resolved):
        for found, known, unknown in resolved:
            yield Marker(found.start(), found.end(), known, unknown)


def _is_index(bracket: str, before: str, after: str) -> bool:
    """Inside a word or in mathematics: ``x[1]``, ``a_t[2]``, ``benzo[1,2]thiazole``."""
    if not bracket.startswith(("[", "［")):
        return False
    return after.isalnum() or after in ("^", "=") or bool(_SUBSCRIPTED.search(before))


def _is_interval(inner: str, before: str) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", inner)]
    return len(numbers) > 1 and (0 in numbers or bool(_BEFORE_INTERVAL.search(before)))


def _resolve(inner: str, shown: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    known: list[int] = []
    unknown: list[str] = []
    for first, last in _RANGE.findall(re.sub(r"†[\w\s–-]{0,20}", "", inner)):
        low, high = int(first), int(last or first)
        if not low <= high <= low + _LONGEST_RANGE:
            unknown.append(f"[{first}-{last}]")
            continue
        for number in range(low, high + 1):
            if 1 <= number <= shown:
                known.append(number)
            else:
                unknown.append(f"[{number}]")
    return tuple(dict.fromkeys(known)), tuple(dict.fromkeys(unknown))


class Group(NamedTuple):
    """Markers side by side, which cite together: ``[1][2]``, ``[1], [3]``, ``[1] and [2]``."""

    start: int
    end: int
    known: tuple[int, ...]
    unknown: tuple[str, ...]


_JOINT = re.compile(r"\s*(?:[,;&]|and)?\s*")


def groups(text: str, markers: Sequence[Marker]) -> tuple[Group, ...]:
    """Neighbouring markers put together."""
    found: list[Group] = []
    for marker in markers:
        if found and _JOINT.fullmatch(text, found[-1].end, marker.start):
            last = found.pop()
            known = tuple(dict.fromkeys((*last.known, *marker.known)))
            unknown = tuple(dict.fromkeys((*last.unknown, *marker.unknown)))
            found.append(Group(last.start, marker.end, known, unknown))
        else:
            found.append(Group(*marker))
    return tuple(found)
