"""What language models were asked for: answers that can be given again, and what all calls took so far."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Engine, delete, insert, select

from assistant.catalog import sqlite
from assistant.catalog.schema import answers, capsules, meta
from assistant.models import Usage

_USAGE = "usage"


class Asked(NamedTuple):
    """What an answer answers: a hash of all that it depends on, and the generation of the index it was made with."""

    key: str
    generation: int


class Runs:
    """The runs of one library."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known(self, key: str) -> tuple[str, str] | None:
        """Hash and content of the capsule of an answer to exactly this, if it was kept."""
        both = select(capsules.c.hash, capsules.c.text).join(answers, answers.c.capsule == capsules.c.hash)
        with sqlite.reading(self._engine) as connection:
            row = connection.execute(both.where(answers.c.key == key)).one_or_none()
        return (row.hash, row.text) if row else None

    def spend(self, usage: Usage) -> None:
        """Add what some calls took of which nothing was saved."""
        with sqlite.writing(self._engine) as connection:
            spend(connection, usage)

    def spent(self) -> Usage:
        """What all calls took so far."""
        with sqlite.reading(self._engine) as connection:
            return _spent(connection)


def keep(connection: Connection, asked: Asked, capsule: str) -> None:
    """Note that this capsule answers this; what an older index had answered goes."""
    connection.execute(delete(answers).where((answers.c.generation != asked.generation) | (answers.c.key == asked.key)))
    connection.execute(insert(answers).values(**asked._asdict(), capsule=capsule))


def spend(connection: Connection, usage: Usage) -> None:
    """Add what some calls took."""
    total = (_spent(connection) + usage).model_dump_json()
    connection.execute(delete(meta).where(meta.c.name == _USAGE))
    connection.execute(insert(meta).values(name=_USAGE, value=total))


def _spent(connection: Connection) -> Usage:
    text = connection.execute(select(meta.c.value).where(meta.c.name == _USAGE)).scalar()
    return Usage.model_validate_json(text) if text else Usage()
