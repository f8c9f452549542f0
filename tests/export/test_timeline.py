"""The picture of papers over the years."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from assistant.export import timeline
from assistant.models import Paper
from tests.export.crows import JAYS, ORR, ROOKS, VALE, paper

HOSTILE = "</title></svg><script>alert(1)</script> \"'&amp; ]]> \u202egnirts \x00"
_SVG = "{http://www.w3.org/2000/svg}"


def drawn(*papers: Paper, cited: tuple[str, ...] = ()) -> ElementTree.Element:
    return ElementTree.fromstring(timeline(papers, cited))  # noqa: S314 - our own


def dots(picture: ElementTree.Element) -> list[ElementTree.Element]:
    return list(picture.iter(f"{_SVG}circle"))


def texts(picture: ElementTree.Element) -> list[str]:
    return ["".join(one.itertext()) for one in picture.iter(f"{_SVG}text")]


def of_year(number: int, year: int | None) -> Paper:
    return paper(f"n{number}", f"Paper {number}", year=year)


def test_one_dot_a_paper_filled_when_cited_and_named() -> None:
    picture = drawn(VALE, ORR, JAYS, cited=(VALE.id, ORR.id))
    named = {"".join(dot.itertext()): "fill" in dot.attrib for dot in dots(picture)}
    assert len(named) == 3
    assert [name for name, filled in named.items() if not filled] == ["Day (2020). Jays that hide food (not cited)"]
    assert texts(picture)[-1] == "● 2 cited○ 1 not cited"
    assert picture.get("role") == "img"
    assert picture.get("aria-label") == "Timeline of 3 papers, 2009–2020, 2 cited"


def test_dots_lead_where_they_are_told() -> None:
    picture = ElementTree.fromstring(timeline([VALE, ORR], [], {VALE.id: '#a&"b'}))  # noqa: S314 - our own
    assert [one.get("href") for one in picture.iter(f"{_SVG}a")] == ['#a&"b']
    assert len(dots(picture)) == 2
    assert picture.get("role") == "group"


def test_papers_without_a_year_are_counted_in_words() -> None:
    picture = drawn(VALE, ROOKS, cited=(ROOKS.id,))
    assert len(dots(picture)) == 1
    assert texts(picture)[-1] == "1 paper without a year is not shown."
    assert str(picture.get("aria-label")).endswith("1 cited, 1 without a year")
    assert dots(drawn(ROOKS)) == []
    assert texts(drawn()) == ["No papers."]


@pytest.mark.parametrize("years", [[2020], [2019, 2020], range(1990, 2022), range(1700, 2025, 3), [1, 2025]])
def test_labels_have_room_and_stand_under_their_dots(years: list[int]) -> None:
    picture = drawn(*(of_year(number, year) for number, year in enumerate(years)))
    labels = [one for one in picture.iter(f"{_SVG}text") if one.get("x")]
    assert 1 <= len(labels) <= 7
    places = [float(str(one.get("x")).rstrip("%")) for one in labels]
    assert all(later - sooner >= 11 for sooner, later in pairwise(places))  # 37 pixels of 340
    assert 4 <= min(places) <= max(places) <= 96
    columns = [float(str(one.get("x")).rstrip("%")) for one in picture.iter(f"{_SVG}svg") if one.get("x")]
    assert len(dots(picture)) == len(years)
    assert all(after - before >= 2.5 for before, after in pairwise(columns))  # a dot's width


@pytest.mark.parametrize("number", [1, 16, 17, 60, 400])
def test_however_many_of_one_year_it_stays_low_and_they_keep_apart(number: int) -> None:
    picture = drawn(*(of_year(one, 2020) for one in range(number)))
    assert float(str(picture.get("height"))) < 250
    places = {(dot.get("cx"), dot.get("cy")) for dot in dots(picture)}
    assert len(places) == number


def test_nothing_of_a_paper_becomes_markup() -> None:
    hostile = paper("p9", HOSTILE, authors=(HOSTILE,), year=2020)
    text = timeline([hostile], [])
    assert not re.search(r"<script|\x00|\u202e", text)
    assert {one.tag.removeprefix(_SVG) for one in drawn(hostile).iter()} == {
        *("svg", "line", "g", "text", "tspan", "circle", "title")
    }


def test_it_is_small_and_the_same_for_any_order() -> None:
    papers = [of_year(number, 1990 + number % 30) for number in range(60)]
    text = timeline(papers, {"n3", "n7"})
    assert len(text) < 10_000
    assert text == timeline(papers[::-1], ["n7", "n3"])
