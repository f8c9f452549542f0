"""What a reader of listing pages promises: every field in its place, nothing lost, whatever the page looks like."""

from __future__ import annotations

import io

import pytest

from assistant.models import Record, Rejection
from assistant.readers import read_sources

COMPACT = """\
LGMay 31, 2022Code
A Slow Path to MemoryAda King, Bo Lindgren, Cy Young et al. · oxford, small-lab
We walk slowly. The path is long.
Q-BIO.NCSept 3, 2019
Forgetting at NightDana Scully
Sleep helps a little.
"""
ROOMY = """\
Ada King Jr.

LG
h-index13
23papers
2,191citations
Novelty60%
AI Score47

2 Papers

95.5AIMay 7
A Slow Path to Memory

Ada King, Bo Lindgren, Cy Young et al. · oxford

We walk slowly. The path is long.

COMP-PHNovember 16, 2021
Ice, Water and Steam

Dana Scully

Ice melts.
"""


def read(page: str) -> list[Record | Rejection]:
    return list(read_sources(["-"], stdin=io.BytesIO(page.encode())))


def records(page: str) -> list[Record]:
    found = read(page)
    assert all(isinstance(one, Record) for one in found), found
    return [one for one in found if isinstance(one, Record)]


def test_compact_entry_has_every_field() -> None:
    first, second = records(COMPACT)
    assert first.title == "A Slow Path to Memory"
    assert first.authors == ("Ada King", "Bo Lindgren", "Cy Young")
    assert not first.authors_complete
    assert first.organisations == ("oxford", "small-lab")
    assert (first.categories, first.date, first.year, first.code, first.score) == (
        ("LG",),
        "2022-05-31",
        2022,
        True,
        None,
    )
    assert first.abstract == "We walk slowly. The path is long."
    assert first.sure
    assert (first.where, first.text) == ("lines 1-3", "\n".join(COMPACT.splitlines()[:3]))
    assert (second.title, second.authors, second.authors_complete) == ("Forgetting at Night", ("Dana Scully",), True)
    assert (second.categories, second.date, second.code) == (("Q-BIO.NC",), "2019-09-03", False)


def test_roomy_entry_has_every_field() -> None:
    first, second = records(ROOMY)
    assert (first.title, first.abstract) == ("A Slow Path to Memory", "We walk slowly. The path is long.")
    assert first.authors == ("Ada King", "Bo Lindgren", "Cy Young")
    assert first.organisations == ("oxford",)
    assert (first.categories, first.score, first.where) == (("AI",), 95.5, "lines 12-17")
    assert (second.title, second.authors, second.date) == ("Ice, Water and Steam", ("Dana Scully",), "2021-11-16")


def test_header_without_a_category() -> None:
    (record,) = records("95.5May 7\nA Slow PathAda King\nWe walk.")
    assert (record.title, record.categories, record.score) == ("A Slow Path", (), 95.5)


def test_date_without_year_is_kept_as_text_only() -> None:
    first = records(ROOMY)[0]
    assert (first.year, first.date) == (None, None)
    assert first.text.startswith("95.5AIMay 7\n")


@pytest.mark.parametrize(
    ("header", "category", "date", "code", "score"),
    [
        ("LGMay 31, 2022", "LG", "2022-05-31", False, None),
        ("COMP-PHNov 16, 2021", "COMP-PH", "2021-11-16", False, None),
        ("MNApr 12, 2023", "MN", "2023-04-12", False, None),
        ("SYSep 2, 2020Code", "SY", "2020-09-02", True, None),
        ("ASTRO-PH.GAAug 9, 2004", "ASTRO-PH.GA", "2004-08-09", False, None),
        ("HEP-THDecember 1, 1999", "HEP-TH", "1999-12-01", False, None),
        ("cs.AIJune 3, 2018", "cs.AI", "2018-06-03", False, None),
        ("7LGJan 1, 2024", "LG", "2024-01-01", False, 7.0),
        ("95.5 AI  May 7 , 2024  Code", "AI", "2024-05-07", True, 95.5),
        ("CVMar 2021", "CV", "2021-03", False, None),
        ("CVFeb 31, 2021", "CV", "2021-02", False, None),
        ("LGMay 31,\u00a02022\u00a0", "LG", "2022-05-31", False, None),
        ("AIMay 7Code", "AI", None, True, None),
        ("\u200eLGMay 31, 2022\u200f", "LG", "2022-05-31", False, None),
    ],
)
def test_headers(header: str, category: str, date: str | None, code: bool, score: float | None) -> None:
    (record,) = records(f"{header}\nA Slow PathAda King\nWe walk.")
    assert (record.categories, record.date, record.code, record.score) == ((category,), date, code, score)
    assert record.year == (int(date[:4]) if date else None)


@pytest.mark.parametrize("page", [COMPACT, ROOMY], ids=["compact", "roomy"])
@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("\n", "\r\n"),
        lambda page: page.replace("\n", "\r"),
        lambda page: page.replace("\n", "  \t\n"),
        lambda page: page.rstrip("\n"),
        lambda page: page.replace(" ", "\u00a0"),
        lambda page: page.replace("\n", "\n\n"),
        lambda page: "\n\n" + page + "\n\n",
        lambda page: page.replace("LGMay 31, 2022Code\n", "LGMay 31, 2022Code\nLGMay 31, 2022Code\n"),
    ],
    ids=["crlf", "cr", "trailing", "no-final-newline", "nbsp", "double", "blank-around", "header-twice"],
)
def test_white_space_changes_nothing(page: str, change) -> None:  # noqa: ANN001
    shown = [(one.title, one.authors, one.abstract, one.date) for one in records(page)]
    assert [(one.title, one.authors, one.abstract, one.date) for one in records(change(page))] == shown


def test_roomy_page_without_blank_lines() -> None:
    plain = "\n".join(line for line in ROOMY.splitlines() if line)
    assert [(one.title, one.authors, one.abstract) for one in records(plain)] == [
        (one.title, one.authors, one.abstract) for one in records(ROOMY)
    ]


def test_abstract_over_several_lines_and_paragraphs_is_joined() -> None:
    (record,) = records("LGMay 3, 2021\nA Slow PathAda King\nWe walk,\nand rest.\n\nThen we walk on.")
    assert record.abstract == "We walk, and rest. Then we walk on."


def test_entry_without_abstract_is_kept() -> None:
    (record,) = records("LGMay 3, 2021\nA Slow Path to MemoryAda King, Bo Lindgren")
    assert (record.title, record.authors, record.abstract) == (
        "A Slow Path to Memory",
        ("Ada King", "Bo Lindgren"),
        "",
    )


def test_entry_without_authors_is_kept_but_not_sure() -> None:
    (record,) = records("LGMay 3, 2021\nA slow path to memory\nWe walk slowly. The path is long.")
    assert (record.title, record.authors, record.sure) == ("A slow path to memory", (), False)


@pytest.mark.parametrize(
    ("tail", "where"),
    [
        ("LGMay 31, 2022", "line 7"),
        ("LGMay 31, 2022\nA Slow Pa", "lines 7-8"),
        ("LGMa", "line 7"),
        ("95.5AIMay 7, 20", "line 7"),
    ],
)
def test_page_cut_in_the_middle_of_an_entry(tail: str, where: str) -> None:
    found = read(COMPACT + tail)
    assert [one.title for one in found[:2] if isinstance(one, Record)] == [
        "A Slow Path to Memory",
        "Forgetting at Night",
    ]
    assert [(type(one), one.where) for one in found[2:]] == [(Rejection, where)]


def test_text_that_belongs_to_no_entry_is_reported() -> None:
    found = read("the end of an abstract whose beginning is on another page.\n\nSign in\n\n" + COMPACT)
    assert [(one.where, type(one)) for one in found] == [
        ("line 1", Rejection),
        ("line 3", Rejection),
        ("lines 5-7", Record),
        ("lines 8-10", Record),
    ]


def test_button_below_an_entry_is_reported_and_not_part_of_the_abstract() -> None:
    abstract = "We walk " + "very " * 20 + "slowly."
    record, rejection = read(f"LGMay 3, 2021\nA Slow PathAda King\n{abstract}\n\nShow more papers\n")
    assert isinstance(record, Record)
    assert isinstance(rejection, Rejection)
    assert (record.abstract, rejection.where) == (abstract, "line 5")


@pytest.mark.parametrize(
    ("page", "between"),
    [(COMPACT, ""), (COMPACT, "\n"), (ROOMY[ROOMY.index("95.5AI") :], "\n")],
    ids=["compact", "compact-blank", "roomy"],
)
def test_entry_with_an_unknown_header_is_reported_and_not_part_of_the_abstract_above(page: str, between: str) -> None:
    below = page.split("\n", 1)[1]
    unknown = f"LGToday\n{below}"
    first, second, lost, _ = read(page + between + unknown)
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert isinstance(lost, Rejection)
    assert second.abstract in ("Sleep helps a little.", "Ice melts.")
    assert lost.where.startswith(f"lines {len(page.splitlines()) + len(between) + 1}-")


LONG = "We walk " + "very " * 20 + "slowly."
GLUED = "Forgetting at NightDana Scully, Ole Brandvik"
APART = "Forgetting at Night\n\nDana Scully, Ole Brandvik\n"


@pytest.mark.parametrize("between", ["", "\n"], ids=["together", "apart"])
@pytest.mark.parametrize("names", [GLUED, APART], ids=["compact", "roomy"])
def test_entry_without_a_header_is_reported_also_where_its_authors_are_complete(names: str, between: str) -> None:
    gap = "\n" if names == APART else between
    first, lost = read(f"LGMay 3, 2021\nA Slow PathAda King\n{LONG}\n{gap}{names}\n{LONG}\n")
    assert isinstance(first, Record)
    assert (first.authors, first.abstract) == (("Ada King",), LONG)
    assert isinstance(lost, Rejection)
    assert "header" in lost.reason


def test_paragraphs_of_an_abstract_are_no_entries() -> None:
    second = "Ada King, Bo Lindgren and others walked before, as NightWalks, Foxes, Maps show."
    (record,) = records(f"LGMay 3, 2021\nA Slow PathAda King\n{LONG}\n{second}\n{LONG}\n")
    assert record.abstract == f"{LONG} {second} {LONG}"


@pytest.mark.parametrize("between", ["", "\n"], ids=["together", "apart"])
def test_buttons_below_an_entry_are_reported(between: str) -> None:
    record, *rest = read(f"LGMay 3, 2021\nA Slow PathAda King\n{LONG}\n{between}Cite\n{between}Next page\n")
    assert isinstance(record, Record)
    assert record.abstract == LONG
    assert all(isinstance(one, Rejection) for one in rest)
    (told,) = records(f"LGMay 3, 2021\nA Slow PathAda King\n{LONG}\nCode: https://example.org/foxes\n")
    assert told.abstract == f"{LONG} Code: https://example.org/foxes"


def test_entry_without_a_title_is_reported() -> None:
    for names in ("Dana Scully, Ole Brandvik", "Dana Scully et al. · oxford"):
        assert [one.where for one in read(f"{ROOMY}\nLGMay 3, 2021\n\n{names}\n\n{LONG}\n")[2:]] == ["lines 26-30"]


def test_roomy_entry_without_authors_keeps_its_whole_title() -> None:
    record = records(f"{ROOMY}\nLGMay 3, 2021\nCopies in P2P VPNs\n\n{LONG}\n")[-1]
    assert (record.title, record.authors, record.sure) == ("Copies in P2P VPNs", (), False)


def test_pages_one_after_the_other() -> None:
    """A profile in the middle of a file belongs to no abstract."""
    assert [one.abstract for one in records(ROOMY + "\n" + ROOMY + COMPACT)] == [
        one.abstract for one in [*records(ROOMY), *records(ROOMY), *records(COMPACT)]
    ]


def test_huge_lines_are_reported_at_once() -> None:
    titles = "LGMay 3, 2021\n" + "AbC, " * 100_000 + "\nWe walk."
    assert [one.where for one in read(titles)] == ["lines 1-3"]
    (long,) = read("LGMay 3, 2021\nA Slow PathAda King\n" + "word " * 300_000)
    assert isinstance(long, Rejection)
    assert "1 MB" in long.reason


def test_control_characters_and_composed_letters() -> None:
    page = "LGMay 3, 2021\nA Slow\u200b PathAde\u0301lie King\nWe\x07 walk\u00ad  slowly."
    (record,) = records(page)
    assert (record.title, record.authors, record.abstract) == ("A Slow Path", ("Adélie King",), "We walk slowly.")
