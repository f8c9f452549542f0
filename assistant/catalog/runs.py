"""What language models were asked for: answers that can be given again, and what all calls took so far."""

from __future__ import annotations

from sqlalchemy import Engine, delete, insert, select

from assistant.catalog import sqlite
from assistant.catalog.schema import answers, capsules, meta
from assistant.models import Usage

_USAGE = "usage"


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

    def keep(self, key: str, generation: int, capsule: str) -> None:
        """Note that this capsule answers this; what an older index had answered goes."""
        with sqlite.writing(self._engine) as connection:
            connection.execute(delete(answers).where((answers.c.generation != generation) | (answers.c.key == key)))
            connection.execute(insert(answers).values(key=key, generation=generation, capsule=capsule))

    def spend(self, usage: Usage) -> None:
        """Add what some calls took."""
        with sqlite.writing(self._engine) as connection:
            text = connection.execute(select(meta.c.value).where(meta.c.name == _USAGE)).scalar()
            total = usage + Usage.model_validate_json(text) if text else usage
            connection.execute(delete(meta).where(meta.c.name == _USAGE))
            connection.execute(insert(meta).values(name=_USAGE, value=total.model_dump_json()))

    def spent(self) -> Usage:
        """What all calls took so far."""
        with sqlite.reading(self._engine) as connection:
            text = connection.execute(select(meta.c.value).where(meta.c.name == _USAGE)).scalar()
        return Usage.model_validate_json(text) if text else Usage()
