"""Suggested questions: each is answered, and the same papers give the same ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Library
from assistant.errors import BadRequest
from tests.library.meadow import LATER, open_meadow, write_papers


def test_every_one_is_answered_and_none_is_saved(meadow: Library, tmp_path: Path) -> None:
    found = meadow.suggestions()
    assert found
    assert len(set(found)) == len(found) <= 4
    assert meadow._stores.catalog.capsules.beginning("") == ()
    assert {meadow.ask(question).status for question in found} == {"answered"}
    with open_meadow(tmp_path) as again:
        assert again.suggestions() == found
    assert len(meadow.suggestions(1)) == 1


def test_they_follow_the_papers(meadow: Library, tmp_path: Path) -> None:
    before = meadow.suggestions(9)
    meadow.add(write_papers(tmp_path / "later.jsonl", {**LATER, "title": "When Do Bees Count in the Dark?"}))
    assert "When do bees count in the dark?" in meadow.suggestions(9)
    meadow.remove(*(paper.id for paper in meadow.papers()))
    assert before
    assert meadow.suggestions() == ()
    with pytest.raises(BadRequest):
        meadow.suggestions(0)


def test_themes_are_what_several_papers_are_about(tmp_path: Path) -> None:
    with open_meadow(tmp_path) as library:
        titles = ["Honey Bees at Dusk", "Lost Honey Bees", "Counting by Honey Bees", "Slow Snails", "Fast Snails"]
        others = [f"Notes on Hedge Number {n}" for n in range(9)]
        papers = [{**LATER, "title": title, "abstract": f"We saw {title.lower()}."} for title in (*titles, *others)]
        library.add(write_papers(tmp_path / "bees.jsonl", *papers))
        assert "honey bees" in library.themes()
        assert library.themes(1) == library.themes()[:1]
        library.remove(*(paper.id for paper in library.papers()))
        assert library.themes() == ()
