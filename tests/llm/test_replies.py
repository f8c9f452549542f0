"""Thoughts and JSON in any text, however it is cut into pieces; waits between tries."""

import json
import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.faults import wait_asked_for
from assistant.llm.pacing import LONGEST_WAIT, Backoff
from assistant.llm.replies import Thoughts, json_in, without_thoughts

TAGGED = st.lists(
    st.sampled_from(
        ["<think>", "</think>", "<thinking>", "</THINKING>", "<", "</th", "a < b", "word ", "\n", "ſ<think"]
    )
).map("".join)


def shown(pieces: list[str]) -> str:
    thoughts = Thoughts()
    return "".join(map(thoughts.feed, pieces)) + thoughts.rest()


@given(TAGGED, st.data())
def test_the_cuts_of_a_stream_make_no_difference(text: str, data: st.DataObject) -> None:
    at = sorted(data.draw(st.lists(st.integers(0, len(text)))))
    pieces = [text[start:end] for start, end in zip([0, *at], [*at, len(text)], strict=True)]
    assert shown(pieces) == shown([text]) == shown(list(text))


@given(st.text())
def test_a_text_without_thoughts_comes_out_as_it_is(text: str) -> None:
    if "<think" not in text.lower():
        assert shown(list(text)) == text.lstrip()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<think>a</think>b", "b"),
        ("<think>a<think>b</think>c", "c"),
        ("a</think>b", "b"),
        ("<think>never ends", ""),
        ("x <y <think>z</think>", "x <y"),
    ],
)
def test_thoughts_come_off_a_whole_reply(text: str, left: str) -> None:
    assert without_thoughts(text) == left


@given(st.recursive(st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5), st.sampled_from(["", "json"]))
def test_json_is_found_in_a_fence(value: object, mark: str) -> None:
    document = json.dumps({"it": value})
    assert json_in(f"```{mark}\n{document}\n```") == {"it": value}


@given(st.text(alphabet="abc<>/{}[]`:,\"' \n"))
def test_any_text_either_holds_json_or_does_not(text: str) -> None:
    try:
        json_in(text)
    except ValueError as error:
        assert "no JSON document" in str(error)  # noqa: PT017 - both ways are right


@given(st.integers(0, 2**32), st.integers(1, 12), st.none() | st.floats(0.0, 100.0))
def test_waits_grow_to_a_limit_and_repeat_with_the_seed(seed: int, tries: int, asked: float | None) -> None:
    waits = [Backoff(seed).wait(tries, asked) for _ in range(2)]
    assert waits[0] == waits[1]
    assert (asked or 0.0) <= waits[0] <= max(LONGEST_WAIT, asked or 0.0)


@pytest.mark.parametrize(
    ("text", "seconds"), [("7", 7.0), ("0.5", 0.5), ("-3", None), ("soon", None), ("", None), ("nan", None)]
)
def test_retry_after_in_seconds(text: str, seconds: float | None) -> None:
    assert wait_asked_for({"retry-after": text}, now=0.0) == seconds


def test_retry_after_as_a_date() -> None:
    now = time.time()
    assert wait_asked_for({"retry-after": formatdate(now + 60, usegmt=True)}, now) == pytest.approx(60, abs=1)
    assert wait_asked_for({"retry-after": formatdate(now - 60, usegmt=True)}, now) == 0.0
    assert wait_asked_for({}, now) is None
