"""What a model can do, found out by asking it two tiny things."""

from __future__ import annotations

import time

from pydantic import BaseModel, Field

from assistant.errors import AssistantError
from assistant.llm.model import Messages, Model
from assistant.models import Noun, Usage

_COUNT: Messages = [("human", "Write the numbers from one to ten in words, and nothing else.")]
_FORM: Messages = [("human", "Which city is the capital of France, and is it in Europe?")]


class Probe(Noun):
    """What a model did when it was tested. ``problem`` is the line that says what it could not do, and why.

    ``first_token_seconds`` is the time until the first piece of text came, thinking included.
    """

    model: str
    answers: bool = False
    streams: bool = False
    structured: bool = False
    first_token_seconds: float | None = None
    usage: Usage = Usage()
    problem: str | None = None


class _City(BaseModel):
    """A city."""

    city: str = Field(min_length=1)
    in_europe: bool


def probe(model: Model) -> Probe:
    """Ask a model for a few words and for a form, and say how it went; two calls, no error is raised."""
    model = model.counting_anew()
    pieces = 0
    first: float | None = None
    problem: str | None = None
    structured = False
    begun = time.monotonic()
    try:
        for _ in model.stream(_COUNT):
            pieces += 1
            first = first if first is not None else round(time.monotonic() - begun, 3)
        model.structured(_FORM, _City)
        structured = True
    except AssistantError as error:
        problem = str(error)
    return Probe(
        model=model.name,
        answers=pieces > 0,
        streams=pieces > 1,
        structured=structured,
        first_token_seconds=first,
        usage=model.usage,
        problem=problem,
    )
