"""Ids and citation keys: made from the content, never changed."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from assistant.catalog import Catalog
from assistant.models import Paper
from tests.catalog.invented import TITLE, other, record


def only(folder: Path, **known: Any) -> Paper:  # noqa: ANN401
    with closing(Catalog.open(folder, create=True)) as catalog:
        catalog.merge([record(**known)])
        (paper,) = catalog.papers()
        return paper


def test_an_id_is_made_from_title_and_first_author(tmp_path: Path) -> None:
    one = only(tmp_path / "one")
    two = only(
        tmp_path / "two",
        title=TITLE.upper(),
        source="elsewhere",
        year=None,
        date=None,
        authors=("M. Odegard",),
        abstract="",
    )
    assert re.fullmatch(r"p[0-9a-f]{12}", one.id)
    assert one.id == two.id


def test_a_given_id_is_kept(tmp_path: Path) -> None:
    assert only(tmp_path, given_id="cs/9904999").id == "cs/9904999"


@pytest.mark.parametrize("given", ["two words", "tab\tbed", "bell\x07", "-rf", "x" * 201, ""])
def test_an_id_that_cannot_be_typed_is_not_used(tmp_path: Path, given: str) -> None:
    assert re.fullmatch(r"p[0-9a-f]{12}", only(tmp_path, given_id=given).id)


def test_ids_and_keys_stay_when_more_becomes_known(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        catalog.merge([record(year=None, date=None, authors=())])
        (before,) = catalog.papers()
        catalog.merge([record(source="refs.bib", given_id="odegard2019", doi="10.9999/abc")])
        (after,) = catalog.papers()
        assert (after.id, after.key) == (before.id, before.key) == (before.id, "anontidal")
        assert after.year == 2019
        assert catalog.find("odegard2019").id == before.id


def test_different_papers_have_different_ids_and_keys(tmp_path: Path) -> None:
    """Even with the same title, first author and year, and the same id from two sources."""
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        versions = [record(doi=f"10.9999/{number}", given_id="same", source=f"s{number}") for number in range(30)]
        assert catalog.merge(versions[:20]).added == 20
        assert catalog.merge(versions[20:]).added == 10
        keys = [paper.key for paper in sorted(catalog.papers(), key=lambda paper: paper.doi or "")]
        assert len({paper.id for paper in catalog.papers()}) == len(set(keys)) == 30
        stem = "odegard2019tidal"
        assert {stem, f"{stem}a", f"{stem}z", f"{stem}ac"} < set(keys)


@pytest.mark.parametrize(
    ("title", "authors", "year", "key"),
    [
        ("Neural Tides", ("Alexander Pritzel",), 2017, "pritzel2017neural"),
        ("Neural Tides", ("Alexander Pritzel",), None, "pritzelneural"),
        ("On the Use of Tides", ("Ingrid von Glehn",), 2026, "glehn2026use"),
        ("What is it?", ("Bo Ek, Jr.",), 2020, "ek2020what"),
        ("$k$-Nearest Tides", (), 2020, "anon2020k"),
        ("潮の時計", ("山田 太郎",), 2020, "anon2020"),
        ("Tides", ("Harbour Team",), 2020, "team2020tides"),
    ],
)
def test_a_citation_key_reads_like_one(
    tmp_path: Path, title: str, authors: tuple[str, ...], year: int | None, key: str
) -> None:
    assert only(tmp_path, title=title, authors=authors, year=year).key == key


def test_a_key_does_not_run_into_another_stem(tmp_path: Path) -> None:
    with closing(Catalog.open(tmp_path, create=True)) as catalog:
        titles = ["Plana", "Plan", "Plan on", "Plan off"]
        catalog.merge([record(title, authors=("Bo Ek",), abstract="") for title in titles])
        assert sorted(paper.key for paper in catalog.papers()) == [
            "ek2019plan",
            "ek2019plana",
            "ek2019planb",
            "ek2019planc",
        ]


def test_the_same_sources_give_the_same_names_in_every_library(tmp_path: Path) -> None:
    page = [record(), other(1), other(2), record(doi="10.9999/z", source="b"), record(doi="10.9999/y", source="c")]
    names = []
    for folder in ("one", "two"):
        with closing(Catalog.open(tmp_path / folder, create=True)) as catalog:
            catalog.merge(page)
            names.append([(paper.id, paper.key) for paper in catalog.papers()])
    assert names[0] == names[1]
