"""Conversations over several turns: a follow-up stays with the papers it means, and quotes each that it compares."""

from __future__ import annotations

import pytest

from assistant import Answer, BadRequest, Library
from tests.flows.conftest import WithModel
from tests.flows.trace import check_answer
from tests.llm.server import says

SOUNDS = "Which sounds of a hive warn of swarming or of queen loss?"
HIVE, QUEEN = "Hive Sounds before Swarming", "Queen Loss Detected by Sound Alone"
MITES, CLOVER = "Counting Mites with a Phone", "How Bees Remember a Patch of Clover"


def quoted(answer: Answer) -> list[str]:
    """The titles of the papers that are quoted, in the order of their numbers."""
    cited = {citation.number for sentence in answer.sentences for citation in sentence.citations}
    return [reference.paper.title for reference in answer.references if reference.number in cited]


def talk(library: Library, *questions: str) -> Answer:
    """The answer to the last of these questions, asked one after the other."""
    chat = library.chat()
    try:
        *_, last = [chat.ask(question) for question in questions]
        return check_answer(last, library)
    finally:
        library.delete_chat(chat.id)


@pytest.mark.parametrize(
    "follow_up",
    [
        "how do the two differ?",
        "And how does the first compare with the other one?",
        "compare [1] and [2]",
        "Do both agree?",
        "which of them is more reliable?",
    ],
)
def test_each_paper_that_is_compared_is_quoted_and_no_other(bees: Library, follow_up: str) -> None:
    first = talk(bees, SOUNDS)
    assert {HIVE, QUEEN} <= set(quoted(first)[:2])
    answer = talk(bees, SOUNDS, follow_up)
    assert answer.status == "answered"
    meant = quoted(first) if "them" in follow_up else quoted(first)[:2]
    assert quoted(answer) == meant
    for title in meant:
        assert f"“{title}”" in answer.question


def test_a_paper_that_is_compared_by_name_is_quoted_too(bees: Library) -> None:
    answer = talk(bees, SOUNDS, f"How does the first compare with {CLOVER}?")
    assert set(quoted(answer)) == {quoted(talk(bees, SOUNDS))[0], CLOVER}
    answer = talk(bees, f"How does {MITES} differ from {CLOVER}?")
    assert quoted(answer) == [MITES, CLOVER]


def test_a_follow_up_stays_with_the_paper_it_is_about(bees: Library) -> None:
    for follow_up in ("its limitations?", "What are the limitations of this paper?", "and its drawbacks?"):
        answer = talk(bees, f"What does “{MITES}” introduce?", follow_up)
        assert quoted(answer) == [MITES]
        assert "Dirty boards" in answer.text
        assert len(answer.sentences) == 1


@pytest.mark.parametrize(
    "follow_up", ["its limitations?", "what about its learning rate?", "does it use a transformer?"]
)
def test_what_the_abstract_has_nothing_on_is_said_plainly(bees: Library, follow_up: str) -> None:
    answer = talk(bees, f"How is memory studied in “{CLOVER}”?", follow_up)
    assert answer.status == "no_evidence"
    assert answer.text.startswith("The abstract does not say it")
    assert CLOVER in answer.text
    assert [bees.show(one.paper_id).title for one in answer.open_in_full] == [CLOVER]
    assert answer.closest == (answer.open_in_full[0].paper_id,)


def test_the_paper_is_kept_in_mind_after_an_abstention(bees: Library) -> None:
    answer = talk(bees, f"What does “{MITES}” introduce?", "its licence?", "its limitations?")
    assert quoted(answer) == [MITES]


def test_a_number_that_nothing_cites_is_refused_in_words_and_not_saved(bees: Library) -> None:
    chat = bees.chat()
    chat.ask(SOUNDS)
    with pytest.raises(BadRequest, match=r"no answer of this conversation cites a \[9\]"):
        chat.ask("compare [1] and [9]")
    assert len(chat.turns) == 1
    bees.delete_chat(chat.id)


@pytest.mark.parametrize("rewritten", ["How does [1] compare with [2]?", "I cannot say."], ids=["model", "rules"])
def test_a_model_is_shown_the_papers_that_are_compared_and_no_others(with_model: WithModel, rewritten: str) -> None:
    library, server = with_model(
        says("Hive sounds warn of swarming nine days ahead [1]. Queen loss is heard in one night [2]."),
        says(rewritten),
        says("The first warns nine days ahead [1]. The second listens for one night [2]."),
    )
    chat = library.chat()
    first = chat.ask(SOUNDS)
    chat.ask("How does the first one compare with the other one?")
    library.delete_chat(chat.id)
    shown = server.requests[-1].texts[1]
    for reference in first.references:
        assert reference.paper.abstract.split(". ")[-1] in shown
    assert "[3]" not in shown
