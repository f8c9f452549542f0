"""What merging reports, keeps and changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.catalog import Catalog, Merged
from tests.catalog.invented import ABSTRACT, AUTHORS, TITLE, other, record


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with closing(Catalog.open(tmp_path, create=True)) as opened:
        yield opened


def settle(catalog: Catalog) -> None:
    catalog.settle({waiting.paper_id: 0 if waiting.kind == "remove" else 2 for waiting in catalog.pending()})


def test_the_same_paper_on_two_pages_is_one_paper_with_two_sources(catalog: Catalog) -> None:
    first = record(text="the first page's line")
    second = record(source="page-two.txt", text="the second page's line", year=None, date=None)
    assert catalog.merge([first, other(1), second]) == Merged(added=2, merged=1)
    paper = catalog.find(TITLE)
    assert [(found.source, found.record) for found in paper.sources] == [
        ("page-one.txt", "the first page's line"),
        ("page-two.txt", "the second page's line"),
    ]
    assert catalog.count() == 2


def test_a_second_add_of_the_same_pages_changes_nothing(catalog: Catalog) -> None:
    page = [record(), record(source="page-two.txt", year=None, date=None), other(1), other(2)]
    catalog.merge(page)
    settle(catalog)
    before = catalog.papers()
    moved = [entry.model_copy(update={"where": "line 99"}) for entry in page]
    assert catalog.merge(moved) == Merged(unchanged=4)
    assert catalog.papers() == before
    assert catalog.pending() == ()


def test_a_changed_abstract_updates_the_paper_and_replaces_the_source_row(catalog: Catalog) -> None:
    catalog.merge([record()])
    settle(catalog)
    rewritten = "We retract the clock. Rare planners keep time well without it, as eleven new tasks show."
    assert catalog.merge([record(abstract=rewritten)]) == Merged(updated=1)
    paper = catalog.find(TITLE)
    assert paper.abstract == rewritten
    assert len(paper.sources) == 1
    assert [(waiting.kind, waiting.passages) for waiting in catalog.pending()] == [("change", 2)]
    assert catalog.merge([record()]) == Merged(updated=1)
    assert catalog.find(TITLE).abstract == ABSTRACT


def test_knowledge_that_is_not_in_the_index_needs_no_indexing(catalog: Catalog) -> None:
    catalog.merge([record()])
    settle(catalog)
    more = record(source="refs.bib", doi="10.9999/clock", organisations=("harbour lab",), code=True)
    assert catalog.merge([more]) == Merged(merged=1)
    assert catalog.pending() == ()
    paper = catalog.find(TITLE)
    assert (paper.doi, paper.organisations, paper.code) == ("10.9999/clock", ("harbour lab",), True)


def test_one_source_may_list_a_paper_twice(catalog: Catalog) -> None:
    """Each entry stays, in one batch or in two, and a second add finds both again."""
    one, two = record(categories=("LG",)), record(categories=("AI",), where="line 8")
    catalog.merge([one, two])
    assert catalog.find(TITLE).categories == ("LG", "AI")
    assert catalog.merge([one, two]) == Merged(unchanged=2)
    seen: set[str] = set()
    far = [other(5, categories=("LG",)), other(5, categories=("AI",))]
    assert [catalog.merge([entry], seen) for entry in far] == [Merged(added=1), Merged(merged=1)]
    seen = set()
    assert [catalog.merge([entry], seen) for entry in far] == [Merged(unchanged=1), Merged(unchanged=1)]
    assert len(catalog.find(far[0].title).sources) == 2


def test_a_wrong_cut_between_title_and_authors_is_corrected_by_the_other_layout(catalog: Catalog) -> None:
    """Whichever comes first, and whether the cut was too early or too late."""
    early = record("Tidal Clocks for Sparse", authors=("PlannersMaren Ødegård", *AUTHORS[1:]), sure=False)
    late = record("Tidal Clocks for Sparse PlannersMaren Ødegård", authors=AUTHORS[1:], sure=False)
    roomy = record(source="roomy.txt", year=None, date=None)
    assert catalog.merge([early]) == Merged(added=1)
    assert catalog.merge([roomy, late.model_copy(update={"source": "page-three.txt"})]) == Merged(merged=2)
    (paper,) = catalog.papers()
    assert (paper.title, paper.authors, paper.year) == (TITLE, AUTHORS, 2019)


def test_a_later_record_can_prove_that_two_papers_are_one(catalog: Catalog) -> None:
    preprint = record("Clocks that Swing", given_id="old", year=2018, date=None)
    published = record(source="refs.bib", doi="10.9999/clock", given_id="new", authors=("Maren Ødegård",))
    assert catalog.merge([preprint, published]) == Merged(added=2)
    settle(catalog)
    proof = record("Clocks that Swing", source="export.jsonl", doi="https://doi.org/10.9999/CLOCK")
    assert catalog.merge([proof]).added == 0
    (paper,) = catalog.papers()
    assert paper.id == "old"
    assert catalog.find("new").id == "old"
    assert len(paper.sources) == 3
    assert {waiting.paper_id: waiting.kind for waiting in catalog.pending()}["new"] == "remove"
    settle(catalog)
    assert catalog.passages() == 2


def test_an_export_taken_back_meets_its_papers_again(catalog: Catalog) -> None:
    catalog.merge([record(), other(1)])
    exported = [
        record(paper.title, source="export.jsonl", given_id=paper.id, authors=paper.authors, date=paper.date)
        for paper in catalog.papers()
    ]
    assert catalog.merge(exported).added == 0
    retitled = exported[0].model_copy(update={"title": f"{exported[0].title}, Revisited", "authors": ()})
    assert catalog.merge([retitled]).added == 0


def test_an_empty_batch_is_fine(catalog: Catalog) -> None:
    assert catalog.merge([]) == Merged()
    assert catalog.papers() == ()


def test_reports_add_up(catalog: Catalog) -> None:
    assert catalog.merge([record(), record(), record(source="page-two.txt"), other(1)]).read == 4
