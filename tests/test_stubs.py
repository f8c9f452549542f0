"""The scripted language model itself: what it replies, streams, remembers and refuses."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage, SystemMessage
from pydantic import BaseModel

from tests.stubs import ScriptedModel

Make = Callable[..., ScriptedModel]


class Verdict(BaseModel):
    """Whether a quote agrees with a claim."""

    agrees: bool
    why: str


VERDICT = Verdict(agrees=True, why="it says so – in “words”")


def test_replies_come_in_order_and_prompts_are_remembered(scripted: Make) -> None:
    model = scripted("one", AIMessage("two"))
    assert model.invoke("first?").text == "one"
    assert model.invoke([SystemMessage("be brief"), HumanMessage("second?")]).text == "two"
    assert model.prompts == ("first?", "be brief\nsecond?")
    assert isinstance(model.history[1][0], SystemMessage)


def test_an_exception_in_the_script_is_raised_and_the_next_reply_follows(scripted: Make) -> None:
    model = scripted(TimeoutError("too slow"), "here")
    with pytest.raises(TimeoutError, match="too slow"):
        model.invoke("hello?")
    assert model.invoke("hello?").text == "here"


def test_retries_of_langchain_see_the_exceptions(scripted: Make) -> None:
    model = scripted(ConnectionError("gone"), "back")
    patient = model.with_retry(stop_after_attempt=2, wait_exponential_jitter=False)
    assert patient.invoke("hello?").text == "back"


@given(st.text())
def test_streamed_pieces_join_to_the_reply(text: str) -> None:
    pieces = list(ScriptedModel([text]).stream("say it"))
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) >= len(text.split())


def test_a_stream_carries_what_the_provider_reports(scripted: Make) -> None:
    usage = {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}
    whole = AIMessageChunk("")
    for piece in scripted(AIMessage("two words", usage_metadata=usage)).stream("say it"):
        whole += piece
    assert (whole.text, whole.usage_metadata) == ("two words", usage)


def test_structured_output_from_an_object_and_from_a_dict(scripted: Make) -> None:
    model = scripted(VERDICT, VERDICT.model_dump(), VERDICT)
    judge = model.with_structured_output(Verdict)
    assert judge.invoke("does it agree?") == VERDICT
    assert judge.invoke("does it agree?") == VERDICT
    assert list(judge.stream("does it agree?"))[-1] == VERDICT


def test_structured_output_with_a_bad_reply_shows_it_as_a_provider_would(scripted: Make) -> None:
    judge = scripted({"agrees": "perhaps"}).with_structured_output(Verdict, include_raw=True)
    reply = judge.invoke("does it agree?")
    assert reply["parsed"] is None
    assert "why" in str(reply["parsing_error"])


def test_async_calls_and_streams(scripted: Make) -> None:
    model = scripted("one", "two words")

    async def both() -> tuple[str, list[str]]:
        first = await model.ainvoke("first?")
        return first.text, [piece.text async for piece in model.astream("second?") if piece.text]

    assert asyncio.run(both()) == ("one", ["two ", "words"])


def test_a_batch_takes_each_reply_once(scripted: Make) -> None:
    model = scripted(*(str(number) for number in range(20)))
    replies = model.batch([f"question {number}" for number in range(20)])
    assert sorted(int(reply.text) for reply in replies) == list(range(20))


def test_a_call_beyond_the_script_fails_the_test_and_no_fallback_hides_it() -> None:
    model = ScriptedModel([])
    forgiving = model.with_retry(stop_after_attempt=2).with_fallbacks([ScriptedModel(["never"])])
    with pytest.raises(pytest.fail.Exception, match=r"script ended, and call 1 asked: 'What is a theme\?"):
        forgiving.invoke("What is a theme? " + "x" * 1_000)


def test_a_structured_reply_to_a_plain_call_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="no schema"):
        ScriptedModel([VERDICT]).invoke("hello?")


def test_replies_that_are_left_fail_the_test() -> None:
    model = ScriptedModel(["asked for", "left", "left too"])
    model.invoke("hello?")
    with pytest.raises(pytest.fail.Exception, match=r"2 of its replies .* the next is 'left'"):
        model.check_used_up()
