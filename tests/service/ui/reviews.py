"""A review that nobody wrote, on invented bread and lighthouses."""

from __future__ import annotations

from assistant.models import Coverage, Paper, Reference, Review, Scope, Screened, Section
from tests.invented import CRUST, KEEPER, LENS, MILK, RYE
from tests.service.ui.pages import cited

RISES = "Loaves from the cold starter rise a third higher than loaves from dry yeast."
CRACKS = "Cracks begin where steam left the dough first."
SECTIONS = (
    Section(heading="Cold starters", paper_ids=("rye",), sentences=(cited(RYE, RISES),)),
    Section(
        heading="What cracks",
        paper_ids=("crust", "rye"),
        sentences=(cited(CRUST, CRACKS, number=2, support="partial"), cited(RYE, "Bakers needed no new oven.")),
    ),
)
REFERENCES = (Reference(number=1, paper=RYE), Reference(number=2, paper=CRUST))


def screened(paper: Paper, score: float = 0.5, reason: str = "“bread” in the title") -> Screened:
    """A paper as the scope of a theme lists it."""
    return Screened(paper_id=paper.id, title=paper.title, year=paper.year, score=score, reason=reason)


def scope(**known: object) -> Scope:
    """Three papers that belong to a theme and two just below the cut."""
    given = {
        "read_as": ("bread", "dough"),
        "searched": 9,
        "inside": (screened(RYE, 0.71), screened(CRUST, 0.64), screened(MILK)),
        "below": (screened(KEEPER, 0.3), screened(LENS, 0.2)),
    }
    return Scope.model_validate({**given, **known})


def review(**known: object) -> Review:
    """A review of two sections that cites two of three papers."""
    given = {
        "theme": "bread",
        "title": "Bread",
        "sections": SECTIONS,
        "references": REFERENCES,
        "coverage": Coverage(relevant=("rye", "crust", "milk"), cited=("rye", "crust"), uncited=("milk",)),
        "scope": scope(),
        "capsule": "0123456789abcdef0123",
    }
    return Review.model_validate({**given, **known})
