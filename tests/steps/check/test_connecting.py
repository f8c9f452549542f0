"""Sentences without a citation: those that only connect, and those that state something."""

from __future__ import annotations

import pytest

from tests.steps.check.gulls import one


@pytest.mark.parametrize(
    "text",
    [
        "The papers differ in two ways.",
        "Two groups of papers address this.",
        "Taken together, the evidence is mixed.",
        "Several papers discuss the nests of gulls.",
        "In summary:",
        "The abstracts do not report how many eggs were counted.",
        "# Nests and warmth",
        "However, the two studies disagree.",
    ],
)
def test_what_only_connects(text: str) -> None:
    assert one(text, topic="How warm are the nests of gulls?").support == "connecting"


@pytest.mark.parametrize(
    "text",
    [
        "Kelp warms the eggs.",
        "Nests of gulls are warm.",
        "The studies show that nests of gulls are warm.",
        "Three papers report 40% more chicks.",
        "Both papers use TernNet.",
        "# Kelp increases hatching by 12%",
        "Gulls improve nests.",
    ],
)
def test_what_states_something(text: str) -> None:
    assert one(text, topic="How warm are the nests of gulls?").support == "unsupported"
