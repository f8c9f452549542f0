"""Reviews and outlines."""

from __future__ import annotations

from assistant.models.answer import Reference, Sentence
from assistant.models.noun import Noun


class Theme(Noun):
    """A group of papers with a readable heading."""

    heading: str
    paper_ids: tuple[str, ...]


class Section(Noun):
    """A part of a review: a heading, the papers it rests on, and its sentences."""

    heading: str
    paper_ids: tuple[str, ...]
    sentences: tuple[Sentence, ...]


class Screened(Noun):
    """A paper that was looked at for a review: its score for the theme (0..1), and in words what speaks for it."""

    paper_id: str
    title: str
    year: int | None
    score: float
    reason: str = ""


class Scope(Noun):
    """What a review rests on: how the theme was read, of how many papers, which belong, which lie just below the cut.

    ``by_hand`` when a user chose the papers; then there is no cut. ``unmentioned`` are words of the theme that no paper
    inside has. ``waiting`` papers were not in the index yet.
    """

    read_as: tuple[str, ...]
    searched: int
    inside: tuple[Screened, ...] = ()
    below: tuple[Screened, ...]
    by_hand: bool = False
    unmentioned: tuple[str, ...] = ()
    waiting: int = 0


class Coverage(Noun):
    """Which relevant papers a review cites (lists of paper ids)."""

    relevant: tuple[str, ...]
    cited: tuple[str, ...]
    uncited: tuple[str, ...]


class Review(Noun):
    """A themed review: sections of cited sentences, references, and what was left out."""

    theme: str
    title: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    coverage: Coverage
    scope: Scope
    model: str | None = None
    capsule: str = ""


class SavedReview(Noun):
    """A review that was kept: its capsule, when it was made (ISO, UTC; None when unknown), how many papers it cites."""

    capsule: str
    theme: str
    title: str
    made: str | None
    papers: int


class OutlineSection(Noun):
    """A heading of an outline, what it is about, its papers and its subsections."""

    heading: str
    about: str
    paper_ids: tuple[str, ...]
    sections: tuple[OutlineSection, ...] = ()


class Outline(Noun):
    """The plan of a review. ``unassigned`` are relevant papers that no section took."""

    theme: str
    sections: tuple[OutlineSection, ...]
    unassigned: tuple[str, ...] = ()
