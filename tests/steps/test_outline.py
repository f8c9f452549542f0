"""Outline and cover: the plan of a review, and what it leaves out."""

from __future__ import annotations

from assistant.models import Section, Theme
from assistant.steps.cover import cover
from assistant.steps.outline import outline
from assistant.steps.write import cite
from assistant.writers import Draft
from tests.invented import HORN, KEEPER, LENS, LIBRARY, lookup, quote

PAPERS = lookup([one.id for one in LIBRARY])


def test_each_theme_becomes_a_section() -> None:
    groups = [Theme(heading="Lamps", paper_ids=("keeper", "lens")), Theme(heading="Horns", paper_ids=("horn",))]
    made = outline("lighthouses", groups, PAPERS, ["keeper", "horn", "lens", "rye"])
    assert made.theme == "lighthouses"
    assert [(one.heading, one.paper_ids) for one in made.sections] == [
        ("Lamps", ("keeper", "lens")),
        ("Horns", ("horn",)),
    ]
    assert made.sections[0].about == f"2 papers, 2009–2016: from “{KEEPER.title}” to “{LENS.title}”."
    assert made.sections[1].about == f"1 paper: “{HORN.title}”."
    assert made.unassigned == ("rye",)


def test_an_outline_of_nothing() -> None:
    made = outline("lighthouses", [], {}, [])
    assert made.sections == made.unassigned == ()


def test_cover_names_what_is_cited_and_what_is_not() -> None:
    drafts = [Draft("One.", (quote(KEEPER, 1), quote(LENS, 1))), Draft("Two.", ())]
    section = Section(heading="Lamps", paper_ids=("keeper", "lens"), sentences=cite(drafts, {}))
    made = cover(["lens", "horn", "keeper"], [section])
    assert made.relevant == ("lens", "horn", "keeper")
    assert made.cited == ("lens", "keeper")
    assert made.uncited == ("horn",)


def test_a_review_without_sections_cites_nothing() -> None:
    made = cover(["lens"], [])
    assert (made.cited, made.uncited) == ((), ("lens",))
