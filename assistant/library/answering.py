"""The flow of ASK: retrieve, select, write, check, and the plain statement when there is no evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.errors import AssistantError
from assistant.library.capsules import seal
from assistant.library.prose import written
from assistant.library.stores import Stores
from assistant.library.watching import OnDraft, Watcher
from assistant.models import Answer, Filters, Paper
from assistant.steps.check import check
from assistant.steps.retrieve import retrieve
from assistant.steps.select import WIDTH, Selection, select
from assistant.steps.strength import enough
from assistant.steps.write import cite, references, running_text
from assistant.writers.extractive import ExtractiveWriter
from assistant.writers.language_model import LanguageModelWriter
from assistant.writers.naming import short
from vectorstore.embedders import Embedder

_CLOSEST = 3  # papers named when there is no evidence


def answer(
    stores: Stores,
    question: str,
    filters: Filters,
    *,
    papers: int,
    prose: LanguageModelWriter | None = None,
    on_draft: OnDraft | None = None,
) -> Answer:
    """Answer a question from the library, or say that it has no evidence and name the closest papers.

    With a language model as ``prose`` the answer is written by it and checked; where it fails, the answer quotes, and
    its note says why. Without evidence the model is not called. ``on_draft`` is given what there is of the answer while
    it is written; its exception stops the answer.
    """
    index = stores.ready()
    allowed = stores.catalog.ids(filters)
    found = retrieve(question, index, stores.catalog.get, limit=2 * WIDTH, allowed=allowed)
    chosen = select(question, found.hits, found.cosines, index, papers=papers)
    by_id = {hit.paper.id: hit.paper for hit in found.hits}
    watcher = Watcher(on_draft)
    if not (chosen.evidence and enough(chosen.strength, index.embedder.name)):
        result = _no_evidence(question, chosen, by_id)
    elif prose is None:
        result = _quoted(question, chosen, by_id, watcher)
    else:
        result = _in_prose(question, chosen, by_id, prose, index.embedder, watcher)
    return seal(
        stores.catalog,
        result,
        kind="answer",
        filters=filters,
        embedder=index.embedder,
        retrieved=found.scores[: 2 * WIDTH],
        limit=papers,
        exchanges=prose.exchanges if prose else (),
    )


def _in_prose(
    question: str,
    chosen: Selection,
    papers: Mapping[str, Paper],
    prose: LanguageModelWriter,
    embedder: Embedder,
    watcher: Watcher,
) -> Answer:
    try:
        answered = written(question, chosen, papers, prose, embedder, watcher)
    except AssistantError as error:
        if error is watcher.left:
            raise
        note = f"Quoted sentences, because the language model did not answer: {error}"
        return _quoted(question, chosen, papers, watcher).model_copy(update={"note": note, "usage": prose.usage})
    if answered is not None:
        return answered
    stated = _no_evidence(question, chosen, papers)
    return stated.model_copy(update={"model": prose.model, "usage": prose.usage})


def _quoted(question: str, chosen: Selection, papers: Mapping[str, Paper], watcher: Watcher) -> Answer:
    writer = ExtractiveWriter()
    numbers: dict[str, int] = {}
    sentences = check(cite(writer.answer(question, chosen.evidence, papers), numbers), papers)
    answer = Answer(
        question=question,
        status="answered",
        text=running_text(sentences),
        sentences=sentences,
        references=references(numbers, papers),
        closest=chosen.order[:_CLOSEST],
        strength=chosen.strength,
        model=writer.model,
    )
    watcher.quoted(answer)
    return answer


def _no_evidence(question: str, chosen: Selection, papers: Mapping[str, Paper]) -> Answer:
    closest = chosen.order[:_CLOSEST]
    text = _plain_statement([papers[paper_id] for paper_id in closest])
    return Answer(
        question=question,
        status="no_evidence",
        text=text,
        closest=closest,
        strength=chosen.strength,
    )


def _plain_statement(closest: Sequence[Paper]) -> str:
    if not closest:
        return "No paper in the library matches this question."
    named = "; ".join(f"{short(paper)}, “{paper.title}”" for paper in closest)
    return f"The library holds no evidence that answers this question. The closest papers are: {named}."
