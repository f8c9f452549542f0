"""Lists of papers as an interface asks for them, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Library
from assistant.errors import BadRequest, PaperNotFound
from tests.library.meadow import open_meadow

ANTS, BEES, HUMBLE = "Ants Weigh Their Loads", "Bees Count Petals", "HUMBLE: Bumblebees Learn to Roll Balls"


def test_a_page_of_papers_with_the_length_of_the_list(meadow: Library) -> None:
    page = meadow.page("BEES", sort="title", descending=False, limit=1, year="2000:")
    assert ([paper.title for paper in page.papers], page.total) == ([BEES], 2)
    assert [paper.title for paper in meadow.page(sort="author", descending=False).papers] == [BEES, ANTS, HUMBLE]
    assert meadow.page().papers == meadow.papers()


@pytest.mark.parametrize("asked", [{"sort": "colour"}, {"offset": -1}, {"limit": 0}, {"year": "soon"}])
def test_what_makes_no_page_is_refused_in_words(meadow: Library, asked: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        meadow.page(**asked)  # type: ignore[arg-type]


def test_what_can_be_filtered_by(meadow: Library) -> None:
    assert meadow.facets().years == (2011, 2020)


def test_what_could_not_be_read_is_listed_after_a_restart(meadow: Library, tmp_path: Path) -> None:
    assert meadow.rejections() == ()
    source = tmp_path / "half.jsonl"
    source.write_text('{"title": "Whole", "abstract": "Bees."}\n{"title": "Cut off\n', encoding="utf-8")
    report = meadow.add(source)
    with open_meadow(tmp_path) as again:
        assert again.rejections() == report.rejected
        assert again.rejections()[0].where == "line 2"


def test_papers_like_one_named_by_title(meadow: Library) -> None:
    hits = meadow.similar(BEES, limit=1)
    assert [hit.paper.title for hit in hits] == [HUMBLE]
    assert hits[0].passages[0].text in hits[0].paper.abstract
    assert len(meadow.similar("HUMBLE")) == 2
    with pytest.raises(PaperNotFound):
        meadow.similar("Wasps")
    meadow.remove(HUMBLE, ANTS)
    assert meadow.similar(BEES) == ()
