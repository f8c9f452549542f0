"""A language model that fails, as the command line shows it: an answer or one line, no traceback, no key."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Ran, Run
from tests.llm.server import Server, Turn, closed_port, fails, says

QUESTION = "Do crows bend wire into hooks?"
KEY = "sk-" + "magpie" * 4


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITREVIEW_MODEL", "openai:crow")
    monkeypatch.setenv("LITREVIEW_RETRIES", "0")
    monkeypatch.setenv("LITREVIEW_TIMEOUT", "0.5")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def check_discreet(ran: Ran) -> None:
    """Nothing of the program's inside is shown, nor of the key."""
    assert "Traceback" not in ran.out + ran.err
    assert KEY not in ran.out + ran.err


@pytest.mark.parametrize(
    ("turn", "line"),
    [
        (fails(401, message=f"bad key {KEY}"), "refuses the key (401); check OPENAI_API_KEY"),
        (says("Crows bend wire into hooks [1].", stall=2), "stopped in the middle of its reply"),
        (fails(500, message=QUESTION), "a fault of its own (500)"),
    ],
)
def test_ask_quotes_and_says_why(turn: Turn, line: str, birds: Run) -> None:
    with Server(otherwise=lambda request: turn) as server:
        ran = birds("ask", QUESTION, "--base-url", server.url)
        document = birds("ask", QUESTION, "--base-url", server.url, "--json")
    check_discreet(ran)
    check_discreet(document)
    assert (ran.status, ran.err) == (0, "")
    (note,) = [one for one in ran.out.splitlines() if "the language model did not answer" in one]
    assert line in note.replace("\\", "")
    assert line in document.json["note"]
    assert document.json["model"] is None
    assert {one["support"] for one in document.json["sentences"]} == {"verbatim"}


def test_testing_a_model_whose_server_is_down_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LITREVIEW_BASE_URL", closed_port())
    ran = run("models", "test")
    check_discreet(ran)
    assert ran.status == 1
    assert "can't be reached; see that its server runs" in ran.err
    assert ran.err.count("\n") == 1


def test_a_name_that_can_not_name_a_model_is_one_line(birds: Run) -> None:
    ran = birds("ask", QUESTION, "--model", "crow")
    check_discreet(ran)
    assert (ran.status, ran.out) == (1, "")
    assert "write provider:name" in ran.err
    assert ran.err.count("\n") == 1
