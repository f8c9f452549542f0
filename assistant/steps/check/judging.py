"""Judging: a language model says whether the cited passages bear out a sentence, which words and numbers can't say.

A judge can lower the support that the rules gave, and never raises it: what code found to be missing stays missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, field_validator

from assistant.models import Answer, Evidence, Sentence, Support
from assistant.prompts import as_data
from assistant.steps.check.checker import OVERLOOKED
from assistant.steps.check.cleaning import blocks
from assistant.steps.show import show

FOLLOWS = "numbers, names and words are met; a language model judged that it follows"
_JUDGED = ("supported", "partial")  # quotes stand as they are, and what has no support can't lose it
_LONGEST = 240  # characters of a reason
_TOKENS = 2_400  # for the passages; the sentences come on top
_ORDER: tuple[Support, ...] = ("verbatim", "supported", "partial", "unsupported")
_LOWERED: dict[str, tuple[Support, str]] = {
    "entailed": ("verbatim", ""),
    "partly": ("partial", "judged to be said only in part"),
    "contradicted": ("unsupported", "judged to be contradicted"),
    "not_said": ("unsupported", "judged not to be said there"),
}


class Verdict(BaseModel):
    """What the judge says of one sentence."""

    model_config = ConfigDict(frozen=True)

    sentence: int
    verdict: Literal["entailed", "partly", "contradicted", "not_said"]
    reason: str = ""

    @field_validator("verdict", mode="before")
    @classmethod
    def _as_written(cls, value: object) -> object:
        return value.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(value, str) else value


class Judgement(BaseModel):
    """What the judge says of an answer, sentence by sentence."""

    model_config = ConfigDict(frozen=True)

    verdicts: tuple[Verdict, ...]


class Case(NamedTuple):
    """What a judge is shown: the passages of the cited papers under the answer's own numbers, and the sentences."""

    passages: str
    sentences: str


def case(answer: Answer, read: Sequence[Sequence[Evidence]]) -> Case | None:
    """What to show a judge of an answer; None when there is nothing to judge.

    Args:
        answer: checked by the rules.
        read: every sentence of the papers that were read, one sequence a paper.
    """
    listed = [
        f"{number}. {as_data(sentence.text)}{''.join(f' [{one.number}]' for one in sentence.citations)}"
        for number, sentence in enumerate(answer.sentences, 1)
        if _is_judged(sentence)
    ]
    if not listed:
        return None
    by_paper = {sentences[0].paper_id: sentences for sentences in read if sentences}
    quoted = [one for sentence in answer.sentences for one in sentence.citations]
    spans = {(one.paper_id, one.start, one.end) for one in quoted}
    # What is quoted has to be seen first where an abstract is cut.
    shown = [
        [
            one.model_copy(update={"score": 1.0})
            if any(one.paper_id == id_ and one.start < end and start < one.end for id_, start, end in spans)
            else one
            for one in by_paper[reference.paper.id]
        ]
        for reference in answer.references
    ]
    return Case(show(shown, papers=len(shown), tokens=_TOKENS).text, "\n".join(listed))


def judged(sentences: Sequence[Sentence], judgement: Judgement) -> tuple[Sentence, ...]:
    """The sentences with the support that is left after the judgement; those it passes over stay as they are."""
    verdicts: dict[int, Verdict] = {}
    for one in judgement.verdicts:
        verdicts.setdefault(one.sentence, one)
    return tuple(
        _lowered(sentence, verdicts[number]) if number in verdicts and _is_judged(sentence) else sentence
        for number, sentence in enumerate(sentences, 1)
    )


def _is_judged(sentence: Sentence) -> bool:
    return bool(sentence.citations) and sentence.support in _JUDGED


def _lowered(sentence: Sentence, verdict: Verdict) -> Sentence:
    support, said = _LOWERED[verdict.verdict]
    if not said:
        return sentence.model_copy(update={"reason": FOLLOWS}) if sentence.support == "supported" else sentence
    why = " ".join(block.text for block in blocks(verdict.reason))[:_LONGEST].rstrip(" .")
    reasons = [sentence.reason] if sentence.reason not in ("", OVERLOOKED) else []
    reasons.append(f"{said}: {why}" if why else said)
    lower = max(sentence.support, support, key=_ORDER.index)
    return sentence.model_copy(update={"support": lower, "reason": "; ".join(reasons)})
