"""How papers are named in running text."""

from __future__ import annotations

import pytest

from assistant.models import Paper
from assistant.writers.naming import names, plural, short, told_apart
from tests.invented import paper

NAMED = [
    (("Anna Vale",), True, 2001, "Vale (2001)", False),
    (("Anna Vale",), False, 2001, "Vale et al. (2001)", True),
    (("Anna Vale", "Bo van Orr"), True, 2001, "Vale and van Orr (2001)", True),
    (("Anna Vale", "Bo Orr"), False, 2001, "Vale et al. (2001)", True),
    (("Anna Vale", "Bo Orr", "Lu Lind"), True, None, "Vale et al. (n.d.)", True),
    (("Corvid Team",), True, 2001, "Corvid Team (2001)", False),
    (("Hal Daumé III",), True, 2001, "Daumé (2001)", False),
    (("王小明",), True, 2001, "王小明 (2001)", False),
    ((), True, 0, "“Fog” (0)", False),
    ((), False, None, "“Fog” (n.d.)", False),
]


@pytest.mark.parametrize(("authors", "complete", "year", "expected", "several"), NAMED)
def test_a_paper_is_named_by_authors_and_year(
    authors: tuple[str, ...], complete: bool, year: int | None, expected: str, several: bool
) -> None:
    one = paper("p", "Fog", authors=authors, authors_complete=complete, year=year)
    assert short(one) == expected
    assert expected.startswith(names(one))
    assert plural(one) is several


def test_papers_of_the_same_first_author_and_year_are_told_apart_by_further_authors() -> None:
    def by(id_: str, *authors: str, complete: bool = True, year: int = 2021) -> Paper:
        return paper(id_, "Fog", authors=authors, authors_complete=complete, year=year)

    vale, orr, lind, ek = "Anna Vale", "Bo Orr", "Lu Lind", "Iva Ek"
    papers = [by("a", vale, orr, lind, complete=False), by("b", vale, orr, ek), by("c", vale, orr, lind, year=2020)]
    assert told_apart(papers) == {
        "a": "Vale, Orr, Lind, et al. (2021)",
        "b": "Vale, Orr and Ek (2021)",
        "c": "Vale et al. (2020)",
    }
    assert told_apart([by("a", vale, orr, lind, ek), by("b", vale, ek, lind)]) == {
        "a": "Vale, Orr, et al. (2021)",
        "b": "Vale, Ek, et al. (2021)",
    }
    assert told_apart([by("a", vale), by("b", vale), by("c")]) == {
        "a": "Vale (2021)",
        "b": "Vale (2021)",
        "c": "“Fog” (2021)",
    }
