"""Conversations: follow-ups are understood, every answer is saved, and nobody reads what is not theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Library
from assistant.errors import BadRequest
from tests.library.meadow import open_meadow

FIRST = "What do bumblebees learn under HUMBLE?"


def test_a_follow_up_is_understood_and_answered(meadow: Library) -> None:
    chat = meadow.chat()
    assert not chat.turns
    assert chat.title == ""
    chat.ask("How does HUMBLE work?")
    answer = chat.ask("And how many trials does it need?")
    assert answer.question == "How many trials does “HUMBLE” need?"
    assert answer.references[0].paper.title.startswith("HUMBLE")
    assert "twelve trials" in answer.text
    assert [(turn.question, turn.asked) for turn in chat.turns] == [
        ("How does HUMBLE work?", "How does HUMBLE work?"),
        ("And how many trials does it need?", "How many trials does “HUMBLE” need?"),
    ]
    assert chat.turns[-1].answer == answer
    assert answer == meadow.ask("How many trials does “HUMBLE” need?")


def test_a_new_question_is_not_mixed_with_the_old_topic(meadow: Library) -> None:
    chat = meadow.chat()
    chat.ask(FIRST)
    question = "Which seeds do ants refuse?"
    assert chat.ask(question) == meadow.ask(question)


def test_a_conversation_goes_on_after_a_restart(meadow: Library, tmp_path: Path) -> None:
    id_ = meadow.chat().id
    with pytest.raises(BadRequest):
        meadow.chat(id_)  # nothing was answered yet
    chat = meadow.chat()
    answer = chat.ask(FIRST)
    with open_meadow(tmp_path) as again:
        resumed = again.chat(chat.id)
        assert resumed.turns[0].answer == answer
        assert resumed.title == FIRST
        resumed.ask("Why?")
    assert len(chat.turns) == 2


def test_filters_and_limit_hold_for_one_question(meadow: Library) -> None:
    chat = meadow.chat()
    assert chat.ask("What do bees learn?", year="2018:", limit=1).references[0].paper.year == 2018
    assert len(chat.ask("Do honey bees count petals?").references) >= 1


def test_listed_renamed_deleted(meadow: Library) -> None:
    chats = [meadow.chat() for _ in range(3)]
    for chat in chats:
        chat.ask(FIRST)
    chats[0].ask("Why?")
    assert [one.id for one in meadow.chats()] == [chats[0].id, chats[2].id, chats[1].id]
    meadow.rename_chat(chats[1].id, "  Balls\nand bees ")
    assert (chats[1].title, meadow.chats()[-1].title) == ("Balls and bees", "Balls and bees")
    meadow.delete_chat(chats[2].id)
    assert len(meadow.chats()) == 2
    for title in ("", " \n", "x" * 201):
        with pytest.raises(BadRequest, match="the title"):
            meadow.rename_chat(chats[0].id, title)


def test_an_id_can_be_neither_guessed_nor_chosen(meadow: Library) -> None:
    ids = {meadow.chat().id for _ in range(50)}
    assert len(ids) == 50
    assert min(map(len, ids)) >= 20
    for id_ in ("mine", "", "%", "1"):
        for refused in (meadow.chat, meadow.delete_chat, lambda id_: meadow.rename_chat(id_, "x")):
            with pytest.raises(BadRequest, match="no conversation"):
                refused(id_)


@pytest.mark.parametrize("question", ["", "   ", "bee " * 2_000])
def test_what_can_not_be_asked_is_not_saved(question: str, meadow: Library) -> None:
    chat = meadow.chat()
    chat.ask(FIRST)
    with pytest.raises(BadRequest, match="the question"):
        chat.ask(question)
    assert len(chat.turns) == 1


def test_long_questions_make_short_titles(meadow: Library) -> None:
    for question in ("Which bees " + "really " * 30 + "roll balls?", "b" * 300):
        chat = meadow.chat()
        chat.ask(question)
        assert chat.title.endswith("…")
        assert len(chat.title) <= 61


def test_an_owner_has_conversations_of_their_own(meadow: Library) -> None:
    mine, theirs = meadow.chat(), meadow.chat(owner="ada")
    mine.ask(FIRST)
    theirs.ask("Which seeds do ants refuse?")
    theirs.ask("Why?")
    assert [one.id for one in meadow.chats()] == [mine.id]
    assert [(one.id, one.turns) for one in meadow.chats("ada", "SEEDS why")] == [(theirs.id, 2)]
    assert not meadow.chats("ada", "bumblebees")
    assert meadow.chat(theirs.id, "ada").turns == theirs.turns
    for owner in ("", "ola"):
        with pytest.raises(BadRequest, match="no conversation"):
            meadow.chat(theirs.id, owner)
        with pytest.raises(BadRequest, match="no conversation"):
            meadow.rename_chat(theirs.id, "Mine", owner)
        with pytest.raises(BadRequest, match="no conversation"):
            meadow.delete_chat(theirs.id, owner)
    meadow.delete_chat(theirs.id, "ada")
    assert not meadow.chats("ada")
