"""Merges records into the catalog: which papers they are, what changes, and what the index has to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

from assistant.catalog import naming, pending, rows
from assistant.catalog.batch import Batch
from assistant.catalog.draft import Row, content_hash
from assistant.catalog.schema import sources
from assistant.models import Noun, Record


class Merged(Noun):
    """What became of the records of one batch.

    ``added`` new papers; ``merged`` records that joined a paper and told nothing else or only more about it;
    ``updated`` records that changed the abstract or the title, or replace what their source said before;
    ``unchanged`` records that were known already.
    """

    added: int = 0
    merged: int = 0
    updated: int = 0
    unchanged: int = 0

    @property
    def read(self) -> int:
        """The number of records."""
        return self.added + self.merged + self.updated + self.unchanged


def merge(connection: Connection, records: Sequence[Record], seen: set[str]) -> Merged:
    """Merge one batch; ``seen`` holds the hashes of what this add has met so far and takes in the batch's."""
    outcomes: Counter[str] = Counter()
    new = _new_rows(connection, records, seen)
    outcomes["unchanged"] += len(records) - len(new)
    batch = Batch(rows.candidates(connection, new), alive=seen)
    outcomes.update(batch.take(row) for row in new)
    drafts = list(batch.touched.values())
    rows.unite(connection, drafts)
    naming.give_ids(connection, [draft for draft in drafts if not draft.id])
    naming.give_keys(connection, [draft for draft in drafts if not draft.key])
    rows.store(connection, drafts, since=new[0].seq if new else 0)
    naming.keep_names(connection, drafts)
    pending.enqueue(connection, (draft.id for draft in drafts if draft.needs_indexing))
    pending.enqueue(connection, (gone for draft in drafts for gone in draft.swallowed))
    return Merged(**outcomes)


def _new_rows(connection: Connection, records: Sequence[Record], seen: set[str]) -> list[Row]:
    """The records that the catalog does not have word for word."""
    hashes = [content_hash(record) for record in records]
    seen.update(hashes)
    known = rows.present(connection, sources.c.hash, hashes)
    first = rows.next_seq(connection)
    new: list[Row] = []
    for hash_, record in zip(hashes, records, strict=True):
        if hash_ not in known:
            known.add(hash_)
            new.append(Row(first + len(new), hash_, record))
    return new
