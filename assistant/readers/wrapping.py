"""Long lines that an editor or a mail broke at a fixed width, put together again."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from assistant.readers.known import Known
from assistant.readers.listing_authors import cut
from assistant.readers.opening import Line
from assistant.readers.text import clean

_WIDEST = 200
"""Characters: lines are broken at this width or below; abstracts that nobody broke are longer."""
_FEWEST = 4
_SHARE = 0.6
"""So many breaks, and so much of all breaks, are where the next word had no room: chance makes fewer."""
_LONGEST_TOP = 600
"""Characters that a line of title and authors hardly has."""
_LONGEST_TITLE = 300
"""Characters: less than this with no abstract below may be a title alone."""
_ORGANISATION = 5
"""Words that an organisation's name hardly exceeds."""


def unwrapped(lines: Sequence[Line], is_header: Callable[[Line], bool]) -> list[Line]:
    r"""The lines of a page as they were before they were broken; all of them where nobody broke them.

    A line that was put together keeps its breaks as ``\n``. A break counts where the next word had no room before
    it; where that is so below the authors too, they end where the line reads most like one of title and authors.
    """
    width = max((len(line.text.rstrip()) for line in lines if len(line.text.split(maxsplit=2)) > 1), default=0)
    if width > _WIDEST:
        return list(lines)
    runs = _runs(lines, is_header)
    breaks = [_no_room(above, below, width) for run in runs for above, below in pairwise(run)]
    if sum(breaks) < max(_FEWEST, _SHARE * len(breaks)):
        return list(lines)
    return [line for run in runs for line in _together(run, width)]


def _runs(lines: Sequence[Line], is_header: Callable[[Line], bool]) -> list[list[Line]]:
    """Lines that follow each other; blank lines and headers stand alone."""
    runs: list[list[Line]] = []
    goes_on = False
    for line in lines:
        alone = not clean(line.text) or is_header(line)
        if goes_on and not alone:
            runs[-1].append(line)
        else:
            runs.append([line])
        goes_on = not alone
    return runs


def _no_room(above: Line, below: Line, width: int) -> bool:
    return len(above.text.rstrip()) + 1 + len(below.text.split(maxsplit=1)[0]) > width


def _together(run: Sequence[Line], width: int) -> list[Line]:
    ends = [n for n, (above, below) in enumerate(pairwise(run), 1) if not _no_room(above, below, width)]
    first = ends[0] if ends else len(run)
    if len(run) > 1 and (not ends or sum(len(line.text) for line in run[:first]) > _LONGEST_TOP):
        first = _end_of_authors(run[:first])
    starts = [0, *sorted({first, *ends}), len(run)]
    return [_one(run[start:end]) for start, end in pairwise(starts) if start < end]


def _end_of_authors(lines: Sequence[Line]) -> int:
    """How many of these lines read most like title and authors; all where none do, or where they are a title alone."""
    is_title_alone = sum(len(line.text) for line in lines) < _LONGEST_TITLE
    best, most = len(lines), 0.0 if is_title_alone else -math.inf
    for n in range(1, len(lines) + 1):
        text = clean(_one(lines[:n]).text)
        found = cut(text, "", Known())
        if len(text) > _LONGEST_TOP:
            break
        if found and any(len(name.split()) > _ORGANISATION for name in found.authors.organisations):
            break
        if found and found.score >= most:
            best, most = n, found.score
    return best


def _one(lines: Sequence[Line]) -> Line:
    return Line(lines[0].number, "\n".join(line.text for line in lines), cut=any(line.cut for line in lines))
