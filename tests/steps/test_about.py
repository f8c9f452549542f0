"""Which papers a question is about, and what it asks of them."""

from __future__ import annotations

import pytest

from assistant.models import Paper
from assistant.steps.about import about, asked_beside

TALON = Paper(id="talon", key="t", title="TALON: Claws That Learn", year=2011, abstract="TALON grips a branch.")
BEAK = Paper(
    id="beak",
    key="b",
    title="Learning to Crack Nuts",
    year=2015,
    abstract="We present Beak Control (BC), which cracks nuts. Unlike TALON, Beak Control needs no perch.",
)
NESTS = Paper(
    id="nests", key="n", title="What Nests Are Made Of", year=2012, abstract="Nests are moss. Most nests lean."
)
BIRDS = (NESTS, BEAK, TALON)


@pytest.mark.parametrize(
    ("question", "papers", "asked"),
    [
        ("What are “TALON”’s limits?", ["talon"], "What are limits?"),
        ("Regarding “Learning to Crack Nuts”: in winter?", ["beak"], ": in winter?"),
        ("How does TALON differ from beak control?", ["talon", "beak"], "How does differ from ?"),
        ("Compare “Learning to Crack Nuts” with TALON", ["beak", "talon"], "Compare with"),
        ("Is BC better than TALON at night?", ["beak", "talon"], "Is better than at night?"),
        ("Compare “TALON” and what nests are made of", ["talon", "nests"], "Compare and"),
        ("How does “TALON” compare with crack nuts?", ["talon", "beak"], "How does compare with ?"),
    ],
)
def test_papers_in_the_order_of_their_names_and_the_rest_of_the_question(
    question: str, papers: list[str], asked: str
) -> None:
    found = about(question, BIRDS)
    assert found is not None
    assert (list(found.papers), found.asked) == (papers, asked)


@pytest.mark.parametrize(
    "question",
    [
        "How does TALON grip?",  # other papers may tell of it
        "Which other papers use “TALON”?",
        "Which methods build on “TALON”?",
        "Which claws other than TALON and Beak Control grip?",
        "How do crows compare with rooks?",
        "How does TALON compare with rooks?",
        "How do Nests compare with Caves?",  # begins sentences, and is no name
        "",
    ],
)
def test_any_other_question_is_put_to_the_whole_library(question: str) -> None:
    assert about(question, BIRDS) is None


def test_of_two_papers_that_use_a_name_the_one_that_presents_it_is_meant() -> None:
    user = Paper(id="user", key="u", title="On Perches", year=2001, abstract="TALON and TALON again. It is TALON.")
    found = about("How does TALON compare with Learning to Crack Nuts?", (user, *BIRDS))
    assert found is not None
    assert set(found.papers) == {"talon", "beak"}


def test_who_asks_for_others_gets_none_of_those_that_are_named() -> None:
    assert asked_beside("Which papers build on “TALON”?", BIRDS) == {"talon"}
    for question in ("What is “TALON”?", "Which papers build on claws?", "Which papers compare “TALON” with rooks?"):
        assert asked_beside(question, BIRDS) == frozenset()


def test_an_abbreviation_that_is_part_of_another_name_is_not_the_paper_s_own() -> None:
    user = Paper(id="user", key="u", title="Grip", abstract="The long TALON (longTALON) grips. Others use TALON.")
    found = about("Is “Learning to Crack Nuts” better than TALON?", (user, BEAK))
    assert found is not None
    assert found.papers == ("beak",)
