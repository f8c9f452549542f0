"""A question answered, sentence by sentence, and conversations of such answers."""

from __future__ import annotations

from typing import Literal

from assistant.models.noun import Noun
from assistant.models.paper import Paper
from assistant.models.usage import Usage

Support = Literal["verbatim", "supported", "partial", "unsupported", "connecting"]


Status = Literal["answered", "no_evidence"]


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


class FullText(Noun):
    """A paper to open in full, because the question needs more than its abstract holds, and why."""

    paper_id: str
    why: str


class Answer(Noun):
    """A question answered from the library, or the plain statement that the library has no evidence.

    ``strength`` (0..1) says how well the best evidence fits the question. ``capsule`` names the saved run. ``note``
    says what a reader should know about how the answer came about, ``usage`` what a language model took for it.
    ``queries`` is what was searched for beside the question, ``open_in_full`` names papers whose abstracts hold too
    little for it. ``cached`` when the same question had been answered before and nothing has changed since.
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
    queries: tuple[str, ...] = ()
    open_in_full: tuple[FullText, ...] = ()
    cached: bool = False


class PartialAnswer(Noun):
    """An answer while it is being written, before any of it is checked.

    ``text`` carries marks like ``[1]`` only where they are complete; ``references`` are the papers behind them so far,
    numbered by first appearance as they will be in the answer.
    """

    text: str
    references: tuple[Reference, ...] = ()


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
