"""A saved run, and how it compares with the same run today."""

from __future__ import annotations

from typing import Literal

from assistant.models.noun import Noun
from assistant.models.paper import Filters


class Retrieved(Noun):
    """A paper that was retrieved for a run, its score (0..1), and its title unless the library has forgotten it."""

    paper_id: str
    title: str
    score: float


class Exchange(Noun):
    """What a language model was sent, and what it replied."""

    prompt: str
    reply: str


class Run(Noun):
    """What a saved answer or review was made of: question or theme, filters, what was retrieved, and with what.

    ``papers`` are ids that a user chose by hand; ``embedder`` is its name with the beginning of its fingerprint.
    """

    capsule: str
    kind: Literal["answer", "review"]
    asked: str
    filters: Filters
    limit: int | None
    papers: tuple[str, ...] | None
    version: str
    embedder: str
    model: str | None
    retrieved: tuple[Retrieved, ...]
    exchanges: tuple[Exchange, ...]


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
