"""The listing pages beside the project, from page to review: numbers and titles come from them, none is copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Library
from tests.flows.trace import check_answer, check_outline, check_review, check_search

THEME = "episodic memory in RL"


@pytest.fixture(scope="module", params=["builtin", "minilm"])
def seeds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    if request.param == "minilm":
        request.getfixturevalue("minilm")
    request.getfixturevalue("shared")
    with Library.open(tmp_path_factory.mktemp("seeds"), embedder=request.param) as library:
        yield library


def test_add(seeds: Library, shared: Path) -> None:
    report = seeds.add(shared / "seeds")
    assert (report.read, report.added, report.merged, report.rejected, report.papers) == (107, 93, 14, (), 93)
    report = seeds.add(shared / "seeds")
    assert (report.read, report.unchanged, report.papers) == (107, 107, 93)
    status = seeds.status()
    assert (status.papers, status.consistent, status.pending) == (93, True, 0)


def test_review(seeds: Library) -> None:
    review = check_review(seeds.review(THEME), seeds)
    named = {paper.title for paper in seeds.papers() if "Episodic" in paper.title}
    assert named
    assert named <= {reference.paper.title for reference in review.references}
    assert 2 <= len(check_outline(seeds.outline(THEME), seeds).sections) <= 7


def test_a_title_leads_to_its_paper_and_to_answers_that_hold(seeds: Library) -> None:
    papers = seeds.papers()
    for paper in papers[:: len(papers) // 3]:
        hits = check_search(seeds.search(paper.title), seeds).hits
        assert paper.id in [hit.paper.id for hit in hits]
        check_answer(seeds.ask(f"What is said about {paper.title.rstrip('?!.')}?"), seeds)
