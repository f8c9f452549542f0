"""A small library of made-up papers about meadows."""

from __future__ import annotations

import json
from pathlib import Path

from assistant import Library, Settings

PAPERS: list[dict[str, object]] = [
    {
        "title": "Bees Count Petals",
        "authors": ["Ada Moss", "Ib Fern"],
        "year": 2011,
        "abstract": "Honey bees visit many flowers in a day. We show that honey bees count the petals of flowers up "
        "to four. Bees that were fed with caffeine counted up to five.",
    },
    {
        "title": "HUMBLE: Bumblebees Learn to Roll Balls",
        "authors": ["Una Reed"],
        "year": 2018,
        "abstract": "Play is rarely seen in insects. HUMBLE is a protocol in which bumblebees learn to roll balls for "
        "sugar. HUMBLE needs twelve trials, and bumblebees that watched another bee needed only five.",
    },
    {
        "title": "Ants Weigh Their Loads",
        "authors": ["Ole Park", "Ria Sund", "Kai Holm"],
        "year": 2020,
        "abstract": "Ants carry seeds to the nest. Our ants refused seeds heavier than nine milligrams. Colonies with "
        "more workers accepted heavier seeds.",
    },
]
LATER: dict[str, object] = {
    "title": "Counting Petals in the Dark",
    "authors": ["Eva Lund"],
    "year": 2022,
    "abstract": "It was unknown whether bees count in the dark. Honey bees counted petals of flowers by touch up to "
    "three. We show that counting petals does not need light.",
}


def write_papers(path: Path, *papers: dict[str, object]) -> Path:
    """Write papers as JSON Lines."""
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return path


def open_meadow(folder: Path) -> Library:
    """The library in a folder, opened as a new process would."""
    return Library.open(folder / "library", settings=Settings(embedder="builtin"))
