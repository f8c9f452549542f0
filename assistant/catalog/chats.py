"""Conversations: saved turn by turn, each in one transaction, so that an answer that was shown is never lost."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, exists, func, insert, or_, select, update

from assistant.catalog import sqlite
from assistant.catalog.filters import holds, search_words
from assistant.catalog.folding import fold
from assistant.catalog.schema import chats, turns
from assistant.errors import ChatNotFound
from assistant.models import Chat, Turn


class Chats:
    """The conversations of one owner in one library; for everybody else they do not exist."""

    def __init__(self, engine: Engine, owner: str) -> None:
        self._engine = engine
        self._owner = owner

    def list(self, words: str = "") -> tuple[Chat, ...]:
        """The conversations that hold all words in title and questions, the last used first.

        Raises:
            BadRequest: too many words, or one that is too long.
        """
        counted = select(func.count()).where(turns.c.chat_id == chats.c.id).scalar_subquery()
        wanted = and_(chats.c.owner == self._owner, *map(_holds, search_words(words)))
        query = select(chats.c.id, chats.c.title, counted).where(wanted).order_by(chats.c.used.desc())
        with sqlite.reading(self._engine) as connection:
            found = connection.execute(query).all()
        return tuple(Chat(id=id_, title=title, turns=number) for id_, title, number in found)

    def title(self, id_: str) -> str | None:
        """The title of a conversation, None when there is no such conversation."""
        with sqlite.reading(self._engine) as connection:
            return self._title(connection, id_)

    def check(self, id_: str) -> None:
        """Refuse an id that no conversation has.

        Raises:
            ChatNotFound: there is no such conversation.
        """
        with sqlite.reading(self._engine) as connection:
            self._must_be(connection, id_)

    def turns(self, id_: str, last: int | None = None) -> tuple[Turn, ...]:
        """The turns of a conversation in their order, or only the last ones; none when it does not exist."""
        query = select(turns.c.text).where(turns.c.chat_id == id_, exists().where(self._named(id_)))
        with sqlite.reading(self._engine) as connection:
            texts = connection.execute(query.order_by(turns.c.number.desc()).limit(last)).scalars().all()
        return tuple(Turn.model_validate_json(text) for text in reversed(texts))

    def save(self, id_: str, title: str, turn: Turn) -> None:
        """Add a turn; a conversation begins with its first turn, under this title."""
        with sqlite.writing(self._engine) as connection:
            used = connection.execute(select(func.coalesce(func.max(chats.c.used), 0))).scalar_one() + 1
            if self._title(connection, id_) is None:
                new = {"id": id_, "owner": self._owner, "title": title, "words": fold(title), "used": used}
                connection.execute(insert(chats).values(new))
            else:
                connection.execute(update(chats).where(chats.c.id == id_).values(used=used))
            count = select(func.coalesce(func.max(turns.c.number), 0)).where(turns.c.chat_id == id_)
            number = connection.execute(count).scalar_one() + 1
            said = {"words": fold(turn.question), "text": turn.model_dump_json()}
            connection.execute(insert(turns).values(chat_id=id_, number=number, **said))

    def rename(self, id_: str, title: str) -> None:
        """Give a conversation another title.

        Raises:
            ChatNotFound: there is no such conversation.
        """
        with sqlite.writing(self._engine) as connection:
            self._must_be(connection, id_)
            connection.execute(update(chats).where(chats.c.id == id_).values(title=title, words=fold(title)))

    def delete(self, id_: str) -> None:
        """Delete a conversation with its turns.

        Raises:
            ChatNotFound: there is no such conversation.
        """
        with sqlite.writing(self._engine) as connection:
            self._must_be(connection, id_)
            connection.execute(delete(turns).where(turns.c.chat_id == id_))
            connection.execute(delete(chats).where(chats.c.id == id_))

    def _named(self, id_: str) -> ColumnElement[bool]:
        return and_(chats.c.id == id_, chats.c.owner == self._owner)

    def _title(self, connection: Connection, id_: str) -> str | None:
        return connection.execute(select(chats.c.title).where(self._named(id_))).scalar()

    def _must_be(self, connection: Connection, id_: str) -> None:
        if self._title(connection, id_) is None:
            raise ChatNotFound(
                f"the library has no conversation with the id {id_[:40]!r}; see litreview chats or Library.chats()"
            )


def _holds(word: str) -> ColumnElement[bool]:
    in_questions = exists().where(turns.c.chat_id == chats.c.id, holds(turns.c.words, word))
    return or_(holds(chats.c.words, word), in_questions)
