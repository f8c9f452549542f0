"""Title and first author told apart in a line that glues them together."""

from __future__ import annotations

import io

import pytest

from assistant.models import Record
from assistant.readers import read_sources
from tests.readers.invented import HARD, Invented


def read(page: str) -> list[Record]:
    found = list(read_sources(["-"], stdin=io.BytesIO(page.encode())))
    assert all(isinstance(one, Record) for one in found), found
    return [one for one in found if isinstance(one, Record)]


def compact(paper: Invented) -> str:
    return f"LGMay 3, 2021\n{paper.title}{paper.authors}\n{paper.abstract}"


def roomy(paper: Invented) -> str:
    return f"LGMay 3, 2021\n{paper.title}\n\n{paper.authors}\n\n{paper.abstract}\n"


@pytest.mark.parametrize("paper", HARD, ids=lambda paper: f"{paper.title}|{paper.authors}"[:50])
def test_alone_on_a_page(paper: Invented) -> None:
    (record,) = read(compact(paper))
    assert (record.title, record.authors, record.authors_complete) == (paper.title, paper.names, paper.complete)


@pytest.mark.parametrize("form", [compact, roomy])
def test_all_on_one_page(form) -> None:  # noqa: ANN001
    found = read("\n".join(map(form, HARD)))
    assert [(one.title, one.authors, one.abstract) for one in found] == [
        (paper.title, paper.names, paper.abstract) for paper in HARD
    ]


UNCLEAR = Invented("Bounds for QRS", "UV Brandt, Bo Lindgren")
"""Nothing in the line tells that this is not "Bounds for QRSU" by V Brandt."""


def test_a_guess_is_marked() -> None:
    assert not read(compact(UNCLEAR))[0].sure
    assert read(compact(Invented("On the habits of foxes", "Ada King, Bo Lindgren")))[0].sure


def test_same_paper_in_the_roomy_layout_tells() -> None:
    for page in (f"{compact(UNCLEAR)}\n{roomy(UNCLEAR)}", f"{roomy(UNCLEAR)}\n{compact(UNCLEAR)}"):
        assert [(one.title, one.sure) for one in read(page)] == [(UNCLEAR.title, True)] * 2


def test_same_author_elsewhere_on_the_page_tells() -> None:
    other = Invented("Foxes at Night", "Ada King, UV Brandt")
    assert [one.title for one in read(f"{compact(UNCLEAR)}\n{compact(other)}")] == [UNCLEAR.title, other.title]


def test_acronym_in_the_abstract_tells() -> None:
    told = UNCLEAR._replace(hint="Our QRS is bounded.")
    assert read(compact(told))[0].title == told.title
