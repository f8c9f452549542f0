"""Conversations: saved turn by turn, each in one transaction, so that an answer that was shown is never lost."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, delete, func, insert, inspect, select, update

from assistant.catalog import sqlite
from assistant.catalog.schema import chats, tables, turns
from assistant.errors import BadRequest
from assistant.models import Chat, Turn


class Chats:
    """The conversations of one library. A library from before there were any gets their tables with the first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(self) -> tuple[Chat, ...]:
        """All conversations, the last used first."""
        counted = select(func.count()).where(turns.c.chat_id == chats.c.id).scalar_subquery()
        query = select(chats.c.id, chats.c.title, counted).order_by(chats.c.used.desc())
        with sqlite.reading(self._engine) as connection:
            found = connection.execute(query).all() if _made(connection) else ()
        return tuple(Chat(id=id_, title=title, turns=number) for id_, title, number in found)

    def title(self, id_: str) -> str | None:
        """The title of a conversation, None when there is no such conversation."""
        with sqlite.reading(self._engine) as connection:
            return _title(connection, id_)

    def check(self, id_: str) -> None:
        """Refuse an id that no conversation has.

        Raises:
            BadRequest: there is no such conversation.
        """
        with sqlite.reading(self._engine) as connection:
            _must_be(connection, id_)

    def turns(self, id_: str, last: int | None = None) -> tuple[Turn, ...]:
        """The turns of a conversation in their order, or only the last ones; none when it does not exist."""
        query = select(turns.c.text).where(turns.c.chat_id == id_).order_by(turns.c.number.desc()).limit(last)
        with sqlite.reading(self._engine) as connection:
            texts = connection.execute(query).scalars().all() if _made(connection) else ()
        return tuple(Turn.model_validate_json(text) for text in reversed(texts))

    def save(self, id_: str, title: str, turn: Turn) -> None:
        """Add a turn; a conversation begins with its first turn, under this title."""
        with sqlite.writing(self._engine) as connection:
            tables.create_all(connection, [chats, turns])
            used = connection.execute(select(func.coalesce(func.max(chats.c.used), 0))).scalar_one() + 1
            if _title(connection, id_) is None:
                connection.execute(insert(chats).values(id=id_, title=title, used=used))
            else:
                connection.execute(update(chats).where(chats.c.id == id_).values(used=used))
            count = select(func.coalesce(func.max(turns.c.number), 0)).where(turns.c.chat_id == id_)
            number = connection.execute(count).scalar_one() + 1
            connection.execute(insert(turns).values(chat_id=id_, number=number, text=turn.model_dump_json()))

    def rename(self, id_: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            BadRequest: there is no such conversation.
        """
        with sqlite.writing(self._engine) as connection:
            _must_be(connection, id_)
            connection.execute(update(chats).where(chats.c.id == id_).values(title=title))

    def delete(self, id_: str) -> None:
        """Delete a conversation with its turns.

        Raises:
            BadRequest: there is no such conversation.
        """
        with sqlite.writing(self._engine) as connection:
            _must_be(connection, id_)
            connection.execute(delete(turns).where(turns.c.chat_id == id_))
            connection.execute(delete(chats).where(chats.c.id == id_))


def _made(connection: Connection) -> bool:
    return inspect(connection).has_table(chats.name)


def _title(connection: Connection, id_: str) -> str | None:
    return connection.execute(select(chats.c.title).where(chats.c.id == id_)).scalar() if _made(connection) else None


def _must_be(connection: Connection, id_: str) -> None:
    if _title(connection, id_) is None:
        raise BadRequest(f"the library has no conversation with the id {id_[:40]!r}; Library.chats() lists them")
