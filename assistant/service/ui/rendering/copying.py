"""An answer with its references as text for the clipboard."""

from __future__ import annotations

from time import monotonic_ns

from assistant.export import to_bibtex, to_markdown, to_text
from assistant.models import Answer
from assistant.service.ui.rendering.markup import Markup, tag

FORMS = {"text": "Plain text", "markdown": "Markdown", "bibtex": "BibTeX"}


def copied(answer: Answer, form: str) -> Markup:
    """The text where look.js takes it from; told apart from the one before, so that the same text goes twice."""
    return tag("pre", _text(answer, form), data_at=monotonic_ns(), hidden=True)


def _text(answer: Answer, form: str) -> str:
    if form == "bibtex":
        return to_bibtex(reference.paper for reference in answer.references)
    return to_markdown(answer) if form == "markdown" else to_text(answer)
