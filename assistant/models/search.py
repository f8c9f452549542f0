"""What a search finds."""

from __future__ import annotations

from assistant.models.noun import Noun
from assistant.models.paper import Paper


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
