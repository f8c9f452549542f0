"""Where the question itself finds little, a model writes more queries; where it finds nothing or enough, none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import Answer, Library, Settings, to_markdown
from assistant.llm import Addressee, Limits, Model
from assistant.steps import widen
from tests.flows.bees import ELSEWHERE, QUESTION
from tests.stubs import Reply, ScriptedModel

THIN = "How heavy may a transmitter be for an insect?"
WROTE = f"1. radar tag weight\n- “Radar tag weight”\n\nbackpack mass of foraging bees\n{THIN}"
ANSWER = "We design a radar tag of eleven milligrams from printed copper [1]."
Ask = Callable[..., tuple[Answer, ScriptedModel]]


@pytest.fixture
def ask(bees: Library, bees_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Ask the library of bees with a model that says this, where all that is found counts as little, or as enough."""
    opened: list[Library] = []

    def run(question: str, *replies: Reply, little: bool = True) -> tuple[Answer, ScriptedModel]:
        monkeypatch.setattr(widen, "_LITTLE", 1.0 if little else 0.0)
        chat = ScriptedModel(replies)
        model = Model(chat, Addressee("scripted:bee"), limits=Limits(timeout=5.0, retries=0))
        opened.append(Library.open(bees_folder, settings=Settings(), model=model))
        answer = opened[-1].ask(question)
        chat.check_used_up()
        return answer, chat

    yield run
    for library in opened:
        library.close()


def test_little_evidence_is_widened_by_one_call(ask: Ask) -> None:
    answer, chat = ask(THIN, WROTE, ANSWER)
    assert answer.queries == ("radar tag weight", "backpack mass of foraging bees")
    assert answer.usage is not None
    assert answer.usage.calls == len(chat.history) == 2
    assert THIN in chat.prompts[0]
    assert "[1] " in chat.prompts[0]
    assert "*Also searched for: radar tag weight; backpack mass of foraging bees.*" in to_markdown(answer)
    assert ask(THIN, WROTE, ANSWER)[0] == answer, "the same queries find the same"


def test_enough_evidence_and_none_are_not_widened(ask: Ask) -> None:
    assert ask(QUESTION, "Swarming is foretold nine days ahead [1].", little=False)[0].queries == ()
    nothing, chat = ask(ELSEWHERE)
    assert (nothing.status, nothing.queries, chat.history) == ("no_evidence", (), ())


@pytest.mark.parametrize("reply", [ConnectionError("gone"), "nothing"])
def test_a_model_that_writes_no_queries_is_done_without(ask: Ask, reply: Reply) -> None:
    answer, _ = ask(THIN, reply, ANSWER)
    assert answer.queries == ()
    assert answer.model == "scripted:bee"
    assert answer.note.startswith("Searched for the question alone") is isinstance(reply, Exception)


def test_merging_never_loses_what_the_question_found(bees: Library) -> None:
    index, get = bees._stores.ready(), bees._stores.catalog.get
    from assistant.steps.retrieve import retrieve

    own, other = (retrieve(text, index, get, limit=5) for text in (QUESTION, "waggle dance of robots"))
    both = widen.merged(own, [other], limit=20)
    scores, found = dict(both.scores), [hit.paper.id for hit in both.hits]
    assert {hit.paper.id for hit in (*own.hits, *other.hits)} == set(found)
    assert all(scores[paper_id] == max(dict(own.scores).get(paper_id, 0), dict(other.scores).get(paper_id, 0))
               for paper_id in found)  # fmt: skip
    assert list(scores.values()) == sorted(scores.values(), reverse=True)
    assert both.cosines == own.cosines
