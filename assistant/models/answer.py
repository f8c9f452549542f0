"""A question answered, sentence by sentence, and conversations of such answers."""

from __future__ import annotations

from typing import Literal

from assistant.models.noun import Noun
from assistant.models.paper import Paper

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
