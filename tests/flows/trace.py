"""Can everything that is shown be traced to the words of a paper? Used on every output of every flow."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import Answer, Library, Outline, OutlineSection, Review, SearchResult
from assistant.models import Reference, Sentence


def check_answer(answer: Answer, library: Library) -> Answer:
    """The citations of an answer hold; one without evidence cites nothing and names papers of the library."""
    _check_citations(answer.sentences, answer.references, library)
    assert 0.0 <= answer.strength <= 1.0
    assert len(set(answer.closest)) == len(answer.closest)
    for sentence in answer.sentences:
        assert sentence.text in answer.text
    if answer.status == "no_evidence":
        assert not answer.references
        for paper_id in answer.closest:
            assert library.show(paper_id).title in answer.text
    else:
        assert 1 <= len(answer.sentences) <= 5
        assert answer.references
    return answer


def check_review(review: Review, library: Library) -> Review:
    """The citations of a review hold, and its coverage adds up."""
    sentences = [sentence for section in review.sections for sentence in section.sentences]
    _check_citations(sentences, review.references, library)
    coverage = review.coverage
    assert len(set(coverage.relevant)) == len(coverage.relevant)
    assert sorted(coverage.cited + coverage.uncited) == sorted(coverage.relevant)
    assert {reference.paper.id for reference in review.references} == set(coverage.cited)
    for section in review.sections:
        assert section.heading
        assert set(section.paper_ids) <= set(coverage.relevant)
        cited = {citation.paper_id for sentence in section.sentences for citation in sentence.citations}
        assert cited <= set(section.paper_ids)
    headings = [section.heading for section in review.sections]
    assert len(set(headings)) == len(headings)
    return review


def check_search(result: SearchResult, library: Library) -> SearchResult:
    """Hits come best first with scores in 0..1, and their passages stand in the abstracts."""
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    for hit in result.hits:
        assert hit.paper == library.show(hit.paper.id)
        for passage in hit.passages:
            assert hit.paper.abstract[passage.start : passage.end] == passage.text
            assert 0.0 <= passage.score <= hit.score <= 1.0
    return result


def check_outline(outline: Outline, library: Library) -> Outline:
    """Each paper of an outline is in the library and has one place in it."""
    placed = [*_placed(outline.sections), *outline.unassigned]
    assert len(set(placed)) == len(placed)
    for paper_id in placed:
        assert library.show(paper_id).id == paper_id
    return outline


def _placed(sections: Sequence[OutlineSection]) -> list[str]:
    return [paper_id for one in sections for paper_id in (*one.paper_ids, *_placed(one.sections))]


def _check_citations(sentences: Sequence[Sentence], references: Sequence[Reference], library: Library) -> None:
    """Quotes are verbatim, numbers resolve, each reference is cited, and no sentence stands unsupported."""
    papers = {reference.number: reference.paper for reference in references}
    assert list(papers) == list(range(1, len(references) + 1))
    assert len({paper.id for paper in papers.values()}) == len(papers)
    used: list[int] = []
    for sentence in sentences:
        assert sentence.support == ("verbatim" if sentence.citations else "connecting")
        for citation in sentence.citations:
            paper = papers[citation.number]
            assert paper.id == citation.paper_id
            assert paper == library.show(paper.id)
            assert citation.quote
            assert paper.abstract[citation.start : citation.end] == citation.quote
            assert citation.quote in sentence.text
            used.append(citation.number)
    assert list(dict.fromkeys(used)) == list(papers)
