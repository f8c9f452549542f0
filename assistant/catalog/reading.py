"""Papers out of the tables, and the one that a text names."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from heapq import nlargest
from textwrap import shorten
from typing import Any, Literal, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, String, case, func, select

from assistant.catalog.folding import letters
from assistant.catalog.rows import chunks
from assistant.catalog.schema import aliases, papers, sources
from assistant.catalog.schema import facets as counted
from assistant.errors import PaperNotFound
from assistant.models import Facet, Facets, Paper, SourceRecord

CLOSEST = 3
SHOWN = 80  # characters of a name in a message
Sort = Literal["year", "title", "author", "venue", "added"]
_ORDERED_BY: Mapping[Sort, Column[Any]] = {
    "year": papers.c.year,
    "title": papers.c.title,
    "author": papers.c.first_author,
    "venue": papers.c.venue,
    "added": papers.c.age,
}


class Order(NamedTuple):
    """What a list is sorted by."""

    by: Sort = "year"
    descending: bool = True


def listing(connection: Connection, wanted: ColumnElement[bool], limit: int | None) -> list[str]:
    """The ids of papers, newest first (those without a year last), then by key."""
    query = select(papers.c.id).where(wanted).order_by(papers.c.year.desc().nulls_last(), papers.c.key)
    return list(connection.execute(query.limit(limit)).scalars())


def sorted_ids(connection: Connection, wanted: ColumnElement[bool], order: Order) -> list[str]:
    """The ids of papers in an order, those without a value last, then by key."""
    column = _ORDERED_BY[order.by]
    unknown = case((column == "", 1), else_=0) if isinstance(column.type, String) else column.is_(None)
    value = column.desc() if order.descending else column
    query = select(papers.c.id).where(wanted).order_by(unknown, value, papers.c.key)
    return list(connection.execute(query).scalars())


def facets(connection: Connection) -> Facets:
    """The years between which the papers lie; venues and categories with the number of papers, most first."""
    first, last = connection.execute(select(func.min(papers.c.year), func.max(papers.c.year))).one()
    value, number = (counted.c.kind, counted.c.value), func.count()
    query = select(*value, number).group_by(*value).order_by(number.desc(), counted.c.value)
    found: dict[str, list[Facet]] = defaultdict(list)
    for kind, value, count in connection.execute(query):
        found[kind].append(Facet(name=value, papers=count))
    years = None if first is None else (first, last)
    return Facets(years=years, venues=tuple(found["venue"]), categories=tuple(found["category"]))


def get(connection: Connection, ids: Collection[str]) -> dict[str, Paper]:
    """The papers with these ids, in the order of the ids; an id that no paper has is left out."""
    found: dict[str, Paper] = {}
    for some in chunks(ids):
        said: dict[str, list[SourceRecord]] = defaultdict(list)
        rows = select(sources.c.paper_id, sources.c.source, sources.c.text).where(sources.c.paper_id.in_(some))
        for paper_id, source, text in connection.execute(rows.order_by(sources.c.seq)):
            said[paper_id].append(SourceRecord(source=source, record=text))
        states = select(papers.c.id, papers.c.key, papers.c.state).where(papers.c.id.in_(some))
        for id_, key, state in connection.execute(states):
            found[id_] = Paper(**json.loads(state), id=id_, key=key, sources=tuple(said[id_]))
    return {id_: found[id_] for id_ in ids if id_ in found}


def successors(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The papers that those with these ids were merged into, by former id."""
    found: dict[str, str] = {}
    for some in chunks(ids):
        rows = select(aliases.c.alias, aliases.c.paper_id).where(aliases.c.alias.in_(some))
        found.update((alias, paper_id) for alias, paper_id in connection.execute(rows))
    return found


def find(connection: Connection, text: str) -> str:
    """The id of the paper that a text names: by id, alias, key, title, or the beginning of a single title.

    Raises:
        PaperNotFound: no paper, or more than one; the message names the closest ones.
    """
    name = text.strip()
    by_name = (
        select(papers.c.id).where(papers.c.id == name),
        select(aliases.c.paper_id).where(aliases.c.alias == name),
        select(papers.c.id).where(papers.c.key == name.lower()),
    )
    for query in by_name:
        if found := connection.execute(query).scalar():
            return str(found)
    title, shown = letters(name), repr(shorten(name, SHOWN))
    for wanted in (papers.c.title == title, func.substr(papers.c.title, 1, len(title)) == title):
        matches = listing(connection, wanted, limit=CLOSEST) if title else []
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise PaperNotFound(f"{shown} names more than one paper: {_show(connection, matches)}; give the id")
    raise PaperNotFound(f"no paper has the id, key or title {shown}; {_closest(connection, name)}")


def _closest(connection: Connection, name: str) -> str:
    """The papers whose titles are most like a text, for an error message."""
    beginnings = [letters(word)[:4] for word in name.split()]
    every = connection.execute(select(papers.c.title, papers.c.id).order_by(papers.c.age))
    titles: list[tuple[str, str]] = [(title, id_) for title, id_ in every]
    rough = nlargest(50, titles, key=lambda row: sum(start in row[0] for start in beginnings))
    compare = SequenceMatcher(b=letters(name), autojunk=False)

    def likeness(row: tuple[str, str]) -> float:
        compare.set_seq1(row[0])
        return compare.ratio()

    ids = [id_ for _, id_ in nlargest(CLOSEST, rough, key=likeness)]
    return f"the closest titles are {_show(connection, ids)}" if ids else "the library is empty"


def _show(connection: Connection, ids: Collection[str]) -> str:
    return ", ".join(f"{paper.title!r} ({id_})" for id_, paper in get(connection, ids).items())
