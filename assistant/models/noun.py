"""The base of all nouns."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A value: immutable, and strict about the names of its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
