"""What the index still has to do, and what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select

from assistant.catalog.rows import chunks, present
from assistant.catalog.schema import indexed, papers
from assistant.catalog.schema import pending as queue
from assistant.models import Noun


class Pending(Noun):
    """A paper that the index has to add, change or remove, and how many of its passages it holds so far."""

    paper_id: str
    kind: Literal["add", "change", "remove"]
    passages: int = 0


class IndexState(NamedTuple):
    """The generation of the index, how many papers wait for it, and whether it holds any passages."""

    generation: int
    pending: int
    passages: bool


def counts(connection: Connection) -> tuple[int, bool]:
    """How many papers are marked, and whether the index holds any passages."""
    waiting = connection.execute(select(func.count()).select_from(queue)).scalar_one()
    some = connection.execute(select(indexed.c.passages).where(indexed.c.passages > 0).limit(1)).first()
    return waiting, some is not None


def enqueue(connection: Connection, paper_ids: Iterable[str]) -> None:
    """Mark papers as changed or gone."""
    every = list(dict.fromkeys(paper_ids))
    waiting = present(connection, queue.c.paper_id, every)
    if new := [{"paper_id": paper_id} for paper_id in every if paper_id not in waiting]:
        connection.execute(insert(queue), new)


def waiting(connection: Connection) -> tuple[Pending, ...]:
    """What is marked, oldest first. The kind follows from where the paper is: catalog, index or both."""
    query = (
        select(queue.c.paper_id, papers.c.id, indexed.c.passages)
        .select_from(queue)
        .outerjoin(papers, papers.c.id == queue.c.paper_id)
        .outerjoin(indexed, indexed.c.paper_id == queue.c.paper_id)
        .order_by(queue.c.number)
    )
    found = []
    for paper_id, present_id, passages in connection.execute(query):
        kind: Literal["add", "change", "remove"] = "add" if passages is None else "change"
        found.append(Pending(paper_id=paper_id, kind="remove" if present_id is None else kind, passages=passages or 0))
    return tuple(found)


def settle(connection: Connection, done: Mapping[str, int]) -> None:
    """Note how many passages of each paper the index holds now; forget the papers that are gone."""
    for some in chunks(done):
        connection.execute(delete(queue).where(queue.c.paper_id.in_(some)))
        connection.execute(delete(indexed).where(indexed.c.paper_id.in_(some)))
    living = present(connection, papers.c.id, done)
    if kept := [{"paper_id": id_, "passages": passages} for id_, passages in done.items() if id_ in living]:
        connection.execute(insert(indexed), kept)


def start_over(connection: Connection) -> None:
    """Mark every paper, oldest first, as if the index held nothing."""
    connection.execute(delete(indexed))
    connection.execute(delete(queue))
    every = select(papers.c.id).order_by(papers.c.age)
    connection.execute(insert(queue).from_select([queue.c.paper_id], every))
