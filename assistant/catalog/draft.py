"""A paper while a batch is being merged: what it was, and what it becomes as records join it."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from assistant.catalog.folding import letters
from assistant.catalog.identity import Identity, identity, together
from assistant.catalog.union import is_shortened, union
from assistant.models import Bibliography, Record

Outcome = Literal["added", "merged", "updated", "unchanged"]


def content_hash(record: Record) -> str:
    """What makes a record the same record again: its source and everything in it but the place."""
    return hashlib.sha256(record.model_dump_json(exclude={"where"}).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Row:
    """A record with its place in the order of arrival."""

    seq: int
    hash: str
    record: Record

    @cached_property
    def identity(self) -> Identity:
        """What the record says about which paper it is."""
        return identity(self.record)


@dataclass(eq=False)
class Draft:
    """A paper being put together; ``age`` is the seq of its first record.

    A new one has no ``id``, ``key`` and ``before`` yet. ``names`` are the ids it goes by, ``swallowed`` those
    of papers that turned out to be this one, ``replaced`` the rows that newer ones of their source took the
    place of.
    """

    rows: list[Row]
    age: int
    id: str = ""
    key: str = ""
    before: Bibliography | None = None
    names: set[str] = field(default_factory=set)
    swallowed: list[str] = field(default_factory=list)
    replaced: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._add_up()

    def join(self, row: Row, alive: Set[str]) -> Outcome:
        """Take a record in; older records of its source that are not alive any more make room for it."""
        before, was_sure = self.state, any(present.record.sure for present in self.rows)
        said = [
            present for present in self.rows if present.record.source == row.record.source and present.hash not in alive
        ]
        self.rows = [present for present in self.rows if present not in said] + [row]
        self.replaced += said
        self._add_up()
        if said:
            repeated = self.state == before and row.record.text in {old.record.text for old in said}
            return "unchanged" if repeated else "updated"
        rewritten = before.abstract and before.abstract != self.state.abstract
        completed = is_shortened(before.abstract, self.state.abstract)
        renamed = was_sure and letters(before.title) != letters(self.state.title)
        return "updated" if renamed or (rewritten and not completed) else "merged"

    def swallow(self, other: Draft) -> None:
        """Become one with a younger draft of the same paper."""
        self.rows = sorted(self.rows + other.rows, key=lambda row: row.seq)
        self.names |= other.names
        self.replaced += other.replaced
        self.swallowed += other.swallowed + ([other.id] if other.id else [])
        self._add_up()

    def _add_up(self) -> None:
        self.state = union([row.record for row in self.rows])
        self.identity = together([row.identity for row in self.rows])

    @property
    def needs_indexing(self) -> bool:
        """Whether something that the index holds has changed."""
        return self.before is None or _indexed(self.before) != _indexed(self.state)


def _indexed(paper: Bibliography) -> tuple[object, ...]:
    return paper.title, paper.abstract, paper.authors, paper.year, paper.venue, paper.categories
