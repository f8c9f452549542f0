"""Which records are one paper."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from assistant.catalog import Catalog
from assistant.models import Record
from tests.catalog.invented import AUTHORS, record

SHORT = "Nets of eelgrass catch more signal than wire does, and they mend themselves in spring."

SAME = {
    "doi in another dress": (
        record("Clocks", doi="10.9999/ABC"),
        record("Uhren", doi="https://doi.org/10.9999/abc"),
    ),
    "arXiv id with a version": (
        record("Clocks", arxiv_id="1904.99991v2"),
        record("Clocks, Revised", arxiv_id="1904.99991"),
    ),
    "arXiv id and arXiv DOI": (
        record("Clocks", arxiv_id="1904.99991"),
        record("Clocks, Revised", doi="10.48550/arXiv.1904.99991"),
    ),
    "markup": (record("Tide$^2$: \\emph{Deep} Clocks"), record("Tide2: Deep clocks")),
    "Greek and HTML": (record("TD($\\lambda$) &amp; tides"), record("<i>TD(λ)</i> and Tides")),
    "accents": (record("Poincaré Tides", authors=("Bo Ćirić",)), record("Poincare tides", authors=("Bo Ciric",))),
    "letters without accents": (record(authors=("Maren Ødegård",)), record(authors=("M. Odegard",))),
    "et al.": (record(), record(authors=AUTHORS[:1], authors_complete=False)),
    "one without authors": (record(), record(authors=())),
    "one without authors and abstract": (record(), record(authors=(), abstract="")),
    "preprint and published": (
        record(year=2017, doi="10.48550/arXiv.1704.99991", venue="arXiv"),
        record(year=2019, doi="10.9999/abc", venue="Journal of Tides"),
    ),
    "a preprint server's DOI": (record(doi="10.1101/2019.01.01.999999"), record(doi="10.9999/abc")),
    "years apart, but the same abstract": (record(year=2005), record(year=2019)),
    "the same editorial": (
        record("Editorial", authors=("Ann Bell",)),
        record("Editorial", authors=("Ann Bell",), categories=("LG",)),
    ),
    "another script": (record("潮の時計", authors=("山田 太郎",)), record("潮の時計", authors=("山田 太郎",))),
    "a team first": (record(authors=("Harbour Team", *AUTHORS)), record(authors=AUTHORS)),
}

APART = {
    "other title": (record("Clocks"), record("Calendars")),
    "other first author": (record(authors=("Ann Bell",)), record(authors=("Bo Ek",))),
    "two published DOIs": (record(doi="10.9999/abc"), record(doi="10.9999/xyz")),
    "two arXiv ids": (record(arxiv_id="1904.99991"), record(arxiv_id="1904.99992")),
    "years apart": (record(year=2005, abstract=SHORT), record(year=2019)),
    "editorials": (
        record("Editorial", authors=("Ann Bell",)),
        record("Editorial", authors=("Ann Bell",), abstract=SHORT),
    ),
    "editorials without abstract": (
        record("Editorial", authors=("Ann Bell",), abstract="", year=2018),
        record("Editorial", authors=("Ann Bell",), abstract="", year=2019),
    ),
    "no authors and another abstract": (record(authors=()), record(abstract=SHORT)),
    "the DOI of a whole volume": (
        record("Clocks", doi="10.9999/volume", authors=("Ann Bell",)),
        record("Eelgrass", doi="10.9999/volume", authors=("Bo Ek",), abstract=SHORT),
    ),
    "the same number from two sources": (
        record("Clocks", given_id="17"),
        record("Eelgrass", given_id="17", authors=("Bo Ek",), abstract=SHORT),
    ),
}


def count(folder: Path, one: Record, two: Record) -> int:
    two = two.model_copy(update={"source": "page-two.txt"})
    with closing(Catalog.open(folder, create=True)) as catalog:
        catalog.merge([one])
        catalog.merge([two])
        return catalog.count()


@pytest.mark.parametrize("name", SAME)
def test_one_paper_in_either_order(tmp_path: Path, name: str) -> None:
    one, two = SAME[name]
    assert count(tmp_path / "forth", one, two) == 1
    assert count(tmp_path / "back", two, one) == 1


@pytest.mark.parametrize("name", APART)
def test_two_papers_in_either_order(tmp_path: Path, name: str) -> None:
    one, two = APART[name]
    assert count(tmp_path / "forth", one, two) == 2
    assert count(tmp_path / "back", two, one) == 2


def test_a_source_may_retitle_what_it_gave_an_id(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        catalog.merge([record("A Draft on Clocks", given_id="odegard-clocks")])
        assert catalog.merge([record("Final Words about Timing", given_id="odegard-clocks")]).updated == 1
        assert [(paper.id, paper.title) for paper in catalog.papers()] == [
            ("odegard-clocks", "Final Words about Timing")
        ]


def test_one_id_for_two_papers_in_a_broken_file_loses_neither(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        catalog.merge([record(given_id="x"), record("Eelgrass", given_id="x", abstract=SHORT)])
        assert {paper.title for paper in catalog.papers()} == {record().title, "Eelgrass"}


def test_a_title_that_two_papers_share_goes_to_the_older(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        catalog.merge([record(authors=("Ann Bell",)), record(authors=("Bo Ek",))])
        catalog.merge([record(authors=(), abstract="", source="list.txt")])
        assert [(paper.authors, len(paper.sources)) for paper in catalog.papers()] == [
            (("Ann Bell",), 2),
            (("Bo Ek",), 1),
        ]
