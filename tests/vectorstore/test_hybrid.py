"""One ranking from two scores: bounded, ordered, and never worse for more evidence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vectorstore.hybrid import Ranked, by_paper, fuse, shares

SHARE = st.floats(0, 1)
EMBEDDERS = st.sampled_from(["builtin", "minilm", "provider:any"])


@given(SHARE, SHARE, EMBEDDERS)
def test_a_fused_score_lies_between_its_parts(cosine: float, lexical: float, embedder: str) -> None:
    fused = fuse(cosine, lexical, embedder)
    assert min(cosine, lexical) - 1e-9 <= fused <= max(cosine, lexical) + 1e-9


@given(SHARE, SHARE, SHARE, EMBEDDERS)
def test_more_of_either_never_hurts(low: float, high: float, other: float, embedder: str) -> None:
    low, high = sorted((low, high))
    assert fuse(low, other, embedder) <= fuse(high, other, embedder)
    assert fuse(other, low, embedder) <= fuse(other, high, embedder)


def test_lexical_scores_become_shares_of_what_was_possible() -> None:
    assert shares({"a": 4.0, "b": 1.0, "c": 9.0}, 8.0) == {"a": 0.5, "b": 0.125, "c": 1.0}
    assert shares({"a": 4.0}, 0.0) == {"a": 0.0}
    assert shares({}, 8.0) == {}


def passage(paper_id: str, number: int, score: float) -> Ranked:
    return Ranked(paper_id, number, 0, 1, score, score, score)


def test_a_paper_is_as_good_as_its_best_passage() -> None:
    grouped = by_paper([passage("a", 0, 0.2), passage("b", 0, 0.5), passage("a", 1, 0.9)])
    assert {key: [one.number for one in group] for key, group in grouped.items()} == {"a": [1, 0], "b": [0]}
    assert list(grouped) == ["a", "b"]


@given(st.permutations([("b", 0, 0.5), ("a", 1, 0.5), ("a", 0, 0.5), ("c", 0, 0.7)]))
def test_equal_scores_have_one_order(shuffled: list[tuple[str, int, float]]) -> None:
    grouped = by_paper([passage(*one) for one in shuffled])
    assert [(one.paper_id, one.number) for group in grouped.values() for one in group] == [
        ("c", 0),
        ("a", 0),
        ("a", 1),
        ("b", 0),
    ]


def test_nothing_is_grouped_into_nothing() -> None:
    assert by_paper([]) == {}
