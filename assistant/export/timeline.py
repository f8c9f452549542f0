"""A picture of papers over the years, as SVG.

Places across are shares of the width and sizes are pixels, so that it fits a wide and a narrow page without its text
growing or shrinking. It takes the colours of the page around it: its text colour, and its accent for what is cited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from textwrap import shorten
from typing import NamedTuple

from assistant.export.references import short_reference
from assistant.export.untrusted import one_line
from assistant.export.words import counted, years
from assistant.models import Paper

_COLUMNS = 32  # what has room side by side on a telephone
_SPANS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # years in a column, and between two labels
_LABELS = 7
_STEP, _TALLEST, _RADIUS = 11.0, 176.0, 4.0  # pixels
_TOP, _BELOW, _LINE = 8, 20, 18
_NARROW = 300.0  # pixels that columns share on a telephone
_MARGIN = 4.0  # percent of the width at each side
_ACCENT = "var(--timeline-cited, var(--color-accent, currentColor))"
_LONGEST = 110  # characters of a title


class _Pile(NamedTuple):
    """How dots are piled up in a column: pixels from one to the next, how many side by side, how many rows."""

    step: float
    lanes: int
    rows: int


def timeline(papers: Iterable[Paper], cited: Collection[str], to: Mapping[str, str] | None = None) -> str:
    """One dot a paper over its year: filled when its id is among ``cited``, hollow when not, named when pointed at.

    Args:
        papers: what is shown.
        cited: ids of those that are cited.
        to: the address that a paper's dot leads to, by id; without one it leads nowhere.

    Returns:
        An ``svg`` element as wide as what it stands in. Papers without a year are counted in words.
    """
    every = sorted(papers, key=lambda paper: (paper.id not in cited, paper.date or "", paper.key))
    dated = [paper for paper in every if paper.year is not None]
    undated = len(every) - len(dated)
    columns, span = _columns(dated)
    pile = _pile(columns)
    ground = _TOP + pile.rows * pile.step if columns else 0.0
    body = [_axis(columns, span, ground), *_dots(columns, cited, to or {}, pile, ground)] if columns else []
    bottom = ground + _BELOW + _LINE if columns else float(_LINE)
    notes = _notes(every, cited, undated, span)
    lines = [f'<text y="{_px(bottom + number * _LINE)}">{note}</text>' for number, note in enumerate(notes)]
    height = bottom + (len(notes) - 1) * _LINE + 6
    role = "group" if to else "img"  # a picture has nothing inside to go to
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{_px(height)}" role="{role}" '
        f'aria-label="{escape(_said(every, cited, undated))}" font-size="12" fill="currentColor">'
        f"{''.join([*body, *lines])}</svg>"
    )


def _columns(dated: Sequence[Paper]) -> tuple[dict[int, list[Paper]], int]:
    """The papers by the first year of their column, empty columns too, and how many years each spans."""
    known = [paper.year for paper in dated if paper.year is not None]
    if not known:
        return {}, 1
    span = next((span for span in _SPANS if (max(known) - min(known)) // span < _COLUMNS), _SPANS[-1])
    found: dict[int, list[Paper]] = defaultdict(list)
    for paper in dated:
        found[(paper.year or 0) // span * span].append(paper)
    return {year: found.get(year, []) for year in range(min(found), max(found) + 1, span)}, span


def _pile(columns: Mapping[int, Sequence[Paper]]) -> _Pile:
    """The biggest dots with which the tallest column is not too tall; in several lanes where there is room."""
    tallest = max((len(column) for column in columns.values()), default=0)
    room = _NARROW / max(len(columns), 1)
    for tenths in range(int(10 * _STEP), 10, -2):
        step = tenths / 10
        lanes = max(int(room // step), 1) if tallest * _STEP > _TALLEST else 1
        rows = -(-tallest // lanes)
        if rows * step <= _TALLEST:
            return _Pile(step, lanes, rows)
    return _Pile(_TALLEST / tallest, 1, tallest)


def _across(columns: Collection[int]) -> dict[int, float]:
    """Where each column stands, in percent of the width."""
    width = (100 - 2 * _MARGIN) / max(len(columns), 4)
    start = 50 - width * (len(columns) - 1) / 2
    return {year: round(start + width * place, 2) for place, year in enumerate(columns)}


def _axis(columns: Collection[int], span: int, ground: float) -> str:
    places = _across(columns)
    between = next(step for step in _SPANS if step >= span and len([y for y in columns if y % step == 0]) <= _LABELS)
    labels = "".join(
        f'<text x="{_px(place)}%" y="{_px(ground + _BELOW - 5)}" text-anchor="middle">{year}</text>'
        for year, place in places.items()
        if year % between == 0
    )
    line = f'<line x1="0" x2="100%" y1="{_px(ground)}" y2="{_px(ground)}" stroke="currentColor" opacity=".3"/>'
    return f'{line}<g opacity=".8">{labels}</g>'


def _dots(
    columns: Mapping[int, Sequence[Paper]],
    cited: Collection[str],
    to: Mapping[str, str],
    pile: _Pile,
    ground: float,
) -> Iterator[str]:
    """The columns of dots; each has its place as an origin, so that dots lie beside each other in pixels."""
    radius = min(_RADIUS, 0.4 * pile.step)
    yield (
        f'<g fill="transparent" stroke="currentColor" stroke-opacity=".6" stroke-width="{_px(radius / 3)}" '
        f'style="--filled:{_ACCENT}">'
    )
    for year, place in _across(columns).items():
        yield f'<svg x="{_px(place)}%" y="{_px(ground)}" overflow="visible">' if columns[year] else ""
        for number, paper in enumerate(columns[year]):
            row, lane = divmod(number, pile.lanes)
            x, y = pile.step * (lane - (pile.lanes - 1) / 2), -pile.step * (row + 0.5)
            filled = ' fill="var(--filled)" stroke="none"' if paper.id in cited else ""
            name = f"<title>{_name(paper, cited)}</title>"
            yield _linked(f'<circle cx="{_px(x)}" cy="{_px(y)}" r="{_px(radius)}"{filled}>{name}</circle>', paper, to)
        yield "</svg>" if columns[year] else ""
    yield "</g>"


def _linked(dot: str, paper: Paper, to: Mapping[str, str]) -> str:
    address = to.get(paper.id)
    return dot if address is None else f'<a href="{escape(address)}">{dot}</a>'


def _name(paper: Paper, cited: Collection[str]) -> str:
    title = shorten(one_line(paper.title), _LONGEST, placeholder="…")
    return escape(f"{short_reference(paper)}. {title}{'' if paper.id in cited else ' (not cited)'}", quote=False)


def _notes(every: Sequence[Paper], cited: Collection[str], undated: int, span: int) -> list[str]:
    """What stands below: what the dots mean, and what they can't show."""
    there = sum(paper.id in cited for paper in every)
    legend = f'<tspan fill="{_ACCENT}">●</tspan> {there:,} cited' if there else ""
    if there < len(every):
        legend += f'<tspan dx="{9 if there else 0}">○</tspan> {len(every) - there:,} not cited'
    notes = [legend or "No papers."]
    if span > 1:
        notes.append(f"Each column holds {span} years, from the one below it.")
    if undated:
        notes.append(f"{counted(undated, 'paper')} without a year {'is' if undated == 1 else 'are'} not shown.")
    return notes


def _said(every: Sequence[Paper], cited: Collection[str], undated: int) -> str:
    """The picture in words."""
    there = sum(paper.id in cited for paper in every)
    span = years(every)
    without = f", {undated:,} without a year" if undated else ""
    return f"Timeline of {counted(len(every), 'paper')}{f', {span}' if span else ''}, {there:,} cited{without}"


def _px(number: float) -> str:
    """A number as short as it goes."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
