"""No key, prompt or passage gets into a log, an error, a traceback or a trace, whatever happens."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import BaseMessage
from langsmith.utils import get_env_var, tracing_is_enabled

from assistant.errors import AssistantError
from assistant.llm import Model, describe
from assistant.llm.faults import Addressee
from assistant.settings import Settings
from tests.llm.conftest import Serve
from tests.llm.server import Turn, fails, raw, says
from tests.stubs import ScriptedModel

KEY = "sk-" + "verysecret" * 3
PASSAGE = "the confidential nutcracker"
ASK = [("system", "Be brief."), ("human", f"What of {PASSAGE}?")]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


TURNS = {
    "good": says("yes"),
    "refused": fails(400, message=f"bad request: {KEY} {PASSAGE}"),
    "key": fails(401, message=f"Incorrect API key provided: {KEY}"),
    "busy": fails(429, message=PASSAGE, retry_after="0"),
    "failing": fails(500, message=PASSAGE),
    "long": fails(400, code="context_length_exceeded", message=PASSAGE),
    "rubbish": raw(f"<html>{PASSAGE} {KEY}"),
    "slow": says("yes", first=5.0),
    "cut": says("yes it does", cut=1),
}


@pytest.mark.parametrize("way", ["stream", "invoke"])
@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
def test_nothing_of_a_call_is_logged_or_raised(turn: Turn, way: str, serve: Serve, logged: list[str]) -> None:
    model, server = serve(otherwise=lambda request: turn, timeout=0.3, retries=1)
    error = _fault_of(lambda: list(getattr(model, way)(ASK)))
    told = "".join(traceback.format_exception(error)) + repr(error) if error else ""
    assert error is None or (error.__context__, error.__cause__) == (None, None)
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    for text in (*logged, told, repr(model)):
        assert KEY not in text
        assert PASSAGE not in text


def _fault_of(call: Callable[[], object]) -> AssistantError | None:
    try:
        call()
    except AssistantError as error:
        return error
    return None


class Chatty(ScriptedModel):
    """A client that logs its requests, as some do at DEBUG, and that can be traced."""

    def _next(self, messages: list[BaseMessage], tools: list[dict[str, Any]]) -> Any:  # noqa: ANN401
        logging.getLogger("chatty.client").warning("Request: %s", messages)
        logging.warning("Request: %s", messages)
        self._traced = tracing_is_enabled()
        return super()._next(messages, tools)

    _traced: object = None


def test_a_client_that_logs_its_prompts_is_not_heard(logged: list[str]) -> None:
    logger = logging.getLogger("chatty.client")
    Model(Chatty(["yes"]), Addressee("scripted:crow")).invoke(ASK)
    assert not logged
    logger.warning("something else")
    logging.warning("and this")
    assert len(logged) == 2


def test_langsmith_does_not_trace_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    get_env_var.cache_clear()
    try:
        assert tracing_is_enabled()
        chat = Chatty(["yes"])
        Model(chat, Addressee("scripted:crow")).invoke(ASK)
        assert chat._traced is False
    finally:
        monkeypatch.undo()
        get_env_var.cache_clear()


def test_a_description_names_the_keys_place_and_never_the_key() -> None:
    setup = describe(Settings(model="openai:crow", base_url=f"https://user:{KEY}@example.org/v1?key={KEY}"))
    assert setup.key_from == "OPENAI_API_KEY"
    assert setup.base_url == "https://example.org/v1"
    assert KEY not in repr(setup)
