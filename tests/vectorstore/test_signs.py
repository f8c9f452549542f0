"""Vectors kept as signs: how near they come to what they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from vectorstore.signs import pack, unpack


def units(seed: int, count: int, dimensions: int) -> NDArray[np.float32]:
    vectors = np.random.RandomState(seed).standard_normal((count, dimensions))
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize("dimensions", [384, 256])
def test_products_with_what_is_unpacked_estimate_the_cosine(dimensions: int) -> None:
    stored, noise = units(1, 2_000, dimensions), units(2, 2_000, dimensions)
    for cosine in (0.0, 0.3, 0.6, 0.9, 1.0):
        apart = noise - (noise * stored).sum(axis=1, keepdims=True) * stored
        apart /= np.linalg.norm(apart, axis=1, keepdims=True)
        asked = cosine * stored + np.sqrt(1 - cosine**2) * apart
        estimates = (asked * unpack(pack(stored), dimensions)).sum(axis=1)
        assert estimates.mean() == pytest.approx(cosine, abs=0.005), "no bias"
        assert estimates.std() < 0.9 / np.sqrt(dimensions)


def test_they_take_one_bit_a_dimension() -> None:
    assert pack(units(3, 5, 384)).nbytes == 5 * 384 / 8
    assert pack(np.zeros((0, 384), np.float32)).shape == (0, 48)
    assert unpack(np.zeros((0, 48), np.uint8), 384).shape == (0, 384)


@given(st.integers(0, 1_000), st.integers(1, 20))
def test_each_vector_is_packed_by_itself(seed: int, count: int) -> None:
    vectors = units(seed, count, 256)
    alone = np.concatenate([pack(vectors[n : n + 1]) for n in range(count)])
    assert np.mean(pack(vectors) == alone) > 0.999, "but for a coordinate that is next to nothing"


def test_dimensions_that_outweigh_others_are_spread_over_all() -> None:
    uneven = np.exp(1.2 * np.random.RandomState(5).standard_normal(384))
    vectors = units(4, 2_000, 384) * uneven
    vectors = np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
    asked, stored = vectors[:1_000], vectors[1_000:]
    cosines = asked @ stored.T

    def error(estimates: NDArray[np.float32]) -> float:
        return float(np.abs(estimates - cosines).mean())

    plain = np.sign(stored) * np.sqrt(np.pi / (2 * 384))
    assert error(asked @ unpack(pack(stored), 384).T) < min(0.06, 0.8 * error(asked @ plain.T))
