"""Conversations in the catalog."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from assistant.catalog import Catalog
from assistant.errors import BadRequest
from assistant.models import Answer, Chat, Turn


def turn(question: str) -> Turn:
    return Turn(question=question, asked=question, answer=Answer(question=question, status="no_evidence", text="None."))


def test_turns_are_kept_in_their_order_over_a_restart(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        assert catalog.chats().list() == ()
        assert catalog.chats().turns("tides") == ()
        for number in range(12):
            catalog.chats().save("tides", "On tides", turn(f"Question {number}?"))
    with closing(Catalog.open(tmp_path, create=False)) as catalog:
        assert [one.question for one in catalog.chats().turns("tides")] == [f"Question {n}?" for n in range(12)]
        assert catalog.chats().turns("tides", last=2) == (turn("Question 10?"), turn("Question 11?"))
        assert catalog.chats().list() == (Chat(id="tides", title="On tides", turns=12),)


def test_the_last_used_is_listed_first(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        for id_ in ("a", "b", "c", "a"):
            catalog.chats().save(id_, id_.upper(), turn("Why?"))
        assert [(chat.id, chat.turns) for chat in catalog.chats().list()] == [("a", 2), ("c", 1), ("b", 1)]


def test_renamed_and_deleted(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        catalog.chats().save("a", "First", turn("Why?"))
        catalog.chats().save("b", "Second", turn("Why?"))
        catalog.chats().rename("a", "Better")
        catalog.chats().save("a", "First", turn("How?"))
        assert catalog.chats().title("a") == "Better"
        catalog.chats().delete("a")
        assert [chat.id for chat in catalog.chats().list()] == ["b"]
        assert catalog.chats().turns("a") == ()
        for refused in (catalog.chats().delete, catalog.chats().check, lambda id_: catalog.chats().rename(id_, "x")):
            with pytest.raises(BadRequest, match="no conversation with the id 'a'"):
                refused("a")


def test_nobody_sees_the_conversations_of_another_owner(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        for owner in ("", "ada", "ola"):
            catalog.chats(owner).save(f"of-{owner}", f"Chat of {owner}", turn("Why?"))
        assert [chat.id for chat in catalog.chats("ada").list()] == ["of-ada"]
        for others in (catalog.chats(), catalog.chats("ola"), catalog.chats("Ada"), catalog.chats("%")):
            assert others.title("of-ada") is None
            assert others.turns("of-ada") == ()
            for refused in (others.delete, others.check, lambda id_, mine=others: mine.rename(id_, "x")):
                with pytest.raises(BadRequest, match="no conversation with the id 'of-ada'"):
                    refused("of-ada")
        with pytest.raises(IntegrityError):
            catalog.chats("ola").save("of-ada", "Mine", turn("How?"))
        assert catalog.chats("ada").turns("of-ada") == (turn("Why?"),)
        assert catalog.chats("ada").title("of-ada") == "Chat of ada"


def test_found_by_words_of_title_and_questions(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        chats = catalog.chats()
        chats.save("tides", "On Tides", turn("Wann steigt das Hochwasser in Tromsø?"))
        chats.save("tides", "On Tides", turn("And in 100% of the cases?"))
        chats.save("bread", "Bread", turn("Why does it rise in Tromsø?"))
        found = {
            words: [chat.id for chat in chats.list(words)]
            for words in ("tides", "TROMSO", "tromsø tides", "hochwasser 100%", "100_", "bread tides", " ")
        }
        assert found == {
            "tides": ["tides"],
            "TROMSO": ["bread", "tides"],
            "tromsø tides": ["tides"],
            "hochwasser 100%": ["tides"],
            "100_": [],
            "bread tides": [],
            " ": ["bread", "tides"],
        }
        chats.rename("tides", "Moon")
        assert chats.list("moon hochwasser")
        assert not chats.list("tides")
        with pytest.raises(BadRequest):
            chats.list("word " * 50 + " ".join(map(str, range(200))))
