"""Reviews as a user steers them: the scope, papers chosen by hand, sections as they come, saved ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Library, Section, to_markdown
from assistant.errors import BadRequest, PaperNotFound
from assistant.library.reviewing import PROBLEM
from tests.library.meadow import LATER, open_meadow, write_papers

ANTS, BEES, HUMBLE = "Ants Weigh Their Loads", "Bees Count Petals", "HUMBLE: Bumblebees Learn to Roll Balls"
THEME = "counting bees"


def test_the_scope_is_what_the_review_rests_on(meadow: Library) -> None:
    scope = meadow.scope(THEME)
    review = meadow.review(THEME)
    assert review.scope == scope
    assert tuple(one.paper_id for one in scope.inside) == review.coverage.relevant
    assert scope.inside[0].title == BEES
    assert scope.inside[0].reason == "“counting”, “bees” in the title; the best match"
    assert {one.title for one in (*scope.inside, *scope.below)} == {ANTS, BEES, HUMBLE}
    assert all(one.reason for one in scope.below)
    assert not scope.by_hand
    assert [one.title for one in meadow.scope(THEME, year="2018:2019").inside] == [HUMBLE]


def test_papers_chosen_by_hand_take_the_place_of_the_cut(meadow: Library) -> None:
    ids = {paper.title: paper.id for paper in meadow.papers()}
    review = meadow.review(THEME, papers=[ANTS, ids[BEES], ids[ANTS]], year="1990")
    assert review.coverage.relevant == (ids[BEES], ids[ANTS])  # best first
    assert (review.scope.by_hand, review.scope.below) == (True, ())
    assert {reference.paper.title for reference in review.references} == {ANTS, BEES}
    assert "2 papers chosen by hand." in to_markdown(review)
    outline = meadow.outline(THEME, papers=[ids[ANTS]])
    assert [section.paper_ids for section in outline.sections] == [(ids[ANTS],)]
    assert meadow.review(THEME, papers=tuple(ids.values()), limit=1).coverage.relevant == (ids[BEES],)


def test_a_paper_that_is_not_there_is_named(meadow: Library) -> None:
    with pytest.raises(PaperNotFound, match="p000"):
        meadow.review(THEME, papers=[ANTS, "p000"])
    with pytest.raises(BadRequest, match="choose at least one"):
        meadow.outline(THEME, papers=[])


def test_sections_come_one_by_one_and_a_stop_saves_nothing(meadow: Library) -> None:
    sections: list[Section] = []

    def stop_after_the_first(section: Section) -> None:
        sections.append(section)
        raise KeyError("stop")

    with pytest.raises(KeyError, match="stop"):
        meadow.review(THEME, on_section=stop_after_the_first)
    assert len(sections) == 1
    assert meadow.reviews() == ()
    sections.clear()
    review = meadow.review(THEME, on_section=sections.append)
    assert tuple(sections) == review.sections


def test_saved_ones_are_listed_last_made_first_and_there_after_a_restart(meadow: Library, tmp_path: Path) -> None:
    bees, ants, answer = meadow.review(THEME), meadow.review("heavy seeds", limit=1), meadow.ask("Do bees count?")
    with open_meadow(tmp_path) as again:
        listed = again.reviews()
        assert {one.capsule for one in listed} == {bees.capsule, ants.capsule}
        of_ants = next(one for one in listed if one.capsule == ants.capsule)
        assert (of_ants.theme, of_ants.title, of_ants.papers) == ("heavy seeds", "Heavy seeds", 1)
        assert of_ants.made is not None
        assert of_ants.made.endswith("+00:00")
        assert again.saved(bees.capsule) == bees
        assert again.saved(ants.capsule[:8]) == ants
        assert again.saved(answer.capsule) == answer
        for none in ("", "zzz", "%"):
            with pytest.raises(BadRequest, match="no saved answer or review"):
                again.saved(none)


def test_what_a_run_was_made_of(meadow: Library) -> None:
    answer = meadow.ask("Do bees count petals?", author="moss", limit=2)
    run = meadow.run(answer.capsule)
    assert (run.kind, run.asked, run.limit, run.papers) == ("answer", "Do bees count petals?", 2, None)
    assert run.filters.author == "moss"
    assert run.embedder.startswith("builtin (")
    assert [one.title for one in run.retrieved] == [BEES]
    assert 0 < run.retrieved[0].score <= 1
    assert run.exchanges == ()
    meadow.remove(BEES)
    assert meadow.run(answer.capsule).retrieved[0].title == BEES  # the references remember it


def test_a_review_of_chosen_papers_is_run_again_with_them(meadow: Library, tmp_path: Path) -> None:
    review = meadow.review(THEME, papers=[ANTS, BEES])
    assert len(meadow.run(review.capsule).papers or ()) == 2
    assert meadow.replay(review.capsule).changes == ()
    meadow.add(write_papers(tmp_path / "later.jsonl", LATER))
    assert meadow.replay(review.capsule).changes == ()
    meadow.remove(ANTS)
    went = [change for change in meadow.replay(review.capsule).changes if change.what == "paper"]
    assert [(change.about, change.after) for change in went] == [(ANTS, None)]


def test_a_capsule_of_another_time_says_which(meadow: Library) -> None:
    meadow._stores.catalog.capsules.save("abcd", "review", json.dumps({"kind": "review", "version": "0.0.9"}))
    for refused in (meadow.saved, meadow.run):
        with pytest.raises(BadRequest, match=r"0\.0\.9"):
            refused("abcd")


def test_the_opening_names_what_sets_the_theme_apart(tmp_path: Path) -> None:
    """Not a problem of the whole field: every paper is about knot tying (KT), only some about knots of wet rope."""
    wet, tied = "In knot tying (KT), wet rope is hard to hold.", "We propose a way of tying wet rope"
    field = "In ports, tying in KT is hard to teach."
    papers: list[dict[str, object]] = [
        {
            "title": f"Wet Rope in Knot Tying {how}",
            "abstract": f"{wet if how.startswith('By') else field} {tied} {how}.",
        }
        for how in ("By Hand", "By Hook", "At Sea", "At Home")
    ]
    with open_meadow(tmp_path) as library:
        library.add(write_papers(tmp_path / "knots.jsonl", *papers))
        review = library.review("wet rope in KT")
    opening = review.sections[0]
    assert opening.heading == PROBLEM
    assert {sentence.citations[0].quote for sentence in opening.sentences} == {wet}
