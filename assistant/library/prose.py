"""The part of ASK that a language model writes: show, write, read, check, repair once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from typing import NamedTuple

from assistant.errors import AssistantError, ContextTooLong, ModelReplyUnusable
from assistant.library.preparing import Preparation, read
from assistant.library.watching import Watcher
from assistant.llm import estimated_tokens
from assistant.models import Answer, Paper, Sentence
from assistant.steps.check import Checker
from assistant.steps.drafting import is_no_evidence
from assistant.steps.select import Selection
from assistant.steps.show import Shown, budget, show
from assistant.steps.write import references, running_text
from assistant.writers.language_model import LanguageModelWriter
from vectorstore.readings import PaperReader

_TRIES = 3  # with half the passages each time, where a model reads less than most
_TO_REPAIR = 0.25  # share of marked-down sentences from which the answer is repaired
_MARKED_DOWN = ("partial", "unsupported")


class _Draft(NamedTuple):
    """A reply after the check: its sentences, the numbers of its papers, and what was left out of it."""

    sentences: tuple[Sentence, ...]
    numbers: dict[str, int]
    note: str

    @property
    def marked_down(self) -> float:
        """The share of sentences that the papers do not bear out in full."""
        marked = sum(sentence.support in _MARKED_DOWN for sentence in self.sentences)
        return marked / len(self.sentences) if self.sentences else 1.0


def written(
    question: str,
    chosen: Selection,
    papers: Mapping[str, Paper],
    writer: LanguageModelWriter,
    reader: PaperReader,
    watcher: Watcher,
) -> Answer | None:
    """An answer in a language model's words, each sentence checked; None when the model finds no evidence.

    Args:
        question: what is asked.
        chosen: the evidence.
        papers: the retrieved papers by id.
        writer: counts the calls of this answer.
        reader: reads the papers, for the check.
        watcher: is told the draft as it grows.

    Raises:
        ModelUnavailable, ModelRefused, ContextTooLong, ModelReplyUnusable: as ``assistant.llm.Model`` does.
    """
    own = {paper_id: papers[paper_id] for paper_id in show(chosen.read).paper_ids}
    with Preparation(own, reader) as preparation:
        shown, text = _reply(question, chosen, own, writer, watcher, preparation)
        if is_no_evidence(text):
            return None
        checker = preparation.checker()
    draft = _checked(text, own, checker, question)
    if draft.marked_down >= _TO_REPAIR:
        draft = _repaired(draft, question, text, shown, own, checker, writer)
    if not draft.sentences:
        raise ModelReplyUnusable(f"the model {writer.model!r} wrote no sentence; try again or try another model")
    return _answer(question, draft, chosen, papers, writer)


def _answer(
    question: str, draft: _Draft, chosen: Selection, papers: Mapping[str, Paper], writer: LanguageModelWriter
) -> Answer:
    return Answer(
        question=question,
        status="answered",
        text=running_text(draft.sentences),
        sentences=draft.sentences,
        references=references(draft.numbers, papers),
        closest=chosen.order[:3],
        strength=chosen.strength,
        model=writer.model,
        note=draft.note,
    )


def _reply(
    question: str,
    chosen: Selection,
    papers: Mapping[str, Paper],
    writer: LanguageModelWriter,
    watcher: Watcher,
    preparation: Preparation,
) -> tuple[Shown, str]:
    """What the model is shown and what it replies; fewer passages where they are more than it reads."""
    tokens = budget(question)
    for tries in range(1, _TRIES + 1):
        shown = show(chosen.read, tokens=tokens)
        watcher.begin(papers)
        reply = ""
        try:
            with closing(writer.answer(question, shown.text)) as coming:
                for piece in coming:
                    reply += piece
                    preparation.add(piece, reply)
                    watcher.add(piece)
        except ContextTooLong:
            if tries == _TRIES:
                raise
            tokens = estimated_tokens([shown.text]) // 2
        else:
            break
    watcher.catch_up()
    return shown, reply


def _checked(text: str, papers: Mapping[str, Paper], checker: Checker, question: str) -> _Draft:
    """A reply read and checked; ``papers`` are in the order of their markers."""
    reply = read(text, papers)
    numbers: dict[str, int] = {}
    return _Draft(checker.cite(reply.claims, numbers, question), numbers, " ".join(reply.notes))


def _repaired(
    draft: _Draft,
    question: str,
    text: str,
    shown: Shown,
    papers: Mapping[str, Paper],
    checker: Checker,
    writer: LanguageModelWriter,
) -> _Draft:
    """The reply once more, told what the check found; the first one where that is no better or the model fails."""
    findings = [f"“{one.text}”: {one.reason}" for one in draft.sentences if one.support in _MARKED_DOWN]
    try:
        again = _checked(writer.repair(question, shown.text, text, findings), papers, checker, question)
    except AssistantError as error:
        writer.faults.append(f"What is marked was not corrected, because the language model did not answer: {error}")
        return draft
    return again if again.sentences and again.marked_down < draft.marked_down else draft
