"""The part of ASK that a language model writes: show, write, read, check, repair once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.errors import ContextTooLong
from assistant.llm import estimated_tokens
from assistant.models import Answer, Paper, Sentence
from assistant.steps.check import Checker, Reply, read_reply
from assistant.steps.select import Selection
from assistant.steps.show import TOKENS, Shown, show
from assistant.steps.write import references, running_text
from assistant.writers.language_model import NO_EVIDENCE, LanguageModelWriter
from assistant.writers.naming import names
from vectorstore.embedders import Embedder

Tell = Callable[[str], None]

_TRIES = 3  # with half the passages each time, where a model reads less than most
_TO_REPAIR = 0.25  # share of marked-down sentences from which the answer is repaired
_MARKED_DOWN = ("partial", "unsupported")


def silent(text: str) -> None:
    """A draft that nobody watches."""


def written(
    question: str,
    chosen: Selection,
    papers: Mapping[str, Paper],
    writer: LanguageModelWriter,
    embedder: Embedder,
    tell: Tell,
) -> Answer | None:
    """An answer in a language model's words, each sentence checked; None when the model finds no evidence.

    Args:
        question: what is asked.
        chosen: the evidence.
        papers: the retrieved papers by id.
        writer: counts the calls of this answer.
        embedder: the library's embedder, for the check.
        tell: is given the draft, piece by piece as it comes.

    Raises:
        ModelUnavailable, ModelRefused, ContextTooLong, ModelReplyUnusable: as ``assistant.llm.Model`` does.
    """
    shown, text = _reply(question, chosen, writer, tell)
    if NO_EVIDENCE in text[:40].upper():
        return None
    called = {paper_id: names(papers[paper_id]) for paper_id in shown.paper_ids}
    checker = Checker({paper_id: papers[paper_id] for paper_id in shown.paper_ids}, embedder)
    reply = read_reply(text, shown.paper_ids, called)
    sentences, numbers = _checked(reply, checker, question)
    if _share_marked_down(sentences) >= _TO_REPAIR:
        again = read_reply(writer.repair(question, shown.text, text, _findings(sentences)), shown.paper_ids, called)
        repaired, renumbered = _checked(again, checker, question)
        if repaired and _share_marked_down(repaired) < _share_marked_down(sentences):
            reply, sentences, numbers = again, repaired, renumbered
    return Answer(
        question=question,
        status="answered",
        text=running_text(sentences),
        sentences=sentences,
        references=references(numbers, papers),
        closest=chosen.order[:3],
        strength=chosen.strength,
        model=writer.model,
        note=" ".join(reply.notes),
        usage=writer.usage,
    )


def _reply(question: str, chosen: Selection, writer: LanguageModelWriter, tell: Tell) -> tuple[Shown, str]:
    """What the model is shown and what it replies; fewer passages where they are more than it reads."""
    tokens = TOKENS
    for tries in range(1, _TRIES + 1):
        shown = show(chosen.read, tokens=tokens)
        pieces: list[str] = []
        try:
            for piece in writer.answer(question, shown.text):
                pieces.append(piece)
                tell(piece)
        except ContextTooLong:
            if tries == _TRIES:
                raise
            tokens = estimated_tokens([shown.text]) // 2
        else:
            break
    return shown, "".join(pieces)


def _checked(reply: Reply, checker: Checker, question: str) -> tuple[tuple[Sentence, ...], dict[str, int]]:
    numbers: dict[str, int] = {}
    return checker.cite(reply.claims, numbers, question), numbers


def _share_marked_down(sentences: Sequence[Sentence]) -> float:
    marked = sum(sentence.support in _MARKED_DOWN for sentence in sentences)
    return marked / len(sentences) if sentences else 1.0


def _findings(sentences: Sequence[Sentence]) -> list[str]:
    return [f"“{one.text}”: {one.reason}" for one in sentences if one.support in _MARKED_DOWN]
