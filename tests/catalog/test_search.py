"""Listing, filtering and finding papers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog import Catalog, Order, Sort
from assistant.errors import BadRequest, PaperNotFound
from assistant.models import Facets, Filters
from tests.catalog.invented import TITLE, other, record


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with closing(Catalog.open(tmp_path_factory.mktemp("library"), create=True)) as opened:
        opened.merge(
            [
                record(categories=("cs.LG", "stat.ML"), venue="Journal of Tídal Studies", given_id="tidal"),
                other(1, year=2021, categories=("LG",), venue="Lattice Letters"),
                other(2, year=None, date=None, categories=("NLG",)),
                other(11, year=2021, authors=("Zoë Family12",), abstract="100% of Poincaré's corners_counted."),
            ]
        )
        yield opened


def titles(catalog: Catalog, words: str = "", limit: int | None = None, **wanted: object) -> list[str]:
    found = catalog.papers(Filters.model_validate(wanted), words, limit)
    return [paper.title for paper in found]


BIRCH, CEDAR, LATER = (other(number).title for number in (1, 2, 11))


def test_newest_first_then_by_key_and_without_a_year_last(catalog: Catalog) -> None:
    assert titles(catalog) == [BIRCH, LATER, TITLE, CEDAR]
    assert titles(catalog, limit=2) == [BIRCH, LATER]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("odegard", [TITLE]),
        ("ØDEGÅRD  clock", [TITLE]),
        ("tidal journal", [TITLE]),
        ("poincare", [LATER]),
        ("100%", [LATER]),
        ("s_c", [LATER]),
        ("lattice corners", [BIRCH, LATER, CEDAR]),
        ("lattice harbour", []),
    ],
)
def test_all_words_must_occur(catalog: Catalog, words: str, expected: list[str]) -> None:
    assert titles(catalog, words) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"year_from": 2021}, [BIRCH, LATER]),
        ({"year_to": 2020}, [TITLE]),
        ({"year_from": 2019, "year_to": 2019}, [TITLE]),
        ({"author": "maren o"}, [TITLE]),
        ({"author": "FAMILY1"}, [BIRCH, LATER]),
        ({"author": "Quintal Iva"}, []),
        ({"venue": "tidal"}, [TITLE]),
        ({"category": "lg"}, [BIRCH, TITLE]),
        ({"category": "cs.lg"}, [TITLE]),
        ({"category": "ML"}, [TITLE]),
        ({"category": "cs"}, []),
        ({"category": "LG", "year_from": 2020}, [BIRCH]),
        ({"author": "%"}, []),
    ],
)
def test_filters(catalog: Catalog, wanted: dict[str, Any], expected: list[str]) -> None:
    assert titles(catalog, **wanted) == expected
    ids = catalog.ids(Filters.model_validate(wanted))
    assert ids is not None
    assert sorted(paper.title for paper in catalog.get(sorted(ids)).values()) == sorted(expected)


@pytest.mark.parametrize("words", ["x" * 2000, " ".join(map(str, range(200)))])
def test_what_is_too_long_to_look_for_is_refused(catalog: Catalog, words: str) -> None:
    with pytest.raises(BadRequest, match="at most") as caught:
        catalog.papers(words=words)
    assert len(str(caught.value)) < 200


def test_no_filter_means_no_list_of_ids(catalog: Catalog) -> None:
    assert catalog.ids(Filters()) is None


def test_a_year_filter_tells_whom_it_leaves_out(catalog: Catalog) -> None:
    assert catalog.without_year(Filters(year_from=1900)) == 1
    assert catalog.without_year(Filters(year_from=1900, author="quintal")) == 0
    assert catalog.without_year(Filters(author="family2")) == 0


def test_papers_come_with_their_sources_in_the_order_asked_for(catalog: Catalog) -> None:
    ids = [paper.id for paper in catalog.papers()][::-1]
    assert list(catalog.get([*ids, "nobody"])) == ids
    assert catalog.get(["tidal"])["tidal"].sources[0].source == "page-one.txt"


@pytest.mark.parametrize("text", ["tidal", "odegard2019tidal", "ODEGARD2019TIDAL", TITLE, TITLE.lower(), " tidal cl"])
def test_a_paper_is_found_by_id_key_title_or_beginning(catalog: Catalog, text: str) -> None:
    assert catalog.find(text).title == TITLE


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tidal Clock for Spare Planers", "the closest titles are 'Tidal Clocks for Sparse Planners' (tidal)"),
        ("On the", "names more than one paper"),
        ("", "no paper has the id"),
        ("x" * 100_000, "no paper has the id"),
    ],
)
def test_what_is_not_found_is_answered_with_advice(catalog: Catalog, text: str, said: str) -> None:
    with pytest.raises(PaperNotFound) as caught:
        catalog.find(text)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 1000


def test_an_empty_library_says_so(tmp_path: Path) -> None:
    with (
        closing(Catalog.open(tmp_path, create=True)) as empty,
        pytest.raises(PaperNotFound, match="the library is empty"),
    ):
        empty.find("anything")


@pytest.mark.parametrize(
    ("by", "upwards"),
    [
        ("year", [TITLE, BIRCH, LATER, CEDAR]),
        ("title", [BIRCH, LATER, CEDAR, TITLE]),
        ("author", [BIRCH, LATER, CEDAR, TITLE]),
        ("venue", [TITLE, BIRCH, LATER, CEDAR]),
        ("added", [TITLE, BIRCH, CEDAR, LATER]),
    ],
)
def test_sorted_either_way_with_the_unknown_last(catalog: Catalog, by: Sort, upwards: list[str]) -> None:
    unknown = {"year": 1, "venue": 2}.get(by, 0)
    known = upwards[: len(upwards) - unknown]
    downwards = [*reversed(known), *upwards[len(known) :]]
    if by == "year":  # of one year: by key, either way
        downwards = [BIRCH, LATER, TITLE, CEDAR]
    for order, expected in ((Order(by, False), upwards), (Order(by, True), downwards)):
        page = catalog.page(Filters(), "", order, offset=0, limit=9)
        assert [paper.title for paper in page.papers] == expected
        assert page.total == 4


def test_page_by_page_they_are_what_the_list_holds(catalog: Catalog) -> None:
    whole = catalog.papers(Filters(), "lattice")
    for size in (1, 2, 5):
        pages = [catalog.page(Filters(), "lattice", Order(), offset=at, limit=size) for at in range(0, 3, size)]
        assert {page.total for page in pages} == {3}
        assert tuple(paper for page in pages for paper in page.papers) == whole
    beyond = catalog.page(Filters(year_from=2020), "lattice", Order(), offset=2, limit=5)
    assert (beyond.papers, beyond.total) == ((), 2)


def test_venues_and_categories_are_counted_as_shown(catalog: Catalog, tmp_path: Path) -> None:
    facets = catalog.facets()
    assert facets.years == (2019, 2021)
    assert [one.name for one in facets.venues] == ["Journal of Tídal Studies", "Lattice Letters"]
    assert [one.name for one in facets.categories] == ["LG", "NLG", "cs.LG", "stat.ML"]
    with closing(Catalog.open(tmp_path, create=True)) as own:
        assert own.facets() == Facets(years=None, venues=(), categories=())
        own.merge([other(number, venue="Letters", categories=("b", "a", "b")[: number + 1]) for number in range(3)])
        own.merge([other(0, source="later.txt", venue="Letters", categories=("c",))])
        now = own.facets()
        assert [(one.name, one.papers) for one in now.venues] == [("Letters", 3)]
        assert [(one.name, one.papers) for one in now.categories] == [("b", 3), ("a", 2), ("c", 1)]
        own.remove([paper.id for paper in own.papers(words="cedar")])
        assert [(one.name, one.papers) for one in own.facets().categories] == [("b", 2), ("a", 1), ("c", 1)]
