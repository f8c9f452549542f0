"""Saved answers and reviews run again: what is the same is said to be, what changed is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Answer, Library
from assistant.errors import BadRequest
from assistant.library.replaying import _longest_rise
from assistant.models import Change
from tests.library.meadow import LATER, open_meadow, write_papers

QUESTION = "Do honey bees count petals of flowers?"


def _changes(changes: tuple[Change, ...], what: str) -> dict[str, tuple[object, object]]:
    return {one.about: (one.before, one.after) for one in changes if one.what == what}


def test_nothing_changed(meadow: Library) -> None:
    answer = meadow.ask(QUESTION, year="2010:2019", author="moss")
    review = meadow.review("counting bees", limit=2)
    for result in (answer, review):
        replay = meadow.replay(result.capsule)
        assert (replay.before, replay.after, replay.changes) == (result.capsule, result.capsule, ())
    assert meadow.replay(answer.capsule).asked == QUESTION
    assert (meadow.replay(review.capsule).kind, meadow.replay(review.capsule).asked) == ("review", "counting bees")


def test_what_a_new_paper_changes(meadow: Library, tmp_path: Path) -> None:
    before = meadow.ask(QUESTION)
    meadow.add(write_papers(tmp_path / "later.jsonl", LATER))
    replay = meadow.replay(before.capsule)
    assert replay.after == meadow.ask(QUESTION).capsule != before.capsule
    papers = _changes(replay.changes, "paper")
    assert papers[str(LATER["title"])][0] is None
    assert len(papers) == 1  # the others only made room
    came = [text for text, (was, _) in _changes(replay.changes, "sentence").items() if was is None]
    assert any("by touch up to three" in text for text in came)


def test_what_a_removed_paper_changes(meadow: Library) -> None:
    answer, review = meadow.ask(QUESTION), meadow.review("counting bees")
    meadow.remove("Bees Count Petals")
    changes = meadow.replay(answer.capsule).changes
    assert _changes(changes, "paper") == {"Bees Count Petals": (1, None)}
    sentences = _changes(changes, "sentence")
    assert ("verbatim", None) in sentences.values()
    assert _changes(changes, "strength")["strength"][0] == answer.strength
    of_review = meadow.replay(review.capsule).changes
    assert _changes(of_review, "paper")["Bees Count Petals"][1] is None
    assert any("count the petals" in text for text in _changes(of_review, "sentence"))


def test_a_paper_that_got_another_id_is_not_new(meadow: Library, tmp_path: Path) -> None:
    """Two entries turn out to be one paper; the older id stays."""
    catalog = meadow._stores.catalog
    ids = [paper.id for paper in meadow.papers()]
    assert catalog.successors(ids) == {}
    twin = {**LATER, "title": "Petals in the Dark", "doi": "10.1000/petals"}
    meadow.add(write_papers(tmp_path / "a.jsonl", LATER), write_papers(tmp_path / "b.jsonl", twin))
    answer = meadow.ask(QUESTION)
    meadow.add(write_papers(tmp_path / "c.jsonl", {**LATER, "doi": "10.1000/petals"}))
    replay = meadow.replay(answer.capsule)
    gone = [about for about, (_, after) in _changes(replay.changes, "paper").items() if after is None]
    assert gone == []


def test_another_embedder_is_named(meadow: Library, tmp_path: Path) -> None:
    answer = meadow.ask(QUESTION)
    catalog = meadow._stores.catalog
    content = json.loads(catalog.capsules.text(answer.capsule) or "")
    content |= {"embedder": {"name": "minilm", "fingerprint": "f" * 64}, "version": "0.0.9", "limit": 1}
    content["result"] |= {"model": "openai:small", "status": "no_evidence"}
    catalog.capsules.save("abcd" * 5, "answer", json.dumps(content))
    with open_meadow(tmp_path) as library:
        replay = library.replay("ABCD")
    assert _changes(replay.changes, "embedder")["embedder"][0] == "minilm (ffffffffffff)"
    assert _changes(replay.changes, "version")["version"][0] == "0.0.9"
    assert _changes(replay.changes, "model") == {"model": ("openai:small", None)}
    assert _changes(replay.changes, "status") == {"status": ("no_evidence", "answered")}
    again = json.loads(catalog.capsules.text(replay.after) or "")
    assert len(Answer.model_validate(again["result"]).references) == 1  # the limit is kept


def test_a_beginning_is_enough_when_it_is_the_only_one(meadow: Library) -> None:
    capsule = meadow.ask(QUESTION).capsule
    assert meadow.replay(f" {capsule[:5].upper()} ").before == capsule
    for number in (1, 2):
        meadow._stores.catalog.capsules.save(f"zz{number}", "answer", "{}")
    with pytest.raises(BadRequest, match="2 capsules begin with 'zz'"):
        meadow.replay("zz")
    with pytest.raises(BadRequest, match="saved by litreview an unknown version"):
        meadow.replay("zz1")


@pytest.mark.parametrize("capsule", ["", " ", "none", "%"])
def test_an_unknown_capsule_is_answered_with_advice(capsule: str, meadow: Library) -> None:
    meadow.ask(QUESTION)
    with pytest.raises(BadRequest, match="show theirs with --json"):
        meadow.replay(capsule)


@pytest.mark.parametrize(
    ("places", "kept"),
    [([], set()), ([1, 2, 3], {1, 2, 3}), ([3, 1, 2], {1, 2}), ([2, 3, 4, 1], {2, 3, 4}), ([3, 2, 1], {1})],
)
def test_only_what_overtook_others_has_moved(places: list[int], kept: set[int]) -> None:
    assert _longest_rise(places) == kept
