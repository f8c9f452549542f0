"""Papers, where they come from, and the library that holds them."""

from __future__ import annotations

from pathlib import Path

from assistant.models.noun import Noun
from assistant.models.usage import Usage


class Bibliography(Noun):
    """What is known about a paper, whoever says it.

    ``date`` is ISO and as precise as known (``2017-03-06``, ``2017-03``, ``2017``). ``authors_complete`` is false
    where the source ended in "et al.". ``abstract_by`` names the writer of an abstract that is not the paper's own.
    ``code`` says whether the source marked the paper as having code, ``score`` is a number the source ranked it by.
    """

    title: str
    authors: tuple[str, ...] = ()
    authors_complete: bool = True
    year: int | None = None
    date: str | None = None
    venue: str | None = None
    categories: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    doi: str | None = None
    arxiv_id: str | None = None
    url: str | None = None
    abstract: str = ""
    abstract_by: str | None = None
    code: bool | None = None
    score: float | None = None


class Record(Bibliography):
    """One paper as one source shows it: what a reader gives to the catalog.

    ``text`` is the record as it stood in the source, ``where`` its place there ("line 12"). ``given_id`` is the
    id that the source itself gave. ``sure`` is false where title and authors had to be told apart by guessing.
    """

    source: str
    where: str
    text: str
    given_id: str | None = None
    sure: bool = True


class Upload(Noun):
    """A file that somebody sent: the name it had there, which is only shown, and where it lies now."""

    name: str
    path: Path


class Rejection(Noun):
    """Something in a source that could not be read, with its place and the reason."""

    source: str
    where: str
    reason: str


class SourceRecord(Noun):
    """Where a paper was found: the source's name and the record as it stood there."""

    source: str
    record: str


class Paper(Bibliography):
    """A paper of the library. ``id`` never changes; ``key`` is its short citation key (``pritzel2017neural``)."""

    id: str
    key: str
    sources: tuple[SourceRecord, ...] = ()


class PaperPage(Noun):
    """A part of a list of papers, and how long the whole list is."""

    papers: tuple[Paper, ...]
    total: int


class Facet(Noun):
    """A venue or a category as papers show it, and how many do."""

    name: str
    papers: int


class Facets(Noun):
    """What papers can be filtered by: first and last year (None where none is known); most papers first."""

    years: tuple[int, int] | None
    venues: tuple[Facet, ...]
    categories: tuple[Facet, ...]


class Filters(Noun):
    """Which papers count. Years are inclusive; words match parts of the field, whatever their case."""

    year_from: int | None = None
    year_to: int | None = None
    author: str | None = None
    venue: str | None = None
    category: str | None = None

    @property
    def empty(self) -> bool:
        """True when nothing is filtered out."""
        return self == Filters()


class IngestReport(Noun):
    """What an ``add`` did, in papers. ``papers`` is the size of the library afterwards."""

    read: int = 0
    added: int = 0
    merged: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[Rejection, ...] = ()
    papers: int = 0


class LibraryStatus(Noun):
    """The health of a library; ``pending`` and ``rejected`` are numbers.

    ``fault`` says what is wrong with the index and what to do about it; it is empty when nothing is.
    ``usage`` is what all calls of language models for it have taken so far, those that failed too.
    """

    papers: int = 0
    passages: int = 0
    embedding: str | None = None
    model: str | None = None
    consistent: bool = True
    fault: str = ""
    pending: int = 0
    rejected: int = 0
    usage: Usage = Usage()
