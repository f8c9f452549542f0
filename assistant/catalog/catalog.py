"""The library's record: papers, where each came from, what the index still has to do, saved runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Select, delete, func, insert, inspect, select

from assistant.catalog import filters as conditions
from assistant.catalog import merge, migrating, pending, reading, rows, schema, sqlite
from assistant.catalog.capsules import Capsules
from assistant.catalog.chats import Chats
from assistant.catalog.pending import IndexState
from assistant.catalog.reading import Order
from assistant.catalog.runs import Runs
from assistant.errors import AssistantError, LibraryNotFound, LibraryTooNew
from assistant.models import Facets, Filters, Paper, PaperPage, Record, Rejection

FILE = "catalog.sqlite"
NO_FILTERS = Filters()


class Catalog:
    """The record of one library. Every call is one transaction; threads and processes may share a library.

    Several processes may read while one writes. Calls that write wait for each other, but what is pending
    belongs to one process: whoever works on it must hold the library's write lock.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.capsules = Capsules(engine)
        self.runs = Runs(engine)

    @classmethod
    def open(cls, folder: Path, *, create: bool) -> Self:
        """Open the catalog of a library folder, or begin one; an older one is brought up to date, after a copy.

        Raises:
            LibraryNotFound: there is none and ``create`` is false.
            LibraryTooNew: it was written by a newer litreview.
            AssistantError: the folder or the file can't be used, or an older one can't be brought up to date.
        """
        file = folder / FILE
        try:
            if create:
                folder.mkdir(parents=True, exist_ok=True)
            exists = file.exists()
        except OSError as error:
            raise AssistantError(
                f"the library folder {str(folder)!r} can't be used ({error.strerror}); choose another one"
            ) from error
        catalog = cls(sqlite.connect(file))
        known = catalog._format() if exists else None
        if known is None and not create:
            raise LibraryNotFound(
                f"there is no library in {str(folder)!r}; make one with litreview add, or name another folder"
            )
        if known is None:
            catalog._begin()
        elif known > schema.FORMAT:
            raise LibraryTooNew(
                f"the library in {str(folder)!r} has format {known}, this litreview knows {schema.FORMAT}; "
                "update litreview-assistant"
            )
        elif known < schema.FORMAT:
            catalog._bring_up(file)
        return catalog

    def _format(self) -> int | None:
        """The format of the file, or None when it is still empty."""
        with sqlite.reading(self._engine) as connection:
            if not inspect(connection).has_table(schema.meta.name):
                return None
            return int(str(_meta(connection, "format")))

    def _begin(self) -> None:
        with sqlite.writing(self._engine) as connection:
            if not inspect(connection).has_table(schema.meta.name):  # another process may have been quicker
                schema.tables.create_all(connection)
                _set_meta(connection, "format", str(schema.FORMAT))

    def _bring_up(self, file: Path) -> None:
        with sqlite.writing(self._engine) as connection:
            known = int(str(_meta(connection, "format")))
            if known < schema.FORMAT:  # another process may have been quicker
                migrating.migrate(connection, file, known)
                _set_meta(connection, "format", str(schema.FORMAT))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def chats(self, owner: str = "") -> Chats:
        """The conversations of one owner; of the local user without a name."""
        return Chats(self._engine, owner)

    def merge(self, records: Sequence[Record], seen: set[str] | None = None) -> merge.Merged:
        """Merge a batch of records in one transaction, and mark what the index has to do.

        ``seen`` is a set that the caller keeps while it reads its sources in several batches: two entries of
        one source about the same paper then stand side by side, while an entry that is not met any more is
        replaced by what its source says now. Without it the batch counts as the whole source.
        """
        with sqlite.writing(self._engine) as connection:
            return merge.merge(connection, records, set() if seen is None else seen)

    def remove(self, ids: Iterable[str]) -> int:
        """Remove papers, and mark them for the index to drop; the number of papers that were there."""
        every = list(ids)
        with sqlite.writing(self._engine) as connection:
            there = rows.present(connection, schema.papers.c.id, every)
            rows.erase(connection, there)
            pending.enqueue(connection, sorted(there))
        return len(there)

    def papers(self, filters: Filters = NO_FILTERS, words: str = "", limit: int | None = None) -> tuple[Paper, ...]:
        """The papers that pass the filters and hold all words in title, authors, venue or abstract.

        Newest first, those without a year last, then by citation key.
        """
        with sqlite.reading(self._engine) as connection:
            wanted = reading.listing(connection, conditions.conditions(filters, words), limit)
            return tuple(reading.get(connection, wanted).values())

    def page(self, filters: Filters, words: str, order: Order, *, offset: int, limit: int) -> PaperPage:
        """A part of the papers that pass the filters and hold all words, and how many do."""
        with sqlite.reading(self._engine) as connection:
            wanted = conditions.conditions(filters, words)
            # One query for the page and the total: to look for words takes longer than to hand over all the ids.
            ids = reading.sorted_ids(connection, wanted, order)
            shown = reading.get(connection, ids[offset : offset + limit])
            return PaperPage(papers=tuple(shown.values()), total=len(ids))

    def sorted_ids(self, order: Order) -> list[str]:
        """The ids of all papers in an order."""
        with sqlite.reading(self._engine) as connection:
            return reading.sorted_ids(connection, conditions.conditions(NO_FILTERS), order)

    def facets(self) -> Facets:
        """What papers can be filtered by, with the number of papers."""
        with sqlite.reading(self._engine) as connection:
            return reading.facets(connection)

    def get(self, ids: Collection[str]) -> dict[str, Paper]:
        """The papers with these ids, in their order; ids that no paper has are left out."""
        with sqlite.reading(self._engine) as connection:
            return reading.get(connection, ids)

    def find(self, text: str) -> Paper:
        """The paper that a text names: an id, a former id, a citation key, a title or its beginning.

        Raises:
            PaperNotFound: none, or several; the message names the closest.
        """
        with sqlite.reading(self._engine) as connection:
            id_ = reading.find(connection, text)
            return reading.get(connection, [id_])[id_]

    def successors(self, ids: Collection[str]) -> dict[str, str]:
        """The papers that those with these ids were merged into, by former id."""
        with sqlite.reading(self._engine) as connection:
            return reading.successors(connection, ids)

    def ids(self, filters: Filters) -> frozenset[str] | None:
        """The ids of the papers that pass; None when nothing is filtered."""
        if filters.empty:
            return None
        with sqlite.reading(self._engine) as connection:
            passing = select(schema.papers.c.id).where(conditions.conditions(filters))
            return frozenset(connection.execute(passing).scalars())

    def without_year(self, filters: Filters) -> int:
        """How many papers a year filter leaves out only because they have no year."""
        if filters.year_from is None and filters.year_to is None:
            return 0
        return self._number(select(func.count()).where(conditions.without_year(filters)))

    def count(self) -> int:
        """How many papers there are."""
        return self._number(select(func.count()).select_from(schema.papers))

    def pending(self) -> tuple[pending.Pending, ...]:
        """What the index still has to do, oldest first."""
        with sqlite.reading(self._engine) as connection:
            return pending.waiting(connection)

    def settle(self, done: Mapping[str, int]) -> None:
        """Note how many passages of these papers the index holds now (0 of a removed one): they are done."""
        with sqlite.writing(self._engine) as connection:
            pending.settle(connection, done)
            _set_meta(connection, "generation", str(_generation(connection) + 1))

    def forget_index(self) -> None:
        """Let every paper wait to be indexed, because the index is about to be made anew."""
        with sqlite.writing(self._engine) as connection:
            pending.start_over(connection)
            _set_meta(connection, "generation", str(_generation(connection) + 1))

    def generation(self) -> int:
        """A number that grows when the index has changed: a reader with an older one must reopen it."""
        with sqlite.reading(self._engine) as connection:
            return _generation(connection)

    def index_state(self) -> IndexState:
        """How far the index is, in one look."""
        with sqlite.reading(self._engine) as connection:
            return IndexState(_generation(connection), *pending.counts(connection))

    def passages(self) -> int:
        """How many passages the index holds."""
        return self._number(select(func.coalesce(func.sum(schema.indexed.c.passages), 0)))

    def reject(self, sources: Iterable[str], rejections: Sequence[Rejection]) -> None:
        """Note what could not be read in these sources, in place of what was noted about them before."""
        with sqlite.writing(self._engine) as connection:
            for some in rows.chunks(sources):
                connection.execute(delete(schema.rejections).where(schema.rejections.c.source.in_(some)))
            if rejections:
                noted = [rejection.model_dump() for rejection in rejections]
                connection.execute(insert(schema.rejections), noted)

    def rejections(self) -> tuple[Rejection, ...]:
        """What could not be read, in the order of arrival."""
        table = schema.rejections.c
        query = select(table.source, table.where, table.reason).order_by(table.number)
        with sqlite.reading(self._engine) as connection:
            return tuple(Rejection(**row) for row in connection.execute(query).mappings())

    def meta(self, name: str) -> str | None:
        """A value noted about the library, such as its embedder."""
        with sqlite.reading(self._engine) as connection:
            return _meta(connection, name)

    def set_meta(self, values: Mapping[str, str]) -> None:
        """Note values about the library, all of them or, after a crash, none."""
        with sqlite.writing(self._engine) as connection:
            for name, value in values.items():
                _set_meta(connection, name, value)

    def _number(self, query: Select[Any]) -> int:
        with sqlite.reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())


def _meta(connection: Connection, name: str) -> str | None:
    return connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == name)).scalar()


def _set_meta(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(schema.meta).where(schema.meta.c.name == name))
    connection.execute(insert(schema.meta).values(name=name, value=value))


def _generation(connection: Connection) -> int:
    return int(_meta(connection, "generation") or 0)
