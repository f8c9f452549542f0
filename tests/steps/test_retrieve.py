"""Retrieve: ranked papers with their passages, and the cut that makes a review's papers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.steps.retrieve import Found, relevant, retrieve, screen
from tests.invented import LIBRARY, QUESTIONS, hit, indexed, lookup, paper
from vectorstore.index import Index


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("retrieve"))


def scored(*scores: float) -> Found:
    hits = tuple(hit(paper(f"p{n}", f"Paper {n}"), score) for n, score in enumerate(scores))
    return Found(hits, tuple((one.paper.id, one.score) for one in hits), scores)


@pytest.mark.parametrize(("question", "answering"), [(question, one.id) for question, one, _ in QUESTIONS])
def test_the_best_papers_come_first_with_their_passages(index: Index, question: str, answering: str) -> None:
    found = retrieve(question, index, lookup, limit=3)
    assert found.hits[0].paper.id == answering
    assert len(found.hits) == 3
    assert len(found.scores) == len(found.cosines) == len(LIBRARY)
    assert [one.score for one in found.hits] == [score for _, score in found.scores[:3]]
    assert list(found.cosines) == sorted(found.cosines, reverse=True)
    for one in found.hits:
        for passage in one.passages:
            assert one.paper.abstract[passage.start : passage.end] == passage.text


def test_a_paper_without_an_abstract_has_no_passage_to_show(index: Index) -> None:
    found = retrieve("snow algae", index, lookup, limit=1)
    assert [(one.paper.id, one.passages) for one in found.hits] == [("bare", ())]


def test_only_allowed_papers(index: Index) -> None:
    found = retrieve("fog", index, lookup, limit=9, allowed={"rye", "lens"})
    assert {one.paper.id for one in found.hits} == {key for key, _ in found.scores} == {"rye", "lens"}


def test_a_paper_that_the_catalog_has_lost_is_not_shown(index: Index) -> None:
    found = retrieve("fog", index, lambda ids: {}, limit=9)
    assert found.hits == ()


def test_screening_looks_at_every_paper(index: Index) -> None:
    found = screen("glaciers", index, lookup)
    assert len(found.hits) == len(LIBRARY)
    inside, below = relevant(found)
    assert {one.paper.id for one in inside} == {"melt", "moraine", "bare"}
    assert len(below) == 5


def test_nothing_belongs_to_a_theme_of_another_field(index: Index) -> None:
    inside, below = relevant(screen("quantum error correction", index, lookup))
    assert inside == ()
    assert len(below) == 5


def test_an_empty_library_has_nothing(tmp_path: Path) -> None:
    empty = indexed(tmp_path, [])
    assert retrieve("fog", empty, lookup, limit=5) == screen("fog", empty, lookup) == Found((), (), ())
    assert relevant(Found((), (), ())) == ((), ())


def test_the_cut_lies_between_the_usual_score_and_the_best() -> None:
    found = scored(0.8, 0.7, 0.47, 0.4, 0.3, 0.2, 0.1, 0.09, 0.08)
    inside, below = relevant(found._replace(usual=0.1))
    assert [one.paper.id for one in inside] == ["p0", "p1", "p2", "p3"]
    assert [one.paper.id for one in below] == ["p4", "p5", "p6", "p7", "p8"]
    inside, _ = relevant(found._replace(usual=0.3))
    assert [one.paper.id for one in inside] == ["p0", "p1"]


def test_a_theme_that_no_paper_meets_well_gathers_no_neighbours() -> None:
    inside, below = relevant(scored(0.5, 0.37, 0.35, 0.34))
    assert [one.paper.id for one in inside] == ["p0", "p1"]
    assert [one.paper.id for one in below] == ["p2", "p3"]


def test_in_a_library_on_the_theme_itself_most_papers_belong() -> None:
    found = scored(0.8, 0.75, 0.7, 0.65, 0.6, 0.55)._replace(usual=0.675)
    inside, _ = relevant(found)
    assert len(inside) == 6


def test_a_single_paper_belongs_when_it_fits() -> None:
    assert [len(part) for part in relevant(scored(0.8))] == [1, 0]
    assert [len(part) for part in relevant(scored(0.01))] == [0, 1]


@given(st.lists(st.floats(0, 1), max_size=30).map(lambda scores: sorted(scores, reverse=True)))
def test_whoever_is_inside_scores_better_than_whoever_is_below(scores: list[float]) -> None:
    found = scored(*scores)
    inside, below = relevant(found)
    assert (*inside, *below) == found.hits[: len(inside) + len(below)]
    assert len(below) <= 5
    assert not inside or not below or inside[-1].score > below[0].score
