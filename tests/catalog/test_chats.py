"""Conversations in the catalog."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.catalog import FILE, Catalog
from assistant.errors import BadRequest
from assistant.models import Answer, Chat, Turn


def turn(question: str) -> Turn:
    return Turn(question=question, asked=question, answer=Answer(question=question, status="no_evidence", text="None."))


def test_turns_are_kept_in_their_order_over_a_restart(tmp_path: Path) -> None:
    with Catalog.open(tmp_path, create=True) as catalog:
        assert catalog.chats.list() == ()
        assert catalog.chats.turns("tides") == ()
        for number in range(12):
            catalog.chats.save("tides", "On tides", turn(f"Question {number}?"))
    with Catalog.open(tmp_path, create=False) as catalog:
        assert [one.question for one in catalog.chats.turns("tides")] == [f"Question {n}?" for n in range(12)]
        assert catalog.chats.turns("tides", last=2) == (turn("Question 10?"), turn("Question 11?"))
        assert catalog.chats.list() == (Chat(id="tides", title="On tides", turns=12),)


def test_the_last_used_is_listed_first(tmp_path: Path) -> None:
    with Catalog.open(tmp_path, create=True) as catalog:
        for id_ in ("a", "b", "c", "a"):
            catalog.chats.save(id_, id_.upper(), turn("Why?"))
        assert [(chat.id, chat.turns) for chat in catalog.chats.list()] == [("a", 2), ("c", 1), ("b", 1)]


def test_renamed_and_deleted(tmp_path: Path) -> None:
    with Catalog.open(tmp_path, create=True) as catalog:
        catalog.chats.save("a", "First", turn("Why?"))
        catalog.chats.save("b", "Second", turn("Why?"))
        catalog.chats.rename("a", "Better")
        catalog.chats.save("a", "First", turn("How?"))
        assert catalog.chats.title("a") == "Better"
        catalog.chats.delete("a")
        assert [chat.id for chat in catalog.chats.list()] == ["b"]
        assert catalog.chats.turns("a") == ()
        for refused in (catalog.chats.delete, catalog.chats.check, lambda id_: catalog.chats.rename(id_, "x")):
            with pytest.raises(BadRequest, match="no conversation with the id 'a'"):
                refused("a")


def test_a_library_from_before_there_were_conversations_gets_them(tmp_path: Path) -> None:
    Catalog.open(tmp_path, create=True).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.executescript("DROP TABLE chats; DROP TABLE turns;")
    with Catalog.open(tmp_path, create=False) as catalog:
        assert catalog.chats.list() == ()
        assert catalog.chats.turns("a") == ()
        for refused in (catalog.chats.delete, catalog.chats.check):
            with pytest.raises(BadRequest):
                refused("a")
        catalog.chats.save("a", "First", turn("Why?"))
        assert catalog.chats.turns("a") == (turn("Why?"),)
