"""Follow-up questions are understood after the conversation; questions of their own are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Answer, Paper, Reference, Turn
from assistant.steps.condense import condense


def turn(question: str, *titles: str, asked: str | None = None) -> Turn:
    """A turn whose answer cites papers with these titles."""
    papers = [Paper(id=f"p{n}", key=f"k{n}", title=title) for n, title in enumerate(titles, 1)]
    references = tuple(Reference(number=n, paper=paper) for n, paper in enumerate(papers, 1))
    asked = asked or question
    answer = Answer(question=asked, status="answered", text="", references=references)
    return Turn(question=question, asked=asked, answer=answer)


HOOKS = "How do crows make hooks?"
CROWS = [turn(HOOKS, "Crows That Bend Wire", "No Hooks Without Teachers?", "TALON: Claws That Learn")]
TALON = [turn("How does TALON hold a branch?", "TALON: Claws That Learn")]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("and how does it compare with the other one?", "How does “{1}” compare with “{2}”?"),
        ("Is the second better than the first?", "Is “{2}” better than “{1}”?"),
        ("Does the last one mention rooks?", "Does “TALON” mention rooks?"),
        ("What does the latter say about teaching?", "What does “{2}” say about teaching?"),
        ("compare [1] and [3]", "Compare “{1}” and “TALON”"),
        ("How do the two differ?", "How do “{1}” and “{2}” differ?"),
        ("Compare the first and the third", "Compare “{1}” and “TALON”"),
        ("how do the first two differ?", "How do “{1}” and “{2}” differ?"),
        ("how do the last two differ?", "How do “{2}” and “TALON” differ?"),
        ("Which of them is faster?", "Which of “{1}”, “{2}” and “TALON” is faster?"),
        ("Do both papers agree?", "Do “{1}” and “{2}” agree?"),
        ("and how do they compare?", "How do “{1}”, “{2}” and “TALON” compare?"),
        ("What about the other paper?", f"Regarding “{HOOKS}”: what about “{{2}}”?"),
    ],
)
def test_papers_of_the_last_answer_are_named(typed: str, understood: str) -> None:
    titles = [reference.paper.title for reference in CROWS[0].answer.references]
    assert condense(typed, CROWS) == understood.format("", *titles)


def test_numbers_of_one_question_are_those_of_one_answer() -> None:
    assert condense("compare [1] and [3]", [*CROWS, *TALON]) == "Compare “Crows That Bend Wire” and “TALON”"
    assert condense("compare [1] and [2]", [*TALON, *CROWS, *TALON]).endswith("and “No Hooks Without Teachers?”")
    assert condense("what does [1] hold?", [*CROWS, *TALON]) == "What does “TALON” hold?"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("Does it need a perch?", "Does “TALON” need a perch?"),
        ("but what are its limits?", "What are “TALON”’s limits?"),
        ("Is this method better than BEAK?", "Is “TALON” better than BEAK?"),
        ("Does it tire because it is heavy?", "Does “TALON” tire because it is heavy?"),
    ],
)
def test_it_is_what_was_asked_about_by_name(typed: str, understood: str) -> None:
    assert condense(typed, TALON) == understood


@pytest.mark.parametrize(
    ("typed", "goes_on"),
    [
        ("How do they learn it?", "how do they learn it?"),
        ("What are the limitations?", "what are the limitations?"),
        ("Why?", "why?"),
        ("why is that?", "why is that?"),
        ("What about rooks?", "what about rooks?"),
        ("And in captivity?", "in captivity?"),
        ("and how many trials?", "how many trials?"),
        ("And how do young birds learn?", "how do young birds learn?"),
        ("Which animals?", "which animals?"),
        ("Are those methods reliable?", "are those methods reliable?"),
        ("Does the same hold for jays?", "does the same hold for jays?"),
        ("Which benchmarks did they use?", "which benchmarks did they use?"),
        ("What did the authors conclude?", "what did the authors conclude?"),
        ("What does the fifth say?", "what does the fifth say?"),
        ("Tell me more", "tell me more"),
    ],
)
def test_else_the_question_it_belongs_to_is_quoted(typed: str, goes_on: str) -> None:
    assert condense(typed, CROWS) == f"Regarding “{HOOKS}”: {goes_on}"


@pytest.mark.parametrize(
    "question",
    [
        "Why do songbirds sing at dawn?",
        "memory of jays",
        "Is there evidence that sleep helps memory?",
        "Which methods that use a model plan online?",
        "Is it possible to plan without a model?",
        "How long does it take to train a falcon?",
        "Does it matter whether rewards are sparse?",
        "Does TALON use its claws in flight?",
        "How do crows make their tools?",
        "What is episodic control and how does it work?",
        "If an agent has a memory, does it explore better?",
        "What was the first bird that learned to speak?",
        "What is the second law of thermodynamics?",
        "Do some birds sing while the others listen?",
        "Compare wire and wood: is the second better?",
        "Is the memory of jays better than that of crows?",
        "Do both crows and rooks use tools?",
        "Which papers in this library use transformers?",
        "How does play such as sliding help?",
        "On what tasks do transformers beat recurrent networks?",
        "Is IT infrastructure expensive?",
        "Which  one of wire and wood bends better?",
    ],
)
def test_a_question_of_its_own_is_left_word_for_word(question: str) -> None:
    for turns in (CROWS, TALON):
        assert condense(question, turns) == question


@pytest.mark.parametrize("typed", ["what about BEAK?", "And how about BEAK?"])
def test_another_name_takes_the_place_of_the_one_that_was_asked_about(typed: str) -> None:
    assert condense(typed, [turn("How much does TALON weigh?", "Claws")]) == "How much does BEAK weigh?"
    assert condense(typed, [turn("What is TALON?", "Claws")]) == "What is BEAK?"


def test_the_first_question_is_left_word_for_word() -> None:
    assert condense("and how does it compare with the other one?", []) == "and how does it compare with the other one?"


def test_follow_ups_of_follow_ups_keep_the_topic() -> None:
    turns = list(CROWS)
    for typed, understood in (
        ("Do they learn it from adults?", f"Regarding “{HOOKS}”: do they learn it from adults?"),
        ("At what age?", f"Regarding “{HOOKS}” and “do they learn it from adults?”: at what age?"),
        ("Why?", f"Regarding “{HOOKS}” and “at what age?”: why?"),
        ("Why do warblers sing?", "Why do warblers sing?"),
        ("And in winter?", "Regarding “Why do warblers sing?”: in winter?"),
    ):
        asked = condense(typed, turns)
        assert asked == understood
        turns.append(turn(typed, asked=asked))
    assert condense("Does it fly?", [*TALON, turn("Why?", asked="Regarding “How does TALON grip?”: why?")]) == (
        "Does “TALON” fly?"
    )


@given(st.text(), st.text(min_size=1), st.text())
def test_any_text_is_taken_and_never_grows_much(question: str, before: str, title: str) -> None:
    turns = [turn(before, title, "Another Title"), turn("why?", asked=f"Regarding “{before}”: why?")]
    for one in (question, f"and how does it compare with the other one {question}", f"why? {question}"):
        asked = condense(one, turns)
        assert asked == one or 0 < len(asked) <= len(one) + 700
