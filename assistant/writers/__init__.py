"""Writers turn evidence into sentences. Two kinds: quoted sentences (extractive), or a language model."""

from __future__ import annotations

from typing import NamedTuple

from assistant.models import Evidence


class Draft(NamedTuple):
    """A sentence as a writer gives it: its text and the evidence it rests on. The check decides its support."""

    text: str
    evidence: tuple[Evidence, ...]
