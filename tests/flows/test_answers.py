"""Search, ask, review and outline on a library of bees: everything shown can be traced, and filters filter."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from assistant import BadRequest, Library, to_markdown
from assistant.catalog import Catalog
from tests.flows.bees import ANSWERED_BY, ELSEWHERE, KNOWN, QUESTION, THEME
from tests.flows.trace import check_answer, check_outline, check_review, check_search

QUESTIONS = (
    QUESTION,
    "How many milligrams weighs a radar tag?",
    "Do bees follow a robot that dances?",
    "What do pesticides do to the dances of bees?",
    "How well can queen loss be heard?",
    "Does an app count mites as well as experts?",
    "Who profits from flowering margins of fields?",
    "Is wax discussed?",
    ELSEWHERE,
    "bees",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_can_be_traced(question: str, bees: Library) -> None:
    check_answer(bees.ask(question), bees)
    check_answer(bees.ask(question, limit=1), bees)
    check_search(bees.search(question), bees)


def test_the_answer_quotes_the_paper_that_has_it(bees: Library) -> None:
    answer = bees.ask(QUESTION)
    assert answer.status == "answered"
    assert answer.references[0].paper.title == ANSWERED_BY
    assert "“A classifier on the spectrum warns of swarming nine days ahead.” [1]" in answer.text
    assert answer.model is None


def test_without_evidence_it_says_so_and_names_the_closest(bees: Library) -> None:
    answer = check_answer(bees.ask(ELSEWHERE), bees)
    assert answer.status == "no_evidence"
    assert answer.closest
    assert "no evidence" in answer.text
    assert bees.show(answer.closest[0]).title in to_markdown(answer, bees.papers())


@pytest.mark.parametrize("theme", [THEME, "mites", "sounds of the hive", "pesticides", "robots and drones", ELSEWHERE])
def test_every_review_and_outline_can_be_traced(theme: str, bees: Library) -> None:
    review = check_review(bees.review(theme), bees)
    outline = check_outline(bees.outline(theme), bees)
    placed = {paper_id for section in outline.sections for paper_id in section.paper_ids} | set(outline.unassigned)
    assert placed == set(review.coverage.relevant)
    assert review.scope.searched == KNOWN
    assert not {one.paper_id for one in review.scope.below} & set(review.coverage.relevant)


def test_a_review_holds_what_belongs(bees: Library) -> None:
    review = bees.review(THEME)
    titles = {reference.paper.title for reference in review.references}
    assert {"How Bees Remember a Patch of Clover", "Dance Dialects of Two Races of Bees"} <= titles
    assert "A Pesticide Register for Beekeepers" not in titles
    assert len(bees.review(THEME, limit=2).coverage.relevant) == 2


def test_a_theme_that_no_paper_touches_makes_an_empty_review(bees: Library) -> None:
    review = check_review(bees.review(ELSEWHERE), bees)
    assert (review.sections, review.references, review.coverage.relevant) == ((), (), ())
    assert "No paper" in to_markdown(review)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"year": "2019:2021"}, 4),
        ({"year": 2022}, 2),
        ({"year": ":2016"}, 3),
        ({"year": "2023:"}, 2),
        ({"author": "okafor"}, 3),
        ({"venue": "hive"}, 2),
        ({"category": "TOX"}, 2),
        ({"category": "tox", "year": "2016"}, 1),
        ({"author": "Nobody"}, 0),
    ],
)
def test_filters_mean_the_same_everywhere(filters: dict[str, str | int], count: int, bees: Library) -> None:
    allowed = {paper.id for paper in bees.papers(**filters)}  # type: ignore[arg-type]
    assert len(allowed) == count
    hits = check_search(bees.search("bees", limit=50, **filters), bees).hits  # type: ignore[arg-type]
    assert {hit.paper.id for hit in hits} == allowed
    for question in (QUESTION, "bees"):
        answer = check_answer(bees.ask(question, **filters), bees)  # type: ignore[arg-type]
        assert {reference.paper.id for reference in answer.references} | set(answer.closest) <= allowed
    review = check_review(bees.review("bees", **filters), bees)  # type: ignore[arg-type]
    assert set(review.coverage.relevant) <= allowed
    outline = check_outline(bees.outline("bees", **filters), bees)  # type: ignore[arg-type]
    assert {paper_id for section in outline.sections for paper_id in section.paper_ids} <= allowed
    documents = bees.as_retriever(limit=50, **filters).invoke("bees")  # type: ignore[arg-type]
    assert {document.metadata["paper_id"] for document in documents} == allowed


def test_a_year_filter_counts_the_papers_it_leaves_out_for_having_no_year(bees: Library) -> None:
    assert bees.search("bees", year="2000:2030").without_year == 1
    assert bees.without_year(year="2000:2030") == 1
    assert bees.search("bees", year="2000:2030", author="okafor").without_year == 1
    assert bees.search("bees", year="2000:2030", author="stroud").without_year == 0
    assert bees.search("bees").without_year == 0


@pytest.mark.parametrize("year", ["20", "2020:2010", "last", ":", "2010:2012:2014", -5, "2017-03"])
def test_a_year_that_is_none_is_refused(year: str | int, bees: Library) -> None:
    with pytest.raises(BadRequest, match="year"):
        bees.search("bees", year=year)


def test_a_capsule_is_saved_and_holds_the_run(bees: Library, bees_folder: Path) -> None:
    for result in (bees.ask(QUESTION), bees.ask(ELSEWHERE), bees.review(THEME)):
        with closing(Catalog.open(bees_folder, create=False)) as catalog:
            saved = json.loads(catalog.capsules.text(result.capsule) or "")
        assert saved["result"] == result.model_dump(mode="json", exclude={"capsule", "usage", "cached"})
        assert saved["embedder"]["name"] == "builtin"
        assert saved["retrieved"]
        assert all(0.0 <= score <= 1.0 for _, score in saved["retrieved"])


def test_equal_runs_have_one_capsule_and_others_their_own(bees: Library, bees_folder: Path) -> None:
    assert bees.ask(QUESTION).capsule == bees.ask(f"  {QUESTION} ").capsule
    others = [bees.ask(QUESTION), bees.ask("bees"), bees.ask(QUESTION, year="2018"), bees.review(THEME)]
    assert len({result.capsule for result in others}) == len(others)
    with closing(Catalog.open(bees_folder, create=False)) as catalog:
        names = catalog.capsules.beginning("")
    assert len(set(names)) == len(names)
