"""Papers that nobody wrote: about ships, in any number and in several editions, and one about teacups."""

from __future__ import annotations

import json
from pathlib import Path

from assistant import Library
from vectorstore.passages import cut

TEACUPS: dict[str, object] = {  # a paper that is about something else
    "title": "Tides in Teacups",
    "authors": ["Ina Vik"],
    "year": 1999,
    "abstract": "Small tides are hard to see. We measure tides in teacups with a ray of light. "
    "The tides reach four micrometres at new moon.",
}
_WORDS = "tide rope mast keel sail anchor pilot harbour lantern compass cargo deck".split()


def ship(number: int, edition: int = 0) -> dict[str, object]:
    """One paper; from edition to edition its abstract changes, and with it the number of its passages."""
    word, other = _WORDS[number % 12], _WORDS[(number // 12 + edition) % 12]
    length = (2, 14, 5)[(number + edition) % 3]
    sentences = [
        f"In edition {edition} the {word} of ship {number} was measured beside its {other} on voyage {n}."
        for n in range(length)
    ]
    return {
        "title": f"The {word.title()} of Ship Number {number}",
        "authors": [f"Captain {chr(65 + number % 26)}. Holm", "Mate Ina Vik"],
        "year": 1900 + number % 100,
        "venue": "Log of Invented Ships",
        "abstract": " ".join(sentences),
    }


def write_ships(file: Path, numbers: range, edition: int = 0) -> Path:
    """Write ships as JSON Lines."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(ship(number, edition)) + "\n" for number in numbers), encoding="utf-8")
    return file


def check_whole(library: Library) -> None:
    """Catalog and both stores hold exactly the passages of the abstracts, none stale, none twice, none missing."""
    index = library._stores.ready()
    status = library.status()
    assert (status.consistent, status.pending) == (True, 0)
    papers = library.papers()
    expected = {
        (paper.id, passage.number, passage.start, passage.end)
        for paper in papers
        for passage in cut(paper.id, paper.abstract)
    }
    stored = index._dense.of_papers([paper.id for paper in papers]).values()
    assert {(one.paper_id, one.number, one.start, one.end) for one in stored} == expected
    assert index.counts() == (len(expected), len(expected))
    assert status.passages == len(expected)
