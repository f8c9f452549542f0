"""Check: every sentence gets its support, decided by code from the words of the cited abstracts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.models import Citation, Paper, Sentence, Support


def check(sentences: Iterable[Sentence], papers: Mapping[str, Paper]) -> tuple[Sentence, ...]:
    """Give each sentence its support.

    ``verbatim``: every citation's quote stands in its abstract at its offsets, and in the sentence between quotation
    marks. Anything else that cites is ``unsupported``; a sentence without citations stays ``connecting``.
    """
    return tuple(sentence.model_copy(update={"support": _support(sentence, papers)}) for sentence in sentences)


def _support(sentence: Sentence, papers: Mapping[str, Paper]) -> Support:
    if not sentence.citations:
        return "connecting"
    sound = all(_stands(citation, papers) and f"“{citation.quote}”" in sentence.text for citation in sentence.citations)
    return "verbatim" if sound else "unsupported"


def _stands(citation: Citation, papers: Mapping[str, Paper]) -> bool:
    paper = papers.get(citation.paper_id)
    return paper is not None and paper.abstract[citation.start : citation.end] == citation.quote
