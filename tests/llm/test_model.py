"""A model that behaves: what streams, what it costs, forms filled in, and many questions at once."""

import asyncio
import time
from collections.abc import Callable

import pytest
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda
from pydantic import BaseModel

from assistant.errors import ModelRefused, ModelReplyUnusable
from assistant.llm import Limits, Model, Prices, Usage, open_model
from assistant.llm.faults import Addressee
from tests.llm.conftest import Serve
from tests.llm.server import Server, echo, fails, says
from tests.stubs import ScriptedModel

ASK = [("system", "Be brief."), ("human", "Which birds hide food?")]


class Verdict(BaseModel):
    """Whether a quote agrees with a claim."""

    agrees: bool
    why: str


FITS = '{"agrees": true, "why": "it says so"}'
VERDICT = Verdict(agrees=True, why="it says so")


def test_text_streams_piece_by_piece(serve: Serve) -> None:
    model, server = serve(says("Jays and nutcrackers do."))
    assert list(model.stream(ASK)) == ["Jays ", "and ", "nutcrackers ", "do."]
    assert server.requests[0].texts == ("Be brief.", "Which birds hide food?")
    assert model.usage == Usage(calls=1, prompt_tokens=7, completion_tokens=4)


def test_a_stream_may_be_left_early(serve: Serve) -> None:
    model, _ = serve(says("Jays and nutcrackers do.", stall=3))
    begun = time.monotonic()
    stream = model.stream(ASK)
    assert next(stream) == "Jays "
    stream.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 3.0
    assert model.usage.calls == 1


def test_thoughts_are_not_shown(serve: Serve) -> None:
    thoughtful = "<think>Hm, which birds?\n</think>\n\nJays do. <thinking>x</thinking>"
    model, _ = serve(says(thoughtful), says(thoughtful), says("which birds?</think> Jays do."))
    assert "".join(model.stream(ASK)) == "Jays do. "
    assert model.invoke(ASK).text == "Jays do."
    assert model.invoke(ASK).text == "Jays do."


def test_tokens_that_nobody_counted_are_estimated(serve: Serve) -> None:
    model, _ = serve(says("x" * 40, usage=False))
    usage = model.invoke(ASK).usage
    assert usage == Usage(calls=1, prompt_tokens=4 + 3 + 4 + 5, completion_tokens=10, estimated=True)


def test_cost_is_counted_when_prices_are_known() -> None:
    with Server(says("a b c"), says("a b c")) as server:
        model = open_model("openai:crow", base_url=server.url, prices=Prices(prompt=1_000_000.0, completion=2e6))
        assert model.invoke(ASK).usage.cost == pytest.approx(7 + 3 * 2)
        model.invoke(ASK)
        assert model.usage.cost == pytest.approx(26)


def test_one_answer_can_be_counted_by_itself(serve: Serve) -> None:
    model, _ = serve(otherwise=echo)
    model.invoke(ASK)
    for_one_answer = model.counting_anew()
    for_one_answer.invoke(ASK)
    "".join(for_one_answer.stream(ASK))
    assert (model.usage.calls, for_one_answer.usage.calls) == (1, 2)


def test_requests_keep_their_pace() -> None:
    with Server(otherwise=echo) as server:
        model = open_model("openai:crow", base_url=server.url, limits=Limits(requests_per_minute=300))
        model.invoke(ASK)
        begun = time.monotonic()
        for part in (model, model.counting_anew()):
            part.invoke(ASK)
        assert time.monotonic() - begun >= 0.35


def test_fifty_questions_at_once_each_get_their_own_answer(serve: Serve) -> None:
    model, server = serve(otherwise=echo)
    chain = RunnableLambda(lambda question: model.counting_anew().invoke([("human", question)]).text)
    questions = [f"what about bird {number}?" for number in range(50)]

    async def all_at_once() -> list[str]:
        return await chain.abatch(questions)

    assert asyncio.run(all_at_once()) == [f"You asked: {question}" for question in questions]
    assert len(server.requests) == 50


@pytest.mark.parametrize(
    "text",
    [
        FITS,
        f"Here it is:\n```json\n{FITS}\n```\nI hope it helps.",
        f"<think>It may {{agree}}.</think>{FITS}",
        f"Sure! {FITS} Anything else?",
    ],
)
def test_a_form_is_found_in_the_reply(text: str, serve: Serve) -> None:
    model, server = serve(says(text))
    assert model.structured(ASK, Verdict) == VERDICT
    assert server.requests[0].body["response_format"]["type"] == "json_schema"
    assert len(server.requests) == 1


def test_a_form_that_does_not_fit_is_sent_back_once_with_what_is_wrong(serve: Serve) -> None:
    model, server = serve(says('{"agrees": "perhaps"}'), says(FITS))
    assert model.structured(ASK, Verdict) == VERDICT
    complaint = server.requests[1].texts[-1]
    assert "agrees: Input should be a valid boolean" in complaint
    assert "why: Field required" in complaint
    assert server.requests[1].texts[-2] == '{"agrees": "perhaps"}'
    assert model.usage.calls == 2


@pytest.mark.parametrize("text", ["I can't.", '{"agrees": 1}', "{" * 5_000, "[" * 50_000])
def test_a_form_that_never_fits(text: str, serve: Serve) -> None:
    model, server = serve(says(text), says(text))
    with pytest.raises(ModelReplyUnusable, match="did not reply in the form asked for, twice") as caught:
        model.structured(ASK, Verdict)
    assert text not in str(caught.value)
    assert len(server.requests) == 2


def test_a_server_that_takes_no_schema_is_told_in_words_and_remembered(serve: Serve) -> None:
    model, server = serve(fails(400, message="response_format is not supported"), says(FITS), says(FITS))
    assert model.counting_anew().structured(ASK, Verdict) == VERDICT
    assert model.counting_anew().structured(ASK, Verdict) == VERDICT
    assert len(server.requests) == 3
    assert "response_format" not in server.requests[1].body
    assert '"agrees"' in server.requests[1].texts[-1]


def test_a_refused_key_is_not_taken_for_a_missing_ability(serve: Serve) -> None:
    model, server = serve(otherwise=lambda request: fails(401))
    with pytest.raises(ModelRefused, match="refuses the key"):
        model.structured(ASK, Verdict)
    assert len(server.requests) == 1


def test_a_scripted_model_fits_through_the_door(scripted: Callable[..., ScriptedModel]) -> None:
    chat = scripted("one two", AIMessage("three"), VERDICT, ConnectionError("gone"), "four", TimeoutError("slow"))
    model = Model(chat, Addressee("scripted:crow"), limits=Limits(timeout=5.0, retries=1))
    assert list(model.stream(ASK)) == ["one ", "two"]
    assert model.invoke(ASK).text == "three"
    assert model.structured(ASK, Verdict) == VERDICT
    assert model.invoke(ASK).text == "four"
    assert model.usage.calls == 4
    assert chat.history[0][1].text == "Which birds hide food?"
    chat._script.clear()


def test_a_test_that_asks_too_often_fails_in_its_own_thread() -> None:
    model = Model(ScriptedModel([]), Addressee("scripted:crow"))
    with pytest.raises(pytest.fail.Exception, match="the script ended"):
        model.invoke(ASK)
