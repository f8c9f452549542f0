"""Cover: which relevant papers a review cites, and which it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.models import Coverage, Section


def cover(relevant: Sequence[str], sections: Iterable[Section]) -> Coverage:
    """Compare the relevant papers (ids, best first) with those that the sections cite."""
    cited = {
        citation.paper_id for section in sections for sentence in section.sentences for citation in sentence.citations
    }
    return Coverage(
        relevant=tuple(relevant),
        cited=tuple(paper_id for paper_id in relevant if paper_id in cited),
        uncited=tuple(paper_id for paper_id in relevant if paper_id not in cited),
    )
