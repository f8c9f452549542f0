"""Listing, filtering and finding papers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog import Catalog
from assistant.errors import BadRequest, PaperNotFound
from assistant.models import Filters
from tests.catalog.invented import TITLE, other, record


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    with Catalog.open(tmp_path_factory.mktemp("library"), create=True) as opened:
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
    with Catalog.open(tmp_path, create=True) as empty, pytest.raises(PaperNotFound, match="the library is empty"):
        empty.find("anything")
