"""An answer with its references as text for the clipboard."""

from __future__ import annotations

from time import monotonic_ns

from assistant.export import to_markdown
from assistant.export.references import reference_text
from assistant.export.untrusted import one_line
from assistant.models import Answer
from assistant.service.ui.rendering.markup import Markup, tag

FORMS = {"text": "Plain text", "markdown": "Markdown"}


def copied(answer: Answer, form: str) -> Markup:
    """The text where look.js takes it from; told apart from the one before, so that the same text goes twice."""
    text = to_markdown(answer) if form == "markdown" else in_plain_text(answer)
    return tag("pre", text, data_at=monotonic_ns(), hidden=True)


def in_plain_text(answer: Answer) -> str:
    """The question, the answer, and its references, each on a line."""
    references = [f"[{one.number}] {reference_text(one.paper)}" for one in answer.references]
    text = one_line(answer.text) if answer.sentences else "The library has no evidence for this question."
    return "\n\n".join(filter(None, (one_line(answer.question), text, "\n".join(references)))) + "\n"
