"""Check: every sentence gets its support, decided by code from the words of the cited abstracts, whoever wrote it.

``verbatim``: its words are quoted and stand there. ``supported``: its words, numbers and names are met there; whether
it agrees is for a reader or a judge to say. ``partial``: a part is not there, and the reason says which.
``unsupported``: nothing is cited, or nothing near it is there. ``connecting``: it states no fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.models import Citation, Paper, Sentence
from assistant.steps.check.checker import Checker
from assistant.steps.check.reply import Claim, Reply, read_reply

__all__ = ["Checker", "Claim", "Reply", "check", "read_reply"]


def check(
    sentences: Iterable[Sentence], papers: Mapping[str, Paper], checker: Checker | None = None
) -> tuple[Sentence, ...]:
    """Give each sentence its support.

    Args:
        sentences: cited sentences; those that quote word for word need nothing else.
        papers: the papers by id.
        checker: for sentences in a writer's own words; without it they are ``unsupported``.
    """
    return tuple(_checked(sentence, papers, checker) for sentence in sentences)


def _checked(sentence: Sentence, papers: Mapping[str, Paper], checker: Checker | None) -> Sentence:
    if not sentence.citations:
        return sentence.model_copy(update={"support": "connecting"}) if checker is None else _again(sentence, checker)
    if all(_stands(citation, papers) and f"“{citation.quote}”" in sentence.text for citation in sentence.citations):
        return sentence.model_copy(update={"support": "verbatim"})
    if checker is None:
        return sentence.model_copy(
            update={"support": "unsupported", "reason": "its quotes do not stand as they are cited"}
        )
    return _again(sentence, checker)


def _again(sentence: Sentence, checker: Checker) -> Sentence:
    numbers = {citation.paper_id: citation.number for citation in sentence.citations}
    unknown = tuple(f"[{number}]" for paper_id, number in numbers.items() if not checker.knows(paper_id))
    claim = Claim(sentence.text, tuple(numbers), unknown)
    (checked,) = checker.cite([claim], numbers)
    return checked


def _stands(citation: Citation, papers: Mapping[str, Paper]) -> bool:
    paper = papers.get(citation.paper_id)
    return paper is not None and paper.abstract[citation.start : citation.end] == citation.quote
