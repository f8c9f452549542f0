"""The extractive writer: quoted sentences of the abstracts, each under the names of its authors. No model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from assistant.models import Evidence, Paper
from assistant.writers import Draft
from assistant.writers.naming import names, plural, told_apart


class ExtractiveWriter:
    """Writes by quoting, so that every sentence is verbatim by construction and still checked as any other."""

    model: str | None = None

    def answer(self, question: str, evidence: Sequence[Evidence], papers: Mapping[str, Paper]) -> tuple[Draft, ...]:
        """Quote the evidence paper by paper, the best first."""
        quoted = {one.paper_id: papers[one.paper_id] for one in evidence}
        return tuple(_quoted(evidence, quoted, again="add"))

    def section(self, heading: str, evidence: Sequence[Evidence], papers: Mapping[str, Paper]) -> tuple[Draft, ...]:
        """Quote the evidence in the order it is given: first what a paper does, then what it reports."""
        return tuple(_quoted(evidence, papers, again="report"))


def _quoted(evidence: Iterable[Evidence], papers: Mapping[str, Paper], *, again: str) -> Iterable[Draft]:
    named = told_apart(papers.values())
    for paper_id, quotes in groupby(evidence, key=lambda one: one.paper_id):
        paper = papers[paper_id]
        for place, one in enumerate(quotes):
            lead = named[paper_id] if place == 0 else f"{_once_more(paper)} {again if plural(paper) else again + 's'}"
            yield Draft(f"{lead}: “{one.quote}”", (one,))


def _once_more(paper: Paper) -> str:
    """A paper that was named just now: its authors, and where none is known not its whole title again."""
    return names(paper) if paper.authors else "The paper"
