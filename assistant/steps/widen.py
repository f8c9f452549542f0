"""Widen: more queries, written by a language model, where the question itself found some evidence but little."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.models import Hit
from assistant.prompts import as_data
from assistant.steps.retrieve import Found
from assistant.steps.select import WIDTH, Selection
from assistant.steps.strength import enough

QUERIES = 3
PAPERS, TOKENS = 3, 600  # of what was found so far, shown to the model that writes the queries
_LITTLE = 0.15  # an answer less than this above the least strength rests on little
_LONGEST = 200  # characters of a query
_BEFORE = re.compile(r"^\W*(?:\(?\d{1,2}[.):]\s*)?(?:(?:query|search)(?: \d)?:\s*)?[\"“‘'*`]*", re.IGNORECASE)
_AFTER = re.compile(r"[\s\"”’'*`.,;:]*$")


def little(chosen: Selection, found: Found, embedder: str) -> bool:
    """True when there is evidence but little, and papers that have not been read yet could hold more."""
    some = bool(chosen.evidence) and enough(chosen.strength, embedder)
    return some and not enough(chosen.strength - _LITTLE, embedder) and len(found.scores) > WIDTH


def queries(reply: str, question: str) -> tuple[str, ...]:
    """The queries in a model's reply, one a line: at most three, none twice, none that is the question itself."""
    lines = (" ".join(as_data(line).split()) for line in reply.splitlines())
    clean = [_AFTER.sub("", _BEFORE.sub("", line))[:_LONGEST] for line in lines]
    known = {question.casefold().rstrip("?")}
    kept = []
    for query in clean:
        plain = query.casefold().rstrip("?")
        if len(query.split()) > 1 and plain not in known:
            known.add(plain)
            kept.append(query)
    return tuple(kept[:QUERIES])


def merged(own: Found, others: Iterable[Found], *, limit: int) -> Found:
    """One ranking of several: each paper with its best score. Its cosines stay those of the question itself."""
    every: Sequence[Found] = (own, *others)
    scores: dict[str, float] = {}
    hits: dict[str, Hit] = {}
    for one in every:
        for paper_id, score in one.scores:
            scores[paper_id] = max(score, scores.get(paper_id, score))
        for hit in one.hits:
            if hit.paper.id not in hits or hit.score > hits[hit.paper.id].score:
                hits[hit.paper.id] = hit
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    best = sorted(hits.values(), key=lambda hit: (-hit.score, hit.paper.id))
    return Found(tuple(best[:limit]), tuple(ranked), own.cosines)
