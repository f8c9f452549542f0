"""Reads drafts from the tables and writes them back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, bindparam, delete, func, insert, select, update

from assistant.catalog.draft import Draft, Row
from assistant.catalog.folding import family, fold, letters
from assistant.catalog.identity import CROWD
from assistant.catalog.schema import aliases, facets, marks, papers, sources
from assistant.models import Bibliography, Record

CHUNK = 500  # values in one IN list, well below every database's limit
_Value = TypeVar("_Value", str, int)


def chunks(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    """The different values in lists that fit one statement."""
    every = list(dict.fromkeys(values))
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]


def present(connection: Connection, column: Column[Any], values: Iterable[_Value]) -> set[_Value]:
    """Which of the values a column holds."""
    found: set[_Value] = set()
    for some in chunks(values):
        found.update(connection.execute(select(column).where(column.in_(some))).scalars())
    return found


def next_seq(connection: Connection) -> int:
    """The place of the next record in the order of arrival."""
    last = connection.execute(select(func.max(sources.c.seq))).scalar()
    return 1 if last is None else last + 1


def candidates(connection: Connection, rows: Sequence[Row]) -> list[Draft]:
    """The papers of the catalog that the records may be about."""
    given = {name for row in rows for name in row.identity.ids}
    found = present(connection, papers.c.id, given)
    by_alias = select(aliases.c.paper_id)
    for some in chunks(given):
        found.update(connection.execute(by_alias.where(aliases.c.alias.in_(some))).scalars())
    by_mark = select(marks.c.mark, sources.c.paper_id).join(marks, marks.c.seq == sources.c.seq).distinct()
    for some in chunks(mark for row in rows for mark in row.identity.marks):
        sharing: dict[str, list[str]] = defaultdict(list)
        for mark, paper_id in connection.execute(by_mark.where(marks.c.mark.in_(some))):
            sharing[mark].append(paper_id)
        found.update(id_ for ids in sharing.values() if len(ids) <= CROWD for id_ in ids)
    return load(connection, sorted(found))


def load(connection: Connection, paper_ids: Collection[str]) -> list[Draft]:
    """The drafts of papers as the catalog has them."""
    rows: dict[str, list[Row]] = defaultdict(list)
    names: dict[str, set[str]] = defaultdict(set)
    drafts = []
    for some in chunks(paper_ids):
        for said in connection.execute(select(sources).where(sources.c.paper_id.in_(some)).order_by(sources.c.seq)):
            record = Record.model_validate({**json.loads(said.fields), "text": said.text})
            rows[said.paper_id].append(Row(said.seq, said.hash, record))
        for alias, paper_id in connection.execute(select(aliases).where(aliases.c.paper_id.in_(some))):
            names[paper_id].add(alias)
        kept = select(papers.c.id, papers.c.age, papers.c.key, papers.c.state).where(papers.c.id.in_(some))
        for id_, age, key, state in connection.execute(kept):
            before = Bibliography.model_validate_json(state)
            drafts.append(Draft(rows[id_], age, id_, key, before, names[id_] | {id_}))
    return drafts


def unite(connection: Connection, drafts: Iterable[Draft]) -> None:
    """Hand over what belonged to papers that turned out to be others."""
    for draft in drafts:
        for old in draft.swallowed:
            connection.execute(delete(papers).where(papers.c.id == old))
            connection.execute(delete(facets).where(facets.c.paper_id == old))
            connection.execute(update(sources).where(sources.c.paper_id == old).values(paper_id=draft.id))
            connection.execute(update(aliases).where(aliases.c.paper_id == old).values(paper_id=draft.id))
            connection.execute(insert(aliases).values(alias=old, paper_id=draft.id))


def store(connection: Connection, drafts: Sequence[Draft], since: int) -> None:
    """Write the drafts, which have an id and a key by now, and their rows from ``since`` on."""
    for some in chunks(row.seq for draft in drafts for row in draft.replaced if row.seq < since):
        connection.execute(delete(sources).where(sources.c.seq.in_(some)))
        connection.execute(delete(marks).where(marks.c.seq.in_(some)))
    new = [_columns(draft) for draft in drafts if draft.before is None]
    changed = [{"old": draft.id, **_columns(draft)} for draft in drafts if draft.before is not None]
    if new:
        connection.execute(insert(papers), new)
    if changed:
        connection.execute(update(papers).where(papers.c.id == bindparam("old")), changed)
    for ids in chunks(draft.id for draft in drafts if draft.before is not None):
        connection.execute(delete(facets).where(facets.c.paper_id.in_(ids)))
    if counted := [row for draft in drafts for row in _facets(draft)]:
        connection.execute(insert(facets), counted)
    rows = [(draft, row) for draft in drafts for row in draft.rows if row.seq >= since]
    if rows:
        connection.execute(insert(sources), [_source(draft, row) for draft, row in rows])
        connection.execute(
            insert(marks),
            [{"mark": mark, "seq": row.seq} for _, row in rows for mark in sorted(row.identity.marks)],
        )


def erase(connection: Connection, paper_ids: Iterable[str]) -> int:
    """Delete papers with everything that is known about them; the number deleted."""
    gone = 0
    for some in chunks(paper_ids):
        theirs = select(sources.c.seq).where(sources.c.paper_id.in_(some))
        connection.execute(delete(marks).where(marks.c.seq.in_(theirs)))
        connection.execute(delete(sources).where(sources.c.paper_id.in_(some)))
        connection.execute(delete(aliases).where(aliases.c.paper_id.in_(some)))
        connection.execute(delete(facets).where(facets.c.paper_id.in_(some)))
        gone += connection.execute(delete(papers).where(papers.c.id.in_(some))).rowcount
    return gone


def _columns(draft: Draft) -> dict[str, object]:
    paper = draft.state
    return {
        "id": draft.id,
        "age": draft.age,
        "key": draft.key,
        "state": paper.model_dump_json(),
        "year": paper.year,
        "title": letters(paper.title),
        "authors": "\n".join(map(fold, paper.authors)),
        "first_author": family(paper.authors[0]) if paper.authors else "",
        "venue": fold(paper.venue or ""),
        "categories": "".join(f"\n{fold(category)}\n" for category in paper.categories),
        "words": fold(" ".join((paper.title, *paper.authors, paper.venue or "", paper.abstract))),
    }


def _facets(draft: Draft) -> list[dict[str, str]]:
    values = [("venue", draft.state.venue), *(("category", one) for one in dict.fromkeys(draft.state.categories))]
    return [{"kind": kind, "value": value, "paper_id": draft.id} for kind, value in values if value]


def _source(draft: Draft, row: Row) -> dict[str, object]:
    return {
        "seq": row.seq,
        "paper_id": draft.id,
        "source": row.record.source,
        "hash": row.hash,
        "text": row.record.text,
        "fields": row.record.model_dump_json(exclude={"text"}),
    }
