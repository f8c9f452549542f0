"""What holds for all pages: adding again changes nothing, and the order of the pages does not matter."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.catalog import Catalog, Merged
from assistant.models import Paper, Record
from tests.catalog.invented import other

FIRST, SECOND = "page-one.txt", "page-two.txt"


@st.composite
def views(draw: st.DrawFn, source: str) -> list[Record]:
    """A page: each of a few papers as far as this page knows it."""
    page = []
    for number in draw(st.lists(st.integers(0, 4), unique=True, max_size=5)):
        whole = other(number)
        authors = (*whole.authors, "Second Writer", "Third Writer", "Fourth Writer")
        shown = draw(st.sampled_from([1, 3, 4]))
        known: dict[str, Any] = {
            "authors": authors[:shown],
            "authors_complete": shown == 4,
            "abstract": draw(st.sampled_from([whole.abstract, whole.abstract[:30] + " …", ""])),
            "doi": draw(st.sampled_from([None, f"10.9999/{number}"])),
            "organisations": draw(st.sampled_from([(), ("lab",)])),
            "code": draw(st.sampled_from([None, True])),
        }
        known |= draw(st.sampled_from([{}, {"year": None, "date": None}, {"date": "2019"}]))
        if draw(st.booleans()):  # the boundary between title and authors was guessed one word too early
            *words, last = whole.title.split()
            known |= {
                "title": " ".join(words),
                "authors": (last + authors[0], *authors[1:shown]),
                "sure": False,
            }
        page.append(other(number, source, **known))
    return page


def library(*batches: list[Record]) -> tuple[list[Merged], tuple[Paper, ...]]:
    with tempfile.TemporaryDirectory() as folder, closing(Catalog.open(Path(folder), create=True)) as catalog:
        reports = [catalog.merge(batch) for batch in batches]
        return reports, catalog.papers()


def facts(papers: tuple[Paper, ...], *ties: str) -> set[str]:
    return {paper.model_dump_json(exclude={"sources", *ties}) for paper in papers}


@given(views(FIRST), views(SECOND))
@settings(max_examples=30)
def test_merging_again_changes_nothing(one: list[Record], two: list[Record]) -> None:
    _, once = library(one, two)
    reports, twice = library(one, two, two, one)
    assert facts(twice) == facts(once)
    assert [report.unchanged for report in reports[2:]] == [len(two), len(one)]


@given(views(FIRST), views(SECOND))
@settings(max_examples=30)
def test_reports_add_up_to_what_was_read(one: list[Record], two: list[Record]) -> None:
    reports, papers = library(one, two)
    assert [report.read for report in reports] == [len(one), len(two)]
    assert sum(report.added for report in reports) == len(papers)


@given(views(FIRST), views(SECOND))
@settings(max_examples=30)
def test_the_order_of_two_pages_in_one_batch_does_not_matter(one: list[Record], two: list[Record]) -> None:
    _, forth = library(one + two)
    _, back = library(two + one)
    assert facts(forth) == facts(back)


@given(views(FIRST), views(SECOND))
@settings(max_examples=30)
def test_the_order_of_two_batches_does_not_matter(one: list[Record], two: list[Record]) -> None:
    """But for names: an id and a key are given from what is known at first sight, and stay."""
    _, forth = library(one, two)
    _, back = library(two, one)
    assert facts(forth, "id", "key") == facts(back, "id", "key")
    _, together = library(one + two)
    assert facts(together, "id", "key") == facts(forth, "id", "key")
