"""A question against a paper, word by word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.models import Paper
from tests.invented import BARE, HORN, LIBRARY, QUESTIONS, RYE, indexed, paper
from vectorstore.index import Index
from vectorstore.matching import Match, content_words, match
from vectorstore.passages import sentences


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("matching"))


def test_asking_words_say_nothing_of_the_subject() -> None:
    assert content_words("What do we know about the sleep of Bakers' towns?") == ["sleep", "bakers'", "towns"]
    assert content_words("How does it work?") == content_words("?!") == content_words("") == []


@pytest.mark.parametrize(("question", "one", "place"), QUESTIONS)
def test_the_sentence_that_answers_scores_best(index: Index, question: str, one: Paper, place: int) -> None:
    (found,) = match(question, [one], index)
    assert len(found.sentences) == len(sentences(one.abstract))
    assert max(range(len(found.sentences)), key=lambda n: found.sentences[n]) == place


def test_the_paper_asked_about_is_covered_best(index: Index) -> None:
    found = match("Do low fog horns wake towns?", LIBRARY, index)
    assert max(zip(found, LIBRARY, strict=True), key=lambda pair: pair[0].coverage)[1] == HORN
    for one in found:
        assert one.worst <= one.weakest <= 1.000001
        assert one.coverage <= 1.000001


def test_a_text_covers_itself(index: Index) -> None:
    (found,) = match(RYE.title, [RYE], index)
    assert found.coverage == found.worst == pytest.approx(1.0, abs=1e-4)


def test_how_many_are_matched_at_once_makes_no_difference(index: Index) -> None:
    question = "Why does a crust crackle?"
    together = match(question, LIBRARY, index)
    assert together == [one for each in LIBRARY for one in match(question, [each], index)]
    assert match(question, [], index) == []


def test_words_met_in_one_sentence_are_met_together(index: Index) -> None:
    whole = paper("whole", "Notes", "Rye starters sour slowly in cold kitchens. Horns were blown.")
    scattered = paper(
        "scattered", "Notes", "Rye was sown. Starters were weighed. Milk sours slowly. Kitchens were cold."
    )
    one, other = match("cold rye starters in kitchens", [whole, scattered], index)
    assert one.coverage == pytest.approx(other.coverage, abs=0.05)
    assert one.together == pytest.approx(one.coverage, abs=0.02)
    assert other.together < one.together - 0.2


def test_a_title_completes_its_sentences(index: Index) -> None:
    kitchens = paper("kitchens", "Cold Kitchens", "Rye starters sour.")
    notes = paper("notes", "Notes", "Rye starters sour.")
    named, nameless = match("cold rye starters", [kitchens, notes], index)
    assert named.together > nameless.together + 0.1
    alone = match("cold rye starters", [kitchens, notes], index, titled=False)
    assert alone[0] == alone[1]


def test_a_paper_without_sentences_is_met_by_its_title(index: Index) -> None:
    (found,) = match("Snow Algae", [paper("snow", "Snow Algae")], index)
    assert found.sentences == ()
    assert found.coverage > 0.9
    assert found.together == found.coverage


def test_the_nearest_sentence_says_most_of_what_is_asked(index: Index) -> None:
    question = "What do cold kitchens do to rye starters?"
    near = paper("near", "Notes", "Rye starters sour in cold kitchens. Brass horns crack.")
    far = paper("far", "Notes", "Brass horns crack. Varnish peels.")
    one, other = match(question, [near, far], index)
    assert one.nearest > other.nearest + 0.2
    (bare,) = match(question, [paper("bare", "Cold Kitchens and Rye Starters")], index)
    assert bare.nearest == 0.0


def test_a_paper_without_anything_is_not_met(tmp_path: Path) -> None:
    index = indexed(tmp_path, [])
    assert match("snow algae", [BARE], index, titled=False) == [Match((), 0.0, 0.0, 0.0, 0.0, 0.0)]


@given(st.text(max_size=40))
@settings(max_examples=30)
def test_any_question_is_matched(index: Index, question: str) -> None:
    for found in match(question, [RYE, HORN], index):
        assert all(-1.0 <= score <= 1.0 for score in found.sentences)
        assert found.worst <= found.weakest
