"""The flow of ASK: retrieve, select, write, check, and the plain statement when there is no evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from assistant.catalog.runs import Asked
from assistant.errors import AssistantError
from assistant.export.words import still_indexed
from assistant.library.capsules import seal
from assistant.library.prose import written
from assistant.library.remembered import Remembered
from assistant.library.searching import RETRIEVED, Basis, searched, widened
from assistant.library.stores import Progress, Stores, silent
from assistant.library.understanding import understood
from assistant.library.watching import OnDraft, Watcher
from assistant.models import Answer, Filters, Paper, Turn
from assistant.steps.check import check
from assistant.steps.check.judging import Judgement, case, judged
from assistant.steps.full_text import open_in_full
from assistant.steps.select import Selection
from assistant.steps.write import cite, references, running_text
from assistant.writers.extractive import ExtractiveWriter
from assistant.writers.language_model import LanguageModelWriter
from assistant.writers.naming import short
from vectorstore.index import Index

_CLOSEST = 3  # papers named when there is no evidence

Check = Literal["rules", "model"]


class Manner(NamedTuple):
    """How a question is to be answered.

    ``papers`` is the most that are cited, ``after`` the turns that it may lean on, ``check`` who decides the support
    of a written sentence, ``fresh`` that no answer of before will do, ``progress`` is told how far indexing is.
    """

    papers: int
    after: Sequence[Turn] = ()
    check: Check = "rules"
    fresh: bool = False
    on_draft: OnDraft | None = None
    progress: Progress = silent


def answer(
    stores: Stores, question: str, filters: Filters, manner: Manner, prose: LanguageModelWriter | None = None
) -> Answer:
    """Answer a question from the library, or say that it has no evidence and name the closest papers.

    With a language model as ``prose`` the answer is written by it and checked; where it fails, the answer quotes, and
    its note says why. Without evidence the model is not asked to answer. ``manner.on_draft`` is given what there is of
    the answer while it is written; its exception stops the answer.
    """
    question = understood(question, manner.after, prose)
    index = stores.ready(manner.progress)
    if prose is None:
        basis = searched(stores, index, question, filters, papers=manner.papers)
        return _sealed(_answered(question, basis, None, index, manner), basis, stores, filters, manner)
    before = Remembered(
        stores.catalog, question, filters,
        limit=manner.papers, check=manner.check, writer=prose, embedder=index.embedder,
    )  # fmt: skip
    if not manner.fresh and (known := before.known()):
        Watcher(manner.on_draft).ready(known)
        return known
    basis = searched(stores, index, question, filters, papers=manner.papers)
    basis = widened(basis, stores, index, question, filters, papers=manner.papers, writer=prose)
    result = _answered(question, basis, prose, index, manner)
    return _sealed(result, basis, stores, filters, manner, prose, before.answered_by(result))


def _sealed(
    result: Answer,
    basis: Basis,
    stores: Stores,
    filters: Filters,
    manner: Manner,
    prose: LanguageModelWriter | None = None,
    asked: Asked | None = None,
) -> Answer:
    """The answer with all that is said about it, and saved."""
    about = basis.about.papers if basis.about else ()
    more: dict[str, object] = {"open_in_full": open_in_full(result, basis.papers, about), "queries": basis.queries}
    notes = [result.note, *(prose.faults if prose else ()), still_indexed(stores.waiting)]
    more["note"] = " ".join(filter(None, notes))
    if prose is not None:
        more["usage"] = prose.usage
    return seal(
        stores.catalog,
        result.model_copy(update=more),
        kind="answer",
        filters=filters,
        embedder=stores.embedder,
        retrieved=basis.found.scores[:RETRIEVED],
        limit=manner.papers,
        exchanges=prose.exchanges if prose else (),
        asked=asked,
    )


def _answered(question: str, basis: Basis, prose: LanguageModelWriter | None, index: Index, manner: Manner) -> Answer:
    watcher = Watcher(manner.on_draft)
    if not basis.sufficient:
        return _no_evidence(question, basis.chosen, basis.papers, of_them=basis.about is not None)
    if prose is None:
        return _quoted(question, basis.chosen, basis.papers, watcher)
    result = _in_prose(question, basis.chosen, basis.papers, prose, index, watcher)
    return _judged(result, basis.chosen, prose) if manner.check == "model" else result


def _in_prose(
    question: str,
    chosen: Selection,
    papers: Mapping[str, Paper],
    prose: LanguageModelWriter,
    index: Index,
    watcher: Watcher,
) -> Answer:
    try:
        answered = written(question, chosen, papers, prose, index, watcher)
    except AssistantError as error:
        if error is watcher.left:
            raise
        prose.faults.append(f"Quoted sentences, because the language model did not answer: {error}")
        return _quoted(question, chosen, papers, watcher)
    if answered is not None:
        return answered
    return _no_evidence(question, chosen, papers).model_copy(update={"model": prose.model})


def _judged(answer: Answer, chosen: Selection, prose: LanguageModelWriter) -> Answer:
    """The answer with the support that is left when the model has judged it too."""
    to_judge = case(answer, chosen.read)
    if to_judge is None:
        return answer
    try:
        judgement = prose.judge(answer.question, to_judge.passages, to_judge.sentences, Judgement)
    except AssistantError as error:
        prose.faults.append(f"Checked by rules alone, because the language model did not judge: {error}")
        return answer
    return answer.model_copy(update={"sentences": judged(answer.sentences, judgement)})


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
    watcher.ready(answer)
    return answer


def _no_evidence(question: str, chosen: Selection, papers: Mapping[str, Paper], *, of_them: bool = False) -> Answer:
    closest = chosen.order[:_CLOSEST]
    text = _plain_statement([papers[paper_id] for paper_id in closest], of_them=of_them)
    return Answer(
        question=question,
        status="no_evidence",
        text=text,
        closest=closest,
        strength=chosen.strength,
    )


def _plain_statement(closest: Sequence[Paper], *, of_them: bool) -> str:
    """That nothing was found, and what comes closest; ``of_them`` where the question is about these papers alone."""
    if not closest:
        return "No paper in the library matches this question."
    named = "; ".join(f"{short(paper)}, “{paper.title}”" for paper in closest)
    if of_them:
        return f"The abstract does not say it; the paper itself may: {named}."
    return f"The library holds no evidence that answers this question. The closest papers are: {named}."
