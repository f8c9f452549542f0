"""Strength: a share that grows with whatever speaks for an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.steps.strength import Signals, enough, lead, strength

EMBEDDERS = ["builtin", "minilm", "provider:any"]
SIGNAL = st.floats(-1, 1)
SIGNALS = st.builds(Signals, *(SIGNAL for _ in Signals._fields))


@pytest.mark.parametrize("embedder", EMBEDDERS)
@pytest.mark.parametrize("signal", [name for name in Signals._fields if name != "crowding"])
@given(signals=SIGNALS, other=SIGNAL)
def test_more_of_a_signal_is_never_weaker(signal: str, embedder: str, signals: Signals, other: float) -> None:
    low, high = sorted((getattr(signals, signal), other))
    weaker, stronger = (strength(signals._replace(**{signal: value}), embedder) for value in (low, high))
    assert 0 <= weaker <= stronger <= 1


@pytest.mark.parametrize("embedder", EMBEDDERS)
@given(signals=SIGNALS, other=SIGNAL)
def test_a_crowded_neighbourhood_is_never_stronger(embedder: str, signals: Signals, other: float) -> None:
    low, high = sorted((signals.crowding, other))
    assert strength(signals._replace(crowding=high), embedder) <= strength(signals._replace(crowding=low), embedder)


@pytest.mark.parametrize("embedder", EMBEDDERS)
def test_everything_is_enough_and_nothing_is_not(embedder: str) -> None:
    assert enough(strength(Signals(1, 1, 1, 1, 0, 1, 1), embedder), embedder)
    assert not enough(strength(Signals(0, 0, 0, 0, 1, 0, 0), embedder), embedder)
    assert not enough(0.0, embedder)


@given(st.floats(-1e300, 1e300))
def test_no_number_is_too_large(value: float) -> None:
    assert 0 <= strength(Signals(value, 0, 0, 0, 0, 0, 0), "builtin") <= 1


def test_the_lead_over_the_field() -> None:
    assert lead([]) == 0.0
    assert lead([0.75]) == lead([0.75, 0.7, 0.7, 0.7, 0.7]) == 0.5
    assert lead([0.75, *[0.7] * 4, *[0.25] * 20]) == pytest.approx(0.5)
    assert lead([0.75, *[0.7] * 24]) == pytest.approx(0.05)
    assert lead([0.75, *[0.7] * 24, *[0.1] * 500]) == pytest.approx(0.05)
