"""Each way in which a server can misbehave: what the user reads, how long it takes, how often it is asked."""

import time
from email.utils import formatdate
from typing import Any

import pytest

from assistant.errors import AssistantError, ContextTooLong, ModelRefused, ModelReplyUnusable, ModelUnavailable
from assistant.llm import Limits, open_model
from tests.llm.conftest import Serve
from tests.llm.server import Turn, closed_port, fails, raw, says

ASK = [("system", "Be brief."), ("human", "Which birds hide food?")]
GOOD = "Jays and nutcrackers do."
QUICK, PATIENT = 0.4, 5.0  # timeouts in seconds: where silence is expected, and where it would be the machine's load

# what the server does, what the user reads, how often the server is asked (once, and twice more)
FAULTS: list[tuple[str, Turn, type[AssistantError], str, int]] = [
    ("401", fails(401), ModelRefused, r"refuses the key \(401\); check OPENAI_API_KEY", 1),
    ("403", fails(403), ModelRefused, r"refuses the key \(403\)", 1),
    ("404", fails(404, code="model_not_found"), ModelRefused, r"isn't known there \(404, model_not_found\)", 1),
    ("400", fails(400, code="unsupported_value"), ModelRefused, r"refuses the request \(400, unsupported_value\)", 1),
    ("429", fails(429), ModelUnavailable, r"no more requests for now \(429\); try again later", 3),
    ("429 no credit", fails(429, code="insufficient_quota"), ModelRefused, "no credit left", 1),
    ("429 for an hour", fails(429, retry_after="3600"), ModelUnavailable, "it asks to wait 3600 s; try", 1),
    ("500", fails(500), ModelUnavailable, r"a fault of its own \(500\); try again later", 3),
    ("503", fails(503), ModelUnavailable, r"a fault of its own \(503\)", 3),
    ("context, by code", fails(400, code="context_length_exceeded"), ContextTooLong, "too long .* fewer papers", 1),
    (
        "context, in words",
        fails(400, message="This model's maximum context length is 512 tokens."),
        ContextTooLong,
        "too long",
        1,
    ),
    (
        "context, llama.cpp",
        fails(400, message="the request exceeds the available context size"),
        ContextTooLong,
        "too long",
        1,
    ),
    ("empty", says(""), ModelReplyUnusable, "an empty reply; try again", 1),
    ("only thoughts", says("<think> hm, hm"), ModelReplyUnusable, "an empty reply", 1),
    ("a web page", raw("<html>hello</html>"), ModelReplyUnusable, "no reply .* often ends in /v1", 1),
    ("no reply at all", raw("{}"), ModelReplyUnusable, "no reply|an empty reply", 1),
    ("broken JSON", raw('{"choices": [{"mess'), ModelReplyUnusable, "no reply", 1),
    ("slow", says(GOOD, first=9.0), ModelUnavailable, "did not answer within 0.4 s; .* LITREVIEW_TIMEOUT", 3),
]


@pytest.mark.parametrize("way", ["stream", "invoke"])
@pytest.mark.parametrize(("turn", "error", "line", "asked"), [pytest.param(*one[1:], id=one[0]) for one in FAULTS])
def test_a_fault_is_told_in_one_line(
    turn: Turn, error: type[AssistantError], line: str, asked: int, way: str, serve: Serve
) -> None:
    timeout = QUICK if turn.first else PATIENT
    model, server = serve(otherwise=lambda request: turn, timeout=timeout)
    begun = time.monotonic()
    with pytest.raises(error, match=line) as caught:
        list(getattr(model, way)(ASK))
    assert time.monotonic() - begun < (QUICK * asked + 1.5 if turn.first else PATIENT)
    text = str(caught.value)
    assert "openai:crow" in text
    assert "\n" not in text
    streams_nothing = way == "stream" and turn.raw is not None  # then it is asked for a whole message too
    assert len(server.requests) == asked + streams_nothing


@pytest.mark.parametrize("way", ["stream", "invoke"])
def test_no_server_there(way: str) -> None:
    model = open_model("openai:crow", base_url=closed_port(), limits=Limits(0.3, retries=1), seed=1)
    with pytest.raises(ModelUnavailable, match="can't be reached; see that its server runs"):
        list(getattr(model, way)(ASK))
    assert model.usage.calls == 0


@pytest.mark.parametrize(
    ("fault", "way"),
    [
        *((fails(status), way) for status in (408, 429, 500) for way in ("stream", "invoke")),
        (fails(429, retry_after="0"), "stream"),
        (says(GOOD, cut=0), "stream"),
        (says(GOOD, stall=0), "stream"),
    ],
)
def test_a_fault_that_passes_is_not_noticed(fault: Turn, way: str, serve: Serve) -> None:
    model, server = serve(fault, says(GOOD), timeout=PATIENT if fault.stall is None else QUICK)
    reply = getattr(model, way)(ASK)
    assert (reply.text if way == "invoke" else "".join(reply)) == GOOD
    assert len(server.requests) == 2


@pytest.mark.parametrize("wait", ["0.3", "date"])
def test_retry_after_is_honoured(wait: str, serve: Serve) -> None:
    given = formatdate(time.time() + 2, usegmt=True) if wait == "date" else wait
    model, server = serve(fails(429, retry_after=given), says(GOOD))
    begun = time.monotonic()
    assert model.invoke(ASK).text == GOOD
    assert 0.3 <= time.monotonic() - begun < 3.0
    assert len(server.requests) == 2


def test_a_stalled_stream_is_left_after_the_timeout_and_not_asked_again(serve: Serve) -> None:
    model, server = serve(says(GOOD, stall=2), timeout=QUICK)
    begun = time.monotonic()
    heard: list[str] = []
    with pytest.raises(ModelUnavailable, match=r"stopped in the middle of its reply for more than 0.4 s"):
        heard.extend(_each(model.stream(ASK), heard))
    assert time.monotonic() - begun < 2.0
    assert "".join(heard) == "Jays and "
    assert len(server.requests) == 1
    assert model.usage.calls == 1
    assert model.usage.estimated


@pytest.mark.parametrize("how", [{"cut": 2}, {"finish": None}])
def test_a_stream_cut_in_the_middle_is_noticed_and_not_asked_again(how: dict[str, Any], serve: Serve) -> None:
    model, server = serve(says(GOOD, **how))
    heard: list[str] = []
    with pytest.raises(ModelUnavailable, match="broke in the middle of its reply; try again"):
        _each(model.stream(ASK), heard)
    assert "".join(heard).startswith("Jays and ")
    assert len(server.requests) == 1


def test_a_stream_that_turns_to_rubbish(serve: Serve) -> None:
    piece = '{"id": "c", "choices": [{"index": 0, "delta": {"content": "Jays "}, "finish_reason": null}]}'
    model, _ = serve(raw(f"data: {piece}\n\ndata: {{not json\n\n"))
    heard: list[str] = []
    with pytest.raises(ModelReplyUnusable, match="something unreadable in the middle of its reply"):
        _each(model.stream(ASK), heard)
    assert heard == ["Jays "]


def test_a_fault_reported_inside_the_stream(serve: Serve) -> None:
    long = '{"error": {"message": "prompt is too long", "type": "x"}}'
    with pytest.raises(ContextTooLong):
        list(serve(raw(f"data: {long}\n\n"))[0].stream(ASK))
    down = '{"error": {"message": "out of memory", "type": "x"}}'
    model, server = serve(raw(f"data: {down}\n\n"), says(GOOD))
    assert "".join(model.stream(ASK)) == GOOD
    assert len(server.requests) == 2


def test_a_trickle_ends_when_the_whole_call_has_taken_too_long(serve: Serve) -> None:
    model, _ = serve(says("caw " * 50, gap=QUICK / 4), timeout=2 * QUICK)
    begun = time.monotonic()
    heard: list[str] = []
    with pytest.raises(ModelUnavailable, match=r"did not finish within 4 s; .* LITREVIEW_TIMEOUT"):
        _each(model.stream(ASK), heard)
    assert time.monotonic() - begun < 10 * QUICK + 1.0
    assert len(heard) > 10


def test_trying_again_ends_when_the_whole_call_has_taken_too_long(serve: Serve) -> None:
    model, _ = serve(otherwise=lambda request: fails(503, retry_after="0.2"), timeout=QUICK, retries=99)
    begun = time.monotonic()
    with pytest.raises(ModelUnavailable, match="fault of its own"):
        model.invoke(ASK)
    assert time.monotonic() - begun < 5 * QUICK + 1.0


def test_a_reply_without_end_is_stopped(serve: Serve) -> None:
    text = ("caw" * 133 + " ") * 500
    model, _ = serve(says(text), says(text))
    heard: list[str] = []
    with pytest.raises(ModelReplyUnusable, match="did not stop after 100,000 characters"):
        _each(model.stream(ASK), heard)
    assert 90_000 < len("".join(heard)) <= 100_000
    with pytest.raises(ModelReplyUnusable, match="did not stop"):
        model.invoke(ASK)


def test_a_server_that_does_not_stream_answers_all_the_same(serve: Serve) -> None:
    model, server = serve(otherwise=lambda request: says(GOOD, streams=False))
    assert list(model.stream(ASK)) == [GOOD]
    assert len(server.requests) == 2


def _each(stream: Any, heard: list[str]) -> list[str]:  # noqa: ANN401
    for piece in stream:
        heard.append(piece)
    return []
