"""Pages whose long lines were broken at a fixed width by an editor or a mail."""

from __future__ import annotations

import io
import textwrap

import pytest

from assistant.models import Record
from assistant.readers import read_sources
from tests.readers.invented import HARD, Invented

PAPERS = [paper._replace(hint="Foxes sleep in the harbour while boats come and go. " * 8) for paper in HARD]


def compact(paper: Invented) -> str:
    return f"LGMay 3, 2021\n{paper.title}{paper.authors} · oxford, small-lab\n{paper.abstract}"


def roomy(paper: Invented) -> str:
    return f"LGMay 3, 2021\n{paper.title}\n\n{paper.authors} · oxford, small-lab\n\n{paper.abstract}\n"


def broken(page: str, width: int) -> str:
    lines = (textwrap.fill(line, width, break_on_hyphens=False) if line else "" for line in page.split("\n"))
    return "\n".join(lines)


def read(page: str) -> list[Record]:
    found = list(read_sources(["-"], stdin=io.BytesIO(page.encode())))
    assert all(isinstance(one, Record) for one in found), found
    return [one for one in found if isinstance(one, Record)]


@pytest.mark.parametrize("width", [60, 72, 80, 100, 120])
@pytest.mark.parametrize("form", [compact, roomy])
def test_a_broken_page_reads_like_the_whole_one(form, width: int) -> None:  # noqa: ANN001
    page = "\n".join(map(form, PAPERS))
    shown = [(one.title, one.authors, one.organisations, one.abstract, one.sure) for one in read(page)]
    found = [(one.title, one.authors, one.organisations, one.abstract, one.sure) for one in read(broken(page, width))]
    assert found == shown


def test_text_and_place_are_those_of_the_broken_lines() -> None:
    page = broken("\n".join(map(compact, PAPERS[:3])), 72)
    lines = page.split("\n")
    for one in read(page):
        first, last = (int(number) for number in one.where.removeprefix("lines ").split("-"))
        assert one.text.split("\n") == lines[first - 1 : last]


def test_a_broken_title_is_not_taken_for_title_and_authors() -> None:
    """Its second line looks like a name; the authors below have no plain form."""
    title = "The Boats and Foxes Matter: Ubiquitous Harbour Mode Counting by Night using\nSmall Stone Tower Windows"
    abstract = textwrap.fill("Foxes sleep in the harbour while boats come and go. " * 6, 80)
    entry = f"LGMay 3, 2021\n{title}\n\nAli Mohamed AbdelBaqi, Moustafa Yunis\n\n{abstract}\n"
    assert [(one.title, one.authors) for one in read(entry * 3)] == [
        (title.replace("\n", " "), ("Ali Mohamed AbdelBaqi", "Moustafa Yunis"))
    ] * 3
