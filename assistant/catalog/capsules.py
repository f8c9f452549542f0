"""Saved runs, each under the hash of its content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine, func, insert, select, update

from assistant.catalog import runs, sqlite
from assistant.catalog.runs import Asked
from assistant.catalog.schema import capsules
from assistant.models import SavedReview, Usage

REVIEW = "review"


class Capsules:
    """The saved runs of one library."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(
        self,
        hash_: str,
        kind: str,
        text: str,
        about: Mapping[str, str | int] | None = None,
        *,
        asked: Asked | None = None,
        usage: Usage | None = None,
    ) -> None:
        """Keep a run (JSON) under its content hash; the same one again is made today, and nothing else changes.

        All of it is one commit, because each waits for the disk four times.

        Args:
            hash_: of its content.
            kind: ``answer`` or ``review``.
            text: the run.
            about: what ``reviews`` shows of a review: theme, title and how many papers it cites.
            asked: what it answers from now on.
            usage: what its calls of a language model took.
        """
        made = datetime.now(UTC).isoformat(timespec="seconds")
        named = capsules.c.hash == hash_
        with sqlite.writing(self._engine) as connection:
            if connection.execute(select(capsules.c.number).where(named)).scalar() is None:
                shown = json.dumps(about or {}, ensure_ascii=False)
                connection.execute(insert(capsules).values(hash=hash_, kind=kind, made=made, about=shown, text=text))
            elif kind == REVIEW:  # of answers nobody sees a list
                connection.execute(update(capsules).where(named).values(made=made))
            if asked:
                runs.keep(connection, asked, hash_)
            if usage and usage.calls:
                runs.spend(connection, usage)

    def text(self, hash_: str) -> str | None:
        """The saved run with this hash."""
        with sqlite.reading(self._engine) as connection:
            return connection.execute(select(capsules.c.text).where(capsules.c.hash == hash_)).scalar()

    def beginning(self, text: str) -> tuple[str, ...]:
        """The hashes that begin with a text, oldest first."""
        begins = func.substr(capsules.c.hash, 1, len(text)) == text
        with sqlite.reading(self._engine) as connection:
            found = connection.execute(select(capsules.c.hash).where(begins).order_by(capsules.c.number))
            return tuple(found.scalars())

    def reviews(self) -> tuple[SavedReview, ...]:
        """The saved reviews, the last made first."""
        table = capsules.c
        query = select(table.hash, table.made, table.about).where(table.kind == REVIEW)
        with sqlite.reading(self._engine) as connection:
            found = connection.execute(query.order_by(table.made.desc().nulls_last(), table.number.desc())).all()
        return tuple(SavedReview(capsule=hash_, made=made, **json.loads(about)) for hash_, made, about in found)
