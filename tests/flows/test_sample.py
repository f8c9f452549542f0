"""The bundled sample: a review of episodic memory in reinforcement learning, out of the box."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import BadRequest, Library, Settings
from tests.flows.trace import check_answer, check_outline, check_review
from vectorstore.embedders import HINT, minilm_weights

THEME = "episodic memory in RL"


@pytest.fixture(scope="module", params=["builtin", "minilm"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    if request.param == "minilm":
        request.getfixturevalue("minilm")
    settings = Settings(embedder=request.param, cache_dir=tmp_path_factory.mktemp("cache"))
    with Library.open("sample", settings=settings) as library:
        yield library


def test_the_review_cites_the_papers_on_episodic_control(sample: Library) -> None:
    review = check_review(sample.review(THEME), sample)
    cited = {reference.paper.title for reference in review.references}
    of_the_subject = {paper.title for paper in sample.papers() if "Episodic Control" in paper.title}
    assert len(of_the_subject) >= 2
    # Static word vectors know less of what is meant by other words.
    assert len(of_the_subject - cited) <= (sample.status().embedding == "builtin")
    assert len(review.coverage.cited) < sample.status().papers / 2


def test_the_review_has_two_to_seven_themes_in_order_of_time(sample: Library) -> None:
    outline = check_outline(sample.outline(THEME), sample)
    assert 2 <= len(outline.sections) <= 7
    for section in outline.sections:
        assert len(section.paper_ids) >= 2
        years = [sample.show(paper_id).year or 9999 for paper_id in section.paper_ids]
        assert years == sorted(years)
    headings = [section.heading for section in sample.review(THEME).sections]
    assert [section.heading for section in outline.sections] == [
        heading for heading in headings if heading in {section.heading for section in outline.sections}
    ]


def test_it_answers_and_knows_what_it_does_not_know(sample: Library) -> None:
    answer = check_answer(sample.ask("Which agent keeps the highest return it ever obtained from a state?"), sample)
    assert answer.status == "answered"
    answer = check_answer(sample.ask("How do oysters filter sea water?"), sample)
    assert answer.status == "no_evidence"


def test_it_stays_as_it_is(sample: Library, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text('{"title": "One more"}\n', encoding="utf-8")
    for change in (lambda: sample.add(tmp_path / "more.jsonl"), lambda: sample.remove("Neural Episodic Control")):
        with pytest.raises(BadRequest, match="sample"):
            change()
    status = sample.status()
    assert (status.consistent, status.pending, status.rejected) == (True, 0, 0)
    assert all(paper.abstract_by == "litreview" for paper in sample.papers())


@pytest.mark.usefixtures("minilm")
def test_it_changes_to_minilm_once_its_weights_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(embedder="auto", cache_dir=tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(minilm_weights, "CARRIER", "a-package-that-nobody-has")
        with Library.open("sample", settings=settings) as library:
            assert library.status().embedding == "builtin"
            assert library.notices == (HINT,)
    with Library.open("sample", settings=settings) as library:
        status = library.status()
        assert (status.embedding, status.consistent, library.notices) == ("minilm", True, ())
        assert library.reindex("builtin").embedding == "builtin"
    with Library.open("sample", settings=settings) as library:  # builtin was asked for by name
        assert library.status().embedding == "builtin"
        assert library.notices == ()


@pytest.mark.usefixtures("minilm")
def test_it_has_the_embedder_that_was_last_asked_for_by_name(tmp_path: Path) -> None:
    settings = Settings(embedder="builtin", cache_dir=tmp_path / "cache")
    with Library.open("sample", settings=settings):
        pass
    with Library.open("sample", settings=settings.model_copy(update={"embedder": "auto"})) as library:
        assert library.status().embedding == "builtin"
    with Library.open("sample", settings=settings, embedder="minilm") as library:
        assert library.status().embedding == "minilm"
    with Library.open("sample", settings=settings) as library:
        assert library.status().embedding == "builtin"
        assert library.ask("Which agent keeps the highest return it ever obtained from a state?").references
