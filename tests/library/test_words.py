"""Questions, filters and names as people and programs write them, however odd."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import BadRequest, Library, PaperNotFound, Settings, save, to_markdown
from tests.cli.birds import HOSTILE
from tests.flows.bees import write_lines
from tests.flows.trace import check_answer, check_outline, check_review, check_search
from tests.library.ships import TEACUPS, write_ships

QUESTION = "How high are tides in teacups?"


@pytest.fixture(scope="module")
def ships(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ships")
    with Library.open(folder / "library", settings=Settings(embedder="builtin")) as library:
        library.add(write_ships(folder / "ships.jsonl", range(6)), write_lines(folder / "owls.jsonl", HOSTILE, TEACUPS))
        yield library


def _readers(library: Library) -> tuple[object, ...]:
    return (library.ask, library.search, library.review, library.outline)


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x1b", "\u2003"])
def test_nothing_asked_is_refused(text: str, ships: Library) -> None:
    for read in _readers(ships):
        with pytest.raises(BadRequest, match="is empty"):
            read(text)  # type: ignore[operator]


def test_a_question_of_a_hundred_thousand_characters_is_refused_in_a_short_line(ships: Library) -> None:
    for read in _readers(ships):
        with pytest.raises(BadRequest, match="100,000 characters") as caught:
            read("anchor " * 14_285 + "sails")  # type: ignore[operator]
        assert len(str(caught.value)) < 120


@settings(max_examples=15)
@given(st.text(st.characters(), min_size=1, max_size=120))
def test_any_text_can_be_asked(ships: Library, text: str) -> None:
    with suppress(BadRequest):  # where only spaces are left of it
        check_answer(ships.ask(text), ships)
        check_search(ships.search(text), ships)
        check_review(ships.review(text), ships)
        check_outline(ships.outline(text), ships)


@pytest.mark.parametrize(
    "mark", ["\ud800", "\x00", "\x1b[2J", "\u202e", "\r\n", '"', ":", "(", "*", "-", "\\", "~", "[1]", "{{", "'; --"]
)
def test_marks_around_a_question_do_not_change_what_it_finds(mark: str, ships: Library) -> None:
    answer = check_answer(ships.ask(f"{mark}{QUESTION} {mark}"), ships)
    assert answer.references[0].paper.title == TEACUPS["title"]
    assert not set("\ud800\x00\x1b\r\n") & set(answer.question)
    answer.model_dump_json().encode()


@settings(max_examples=30)
@given(st.text(st.characters(), max_size=40), st.text(st.characters(), max_size=40))
def test_any_text_can_be_filtered_by(ships: Library, word: str, other: str) -> None:
    for paper in ships.papers(word, author=other, venue=word, category=other):
        assert ships.show(paper.id) == paper
    ships.search("ship", author=word)
    with suppress(PaperNotFound):
        ships.show(word)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_leaves_nothing_is_refused(limit: int, ships: Library) -> None:
    for read in (*_readers(ships), lambda _, limit: ships.papers(limit=limit)):
        with pytest.raises(BadRequest, match="1 or more"):
            read("ship", limit=limit)  # type: ignore[operator]


def test_a_hostile_title_is_only_text(ships: Library, tmp_path: Path) -> None:
    answer = check_answer(ships.ask("Do owls bend light with mirrors?"), ships)
    assert "Owls" in answer.references[0].paper.title
    for text in (to_markdown(answer), to_markdown(ships.review("owls bend light"))):
        assert not set("\x1b\x07\u202e") & set(text)
        assert "<b>" not in text
        assert "](http://bad.example)" not in text
    save(answer, tmp_path / "answer.md")
    save(ships.papers(), tmp_path / "papers.jsonl")
    with Library.open(tmp_path / "copy", embedder="builtin") as copy:
        assert copy.add(tmp_path / "papers.jsonl").papers == 8
        assert asyncio.run(copy.as_chain().ainvoke("Do owls bend light with mirrors?")).references
