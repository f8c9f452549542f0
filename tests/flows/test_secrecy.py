"""Whatever an answer goes through, no log and no traceback holds the key, the prompt or a passage."""

from __future__ import annotations

import re
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.models import PartialAnswer
from tests.flows.bees import QUESTION
from tests.flows.conftest import WithModel
from tests.llm.server import Turn, fails, raw, says

KEY = "sk-" + "beeswax" * 4
PASSAGE = "forty hives with cheap microphones"
TURNS = {
    "good": says("A classifier on the spectrum of hive sounds warns of swarming nine days ahead [1]."),
    "repaired": says(f"The sound of {PASSAGE} warns of swarming 31 days ahead [1][88]."),
    "key": fails(401, message=f"Incorrect API key provided: {KEY}"),
    "refused": fails(400, message=f"bad request: {PASSAGE} {QUESTION}"),
    "long": fails(400, code="context_length_exceeded", message=PASSAGE),
    "failing": fails(500, message=PASSAGE),
    "rubbish": raw(f"<html>{PASSAGE} {KEY}"),
    "cut": says(f"It is {PASSAGE}", cut=4),
}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_nothing_of_an_answer_is_logged(
    turn: Turn, logged: list[str], with_model: WithModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    library, server = with_model(otherwise=lambda request: turn)
    answer = library.chat().ask(QUESTION)
    assert PASSAGE in server.requests[0].texts[-1]
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert answer.status == "answered"
    assert KEY not in answer.model_dump_json()
    for line in logged:
        for secret in (KEY, PASSAGE, QUESTION):
            assert secret not in line, line[:500]


def test_a_traceback_of_who_watches_holds_nothing(with_model: WithModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    def leave(partial: PartialAnswer) -> None:
        raise AssistantError("enough")

    library, _ = with_model(otherwise=lambda request: TURNS["good"])
    with pytest.raises(AssistantError) as caught:
        library.ask(QUESTION, on_draft=leave)
    told = "".join(traceback.format_exception(caught.value))
    assert not [secret for secret in (KEY, PASSAGE, QUESTION) if secret in told]


REAL = """
import pytest

@pytest.mark.parametrize("guard", [pytest.param(False, id="switch"), pytest.param(True, id="guard")])
def test_real(guard, monkeypatch):
    from assistant import Library
    from assistant.settings import load

    if guard:
        monkeypatch.delenv("LITREVIEW_MODEL_CALLS")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    settings = load(model="openai:gpt-5-mini", embedder="builtin", retries=0, timeout=5)
    with Library.open("sample", settings=settings) as library:
        assert library.ask("Which agents plan with a learned model?").status == "answered"
"""


def test_a_test_that_asks_a_real_model_fails(tmp_path: Path, project: Path) -> None:
    """By the switch, and without it by the guard, even where the fault is swallowed and the test itself passes."""
    real = tmp_path / "test_real.py"
    real.write_text(REAL)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.conftest", "-p", "no:cacheprovider", str(real)]
    ran = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert ran.returncode == 1, ran.stdout
    assert re.search(r"^FAILED .*::test_real\[switch\]", ran.stdout, re.MULTILINE), ran.stdout
    assert "LITREVIEW_MODEL_CALLS is off" in ran.stdout
    assert re.search(r"^ERROR .*::test_real\[guard\]", ran.stdout, re.MULTILINE), ran.stdout
    assert "the test reached for the network" in ran.stdout
