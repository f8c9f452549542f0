"""Writers turn evidence into sentences. Two kinds: quoted sentences (extractive), or a language model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from assistant.models import Evidence, Paper


class Draft(NamedTuple):
    """A sentence as a writer gives it: its text and the evidence it rests on. The check decides its support."""

    text: str
    evidence: tuple[Evidence, ...]


class Writer(Protocol):
    """Evidence to sentences. ``model`` names the language model, None where there is none."""

    model: str | None

    def answer(self, question: str, evidence: Sequence[Evidence], papers: Mapping[str, Paper]) -> tuple[Draft, ...]:
        """Sentences that answer the question from the evidence, in the order they are read."""
        ...

    def section(self, heading: str, evidence: Sequence[Evidence], papers: Mapping[str, Paper]) -> tuple[Draft, ...]:
        """Sentences of one section of a review, in the order they are read."""
        ...
