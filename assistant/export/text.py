"""Answers as plain text, for wherever text is pasted."""

from __future__ import annotations

from assistant.export.markdown import NOT_CERTAIN
from assistant.export.references import reference_text
from assistant.export.untrusted import one_line
from assistant.models import Answer, Sentence

_MARKS = {"partial": " (partly supported)", "unsupported": " (not traceable to a paper)"}


def to_text(answer: Answer) -> str:
    """The question, the answer with its numbers and the references, one a line, ending in a line end.

    Below what a language model wrote it says what is not certain; quotes need no such word.
    """
    said = " ".join(map(_sentence, answer.sentences)) or one_line(answer.text)
    parts = [one_line(answer.question), said]
    if answer.references:
        listed = (f"[{reference.number}] {reference_text(reference.paper)}" for reference in answer.references)
        parts.append("\n".join(listed))
    if answer.status == "answered" and answer.model is not None:
        parts.append(f"{NOT_CERTAIN}.")
    return "\n\n".join(parts) + "\n"


def _sentence(sentence: Sentence) -> str:
    text = one_line(sentence.text)
    numbers = sorted({citation.number for citation in sentence.citations})
    marked = f" [{', '.join(map(str, numbers))}]" if numbers else ""
    return f"{text}{marked}{_MARKS.get(sentence.support, '')}"
