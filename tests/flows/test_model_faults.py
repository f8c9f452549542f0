"""Whatever the model's server does, the user gets an answer that can be checked, and a line that says why.

Every fault goes through ``Library.ask`` and the real client; the turn and the run must be saved each time.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import Answer, Library
from assistant.library.equipment import try_model
from assistant.llm import Probe
from assistant.settings import load
from tests.flows.bees import QUESTION
from tests.flows.conftest import WithModel
from tests.flows.trace import check_answer
from tests.llm.server import Request, Server, Turn, closed_port, fails, raw, says

KEY = "sk-" + "honeycomb" * 3
FAITHFUL = "A classifier on the spectrum of hive sounds warns of swarming nine days ahead"
QUICK = 0.4  # seconds, where silence is expected
TOO_LONG = fails(400, code="context_length_exceeded", message="maximum context length is 1024 tokens")


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def ask(library: Library, most: float = 20.0) -> Answer:
    """Ask in a conversation; what is acknowledged is kept, nothing hangs, and no key is shown."""
    chat = library.chat()
    began = time.monotonic()
    answer = chat.ask(QUESTION)
    assert time.monotonic() - began < most
    assert [turn.answer for turn in library.chat(chat.id).turns] == [answer]
    library.delete_chat(chat.id)
    assert library._stores.catalog.capsules.text(answer.capsule)
    assert KEY not in answer.model_dump_json()
    assert "\n" not in answer.note
    return answer


def check_quoted(answer: Answer, library: Library, reason: str) -> None:
    """The answer is made of quotes and says why."""
    check_answer(answer, library)
    assert (answer.status, answer.model) == ("answered", None)
    assert {sentence.support for sentence in answer.sentences} == {"verbatim"}
    assert answer.note.startswith("Quoted sentences, because the language model did not answer: ")
    assert re.search(reason, answer.note), answer.note
    assert QUESTION not in answer.note


FAULTS: dict[str, tuple[Turn, str]] = {
    "401": (fails(401, message=f"bad key {KEY}"), r"refuses the key \(401\); check OPENAI_API_KEY"),
    "404 model": (fails(404, code="model_not_found"), r"isn't known there \(404, model_not_found\)"),
    "429": (fails(429), r"no more requests for now \(429\)"),
    "429, in an hour": (fails(429, retry_after="3600"), "it asks to wait 3600 s"),
    "500": (fails(500), r"a fault of its own \(500\)"),
    "slow first token": (says(FAITHFUL, first=60.0), f"did not answer within {QUICK} s"),
    "stalled": (says(FAITHFUL, stall=3), f"stopped in the middle of its reply for more than {QUICK} s"),
    "cut": (says(FAITHFUL, cut=3), "broke in the middle of its reply"),
    "empty": (says(""), "empty reply"),
    "only thoughts": (says("<think>nine days [1]</think>"), "empty reply"),
    "invalid JSON": (raw('{"choices": [{"mess'), "no reply"),
    "too long for it, always": (TOO_LONG, "too long"),
    "200,000 characters": (says(("nectar" * 66 + " ") * 500), "did not stop after 100,000 characters"),
}


@pytest.mark.parametrize(("turn", "reason"), FAULTS.values(), ids=FAULTS)
def test_what_can_be_answered_is_quoted_with_a_line_that_says_why(
    turn: Turn, reason: str, with_model: WithModel
) -> None:
    silent = turn.first or turn.stall is not None
    library, _ = with_model(otherwise=lambda request: turn, retries=1, timeout=QUICK if silent else 5.0)
    check_quoted(ask(library), library, reason)


def test_no_server_there(with_model: WithModel) -> None:
    library, _ = with_model(base_url=closed_port(), retries=1)
    check_quoted(ask(library), library, "can't be reached; see that its server runs")


def test_a_name_that_is_not_known(with_model: WithModel, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def unknown(host: object, *_: object, **__: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.delenv("LITREVIEW_MODEL_CALLS")  # the resolver is ours here, and knows no name
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    library, _ = with_model(base_url="http://bees.invalid/v1")
    check_quoted(ask(library), library, "can't be reached; .* address and the network are right")
    assert {str(host) for host in asked} <= {"bees.invalid", "b'bees.invalid'"}
    assert asked


@pytest.mark.parametrize("fault", [fails(429), fails(429, retry_after="0.3"), fails(500)])
def test_a_fault_that_passes_is_not_noticed(fault: Turn, with_model: WithModel) -> None:
    library, server = with_model(fault, says(f"{FAITHFUL} [1]."), retries=1)
    began = time.monotonic()
    answer = ask(library)
    assert (answer.model, answer.note) == ("openai:bee", "")
    assert [sentence.support for sentence in answer.sentences] == ["supported"]
    assert len(server.requests) == 2
    assert time.monotonic() - began >= float(fault.headers.get("Retry-After", 0))


def test_less_is_shown_to_a_model_that_reads_less(with_model: WithModel) -> None:
    library, server = with_model(TOO_LONG, TOO_LONG, says(f"{FAITHFUL} [1]."))
    assert ask(library).model == "openai:bee"
    lengths = [len(request.texts[-1]) for request in server.requests]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) == 3


def _shown(request: Request) -> dict[int, str]:
    """The passages behind the markers."""
    return {int(n): text for n, text in re.findall(r"^\[(\d+)\] (.*)$", request.texts[-1], re.MULTILINE)}


MARKERS: dict[str, tuple[int, ...]] = {
    "[1, 3]": (1, 3),
    "[1-3]": (1, 2, 3),
    "(1)": (1,),
    "【1】": (1,),
    "[^1]": (1,),
}


@pytest.mark.parametrize(("marker", "cited"), MARKERS.items())
def test_a_marker_of_any_shape_leads_to_its_paper(marker: str, cited: Sequence[int], with_model: WithModel) -> None:
    library, server = with_model(otherwise=lambda request: says(f"{FAITHFUL} {marker}."))
    answer = ask(library)
    passages = _shown(server.requests[0])
    first = passages[1].split(" … ")[0]
    assert [reference.number for reference in answer.references] == list(range(1, len(cited) + 1))
    assert first[:40] in answer.references[0].paper.abstract
    for number, reference in zip(cited, answer.references, strict=True):
        assert passages[number].split(" … ")[0][:40] in reference.paper.abstract
    assert marker not in answer.text or marker == "[1]"
    assert answer.text.endswith("".join(f" [{n}]" for n in range(1, len(cited) + 1)))


def test_thoughts_are_taken_out(with_model: WithModel) -> None:
    library, _ = with_model(says(f"<think>Perhaps 31 days [4]?</think>\n\n{FAITHFUL} [1]."))
    answer = ask(library)
    assert answer.text == f"{FAITHFUL}. [1]"
    assert len(answer.references) == 1


def test_a_reply_in_another_language_is_shown_and_marked(with_model: WithModel) -> None:
    german = "Ein Verfahren warnt anhand der Geräusche im Stock neun Tage vor dem Schwärmen [1]."
    library, server = with_model(otherwise=lambda request: says(german))
    answer = ask(library)
    assert answer.model == "openai:bee"
    assert "neun Tage vor dem Schwärmen" in answer.text
    (sentence,) = answer.sentences
    assert sentence.support in {"partial", "unsupported"}, "words of another language are not met"
    assert sentence.reason
    assert len(server.requests) == 2


def _tried(folder: Path, *replies: Turn) -> Probe:
    with Server(*replies, otherwise=lambda request: replies[-1]) as server:
        return try_model(load(model="openai:bee", base_url=server.url, retries=0, timeout=5.0))


@pytest.mark.parametrize(
    ("form", "fits"),
    [
        ('{"city": "Paris", "in_europe": true}', True),
        ('Here it is:\n```json\n{"city": "Paris", "in_europe": true}\n```\nAnything else?', True),
        ('<think>{"city"?</think>{"city": "Paris", "in_europe": true}', True),
        ('{"city": "Paris", "in_eur', False),
        ("It is Paris.", False),
    ],
)
def test_a_form_is_read_from_what_a_model_makes_of_it(form: str, fits: bool, tmp_path: Path) -> None:
    tried = _tried(tmp_path, says("one two three"), says(form))
    assert tried.answers
    assert tried.structured is fits
    assert ("did not reply in the form asked for, twice" in (tried.problem or "")) is not fits
