"""The nouns of litreview: frozen pydantic models without I/O.

One word per thing, the same in code, prompts, interface and documents. Steps take these and return new ones.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Support = Literal["verbatim", "supported", "partial", "unsupported", "connecting"]
Status = Literal["answered", "no_evidence"]


class Noun(BaseModel):
    """A value: immutable, and strict about the names of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


class Passage(Noun):
    """A span of an abstract: ``abstract[start:end] == text``; ``number`` counts from 0 within the paper."""

    paper_id: str
    number: int
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """The passage's deterministic id in the stores."""
        return f"{self.paper_id}#{self.number}"


class ScoredPassage(Noun):
    """A passage with its score for one query, 0..1, higher is better."""

    text: str
    start: int
    end: int
    score: float


class Hit(Noun):
    """A ranked paper with the passages that matched."""

    paper: Paper
    score: float
    passages: tuple[ScoredPassage, ...]


class SearchResult(Noun):
    """What a search found, best first. ``without_year`` counts papers a year filter left out for having none."""

    query: str
    hits: tuple[Hit, ...]
    without_year: int = 0


class Evidence(Noun):
    """One verbatim quote from one abstract, and how well it fits the question (0..1)."""

    paper_id: str
    quote: str
    start: int
    end: int
    score: float


class Citation(Noun):
    """A numbered reference with the words it rests on: ``abstract[start:end] == quote``."""

    number: int
    paper_id: str
    quote: str
    start: int
    end: int


class Sentence(Noun):
    """A sentence shown to the reader, its support, its citations, and in words why it has this support."""

    text: str
    support: Support
    citations: tuple[Citation, ...] = ()
    reason: str = ""


class Reference(Noun):
    """An entry of the reference list."""

    number: int
    paper: Paper


class Usage(Noun):
    """What some calls took. ``estimated`` when the provider didn't count all the tokens; no cost without prices."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: float | None = None
    estimated: bool = False

    def __add__(self, other: Usage) -> Usage:
        """Both together."""
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            cost=sum(costs) if costs else None,
            estimated=self.estimated or other.estimated,
        )


class Answer(Noun):
    """A question answered from the library, or the plain statement that the library has no evidence.

    ``strength`` (0..1) says how well the best evidence fits the question. ``capsule`` names the saved run. ``note``
    says what a reader should know about how the answer came about, ``usage`` what a language model took for it.
    """

    question: str
    status: Status
    text: str
    sentences: tuple[Sentence, ...] = ()
    references: tuple[Reference, ...] = ()
    closest: tuple[str, ...] = ()
    strength: float = 0.0
    model: str | None = None
    capsule: str = ""
    note: str = ""
    usage: Usage | None = None


class Turn(Noun):
    """One exchange of a conversation: the question as typed, as it was ``asked`` once understood, and its answer."""

    question: str
    asked: str
    answer: Answer


class Chat(Noun):
    """A saved conversation: its unguessable id, its title, and how many turns it has."""

    id: str
    title: str
    turns: int


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
    """A paper that was looked at for a review, and its score for the theme (0..1)."""

    paper_id: str
    title: str
    year: int | None
    score: float


class Scope(Noun):
    """What a review rests on: how the theme was read, of how many papers, and which lie just below the cut."""

    read_as: tuple[str, ...]
    searched: int
    below: tuple[Screened, ...]


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


class Change(Noun):
    """One difference between a saved run and the same run today.

    ``before`` is None for what came, ``after`` for what went. Of a ``paper`` they are its places among the retrieved
    (from 1), of a ``sentence`` its support, of the others their values; ``about`` is the title, the sentence, the name.
    """

    what: Literal["version", "embedder", "model", "status", "strength", "paper", "heading", "sentence"]
    about: str
    before: str | int | float | None
    after: str | int | float | None
    paper_id: str | None = None


class Replay(Noun):
    """A saved answer or review run again: ``asked`` is its question or theme, ``before`` and ``after`` are capsules.

    Equal capsules mean that nothing changed. Different ones without ``changes`` differ in what a reader hardly sees,
    such as scores or bibliographic details.
    """

    kind: Literal["answer", "review"]
    asked: str
    before: str
    after: str
    changes: tuple[Change, ...] = ()


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
    """The health of a library; ``pending`` and ``rejected`` are numbers."""

    papers: int = 0
    passages: int = 0
    embedding: str | None = None
    model: str | None = None
    consistent: bool = True
    pending: int = 0
    rejected: int = 0
