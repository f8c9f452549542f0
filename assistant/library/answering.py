"""The flow of ASK: retrieve, select, write, check, and the plain statement when there is no evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.library.capsules import seal
from assistant.library.stores import Stores
from assistant.models import Answer, Filters, Paper, Sentence
from assistant.steps.check import check
from assistant.steps.retrieve import Found, retrieve
from assistant.steps.select import WIDTH, Selection, select
from assistant.steps.strength import enough
from assistant.steps.write import cite, references, running_text
from assistant.writers import Writer
from assistant.writers.naming import short

_CLOSEST = 3  # papers named when there is no evidence


def answer(stores: Stores, writer: Writer, question: str, filters: Filters, *, papers: int) -> Answer:
    """Answer a question from the library, or say that it has no evidence and name the closest papers."""
    index = stores.ready()
    found = retrieve(question, index, stores.catalog.get, limit=2 * WIDTH, allowed=stores.catalog.ids(filters))
    chosen = select(question, found.hits, found.cosines, index, papers=papers)
    by_id = {hit.paper.id: hit.paper for hit in found.hits}
    if chosen.evidence and enough(chosen.strength, index.embedder.name):
        result = _answered(question, chosen, by_id, writer)
    else:
        result = _no_evidence(question, found, chosen, by_id)
    return seal(
        stores.catalog,
        result,
        kind="answer",
        filters=filters,
        embedder=index.embedder,
        retrieved=found.scores[: 2 * WIDTH],
    )


def _answered(question: str, chosen: Selection, papers: Mapping[str, Paper], writer: Writer) -> Answer:
    numbers: dict[str, int] = {}
    sentences = check(cite(writer.answer(question, chosen.evidence, papers), numbers), papers)
    return Answer(
        question=question,
        status="answered",
        text=running_text(sentences),
        sentences=sentences,
        references=references(numbers, papers),
        closest=chosen.order[:_CLOSEST],
        strength=chosen.strength,
        model=writer.model,
    )


def _no_evidence(question: str, found: Found, chosen: Selection, papers: Mapping[str, Paper]) -> Answer:
    closest = chosen.order[:_CLOSEST]
    text = _plain_statement([papers[paper_id] for paper_id in closest])
    return Answer(
        question=question,
        status="no_evidence",
        text=text,
        sentences=(Sentence(text=text, support="connecting"),),
        closest=closest,
        strength=chosen.strength,
    )


def _plain_statement(closest: Sequence[Paper]) -> str:
    if not closest:
        return "No paper in the library matches this question."
    named = "; ".join(f"{short(paper)}, “{paper.title}”" for paper in closest)
    return f"The library holds no evidence that answers this question. The closest papers are: {named}."
