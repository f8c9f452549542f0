"""Sorts a batch of records into papers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from assistant.catalog.draft import Draft, Outcome, Row
from assistant.catalog.identity import CROWD, same


class Batch:
    """The papers that a batch touches: those of the catalog that may be meant, and the new ones.

    A record joins the oldest paper that it is the same as; when it shows that other papers are the same as
    this one, they become one.
    """

    def __init__(self, known: Iterable[Draft], alive: Set[str]) -> None:
        self._alive = alive
        self._by_mark: dict[str, list[Draft]] = {}
        self.touched: dict[int, Draft] = {}
        for draft in known:
            self._enter(draft, draft.identity.marks | draft.names)

    def take(self, row: Row) -> Outcome:
        """Put one record where it belongs."""
        marks = row.identity.marks | row.identity.ids
        matches = [draft for draft in self._candidates(marks) if same(draft.identity, row.identity)]
        if not matches:
            draft = Draft([row], row.seq, names=set(row.identity.ids))
            outcome: Outcome = "added"
        else:
            draft = matches[0]
            outcome = draft.join(row, self._alive)
            draft.names |= row.identity.ids
            for other in matches[1:]:
                if same(draft.identity, other.identity):
                    self._unite(draft, other)
        self._enter(draft, marks)
        self.touched[draft.age] = draft
        return outcome

    def _candidates(self, marks: Iterable[str]) -> Sequence[Draft]:
        """The drafts that share a telling mark, oldest first."""
        sharing = (self._by_mark.get(mark, []) for mark in marks)
        found = {draft.age: draft for drafts in sharing if len(drafts) <= CROWD for draft in drafts}
        return [found[age] for age in sorted(found)]

    def _enter(self, draft: Draft, marks: Iterable[str]) -> None:
        for mark in marks:
            present = self._by_mark.setdefault(mark, [])
            if len(present) <= CROWD and draft not in present:
                present.append(draft)

    def _unite(self, draft: Draft, other: Draft) -> None:
        for mark in other.identity.marks | other.names:
            self._by_mark[mark] = [present for present in self._by_mark[mark] if present is not other]
            self._enter(draft, [mark])
        draft.swallow(other)
        self.touched.pop(other.age, None)
