"""Themes: every relevant paper in exactly one group, each under a heading of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.models import Paper, Theme
from assistant.steps.headings import Rarity, headings
from assistant.steps.themes import MOST, themes
from tests.invented import LIBRARY, builtin, indexed, paper

SUBJECTS = {
    "bread": ("Rye Dough", "Wheat Crust", "Slow Starters", "Oven Steam", "Stale Loaves", "Salted Crumb"),
    "light": ("Folding Lenses", "Oil Lamps", "Harbour Beams", "Tower Sway", "Lamp Keepers", "Coastal Signals"),
    "ice": ("Moraine Dating", "Sliding Glaciers", "Meltwater Pressure", "Snow Algae", "Ice Cores", "Crevasse Maps"),
}


def vectors(papers: Sequence[Paper]) -> dict[str, NDArray[np.float32]]:
    return dict(zip([one.id for one in papers], builtin().embed([one.title for one in papers]), strict=True))


def grouped(papers: Sequence[Paper], theme: str = "the coast") -> tuple[Theme, ...]:
    return themes(theme, papers, vectors(papers), builtin().embed, rare)


def on_subjects(number: int) -> list[Paper]:
    """Papers of three subjects in turn, ``number`` of them."""
    names = list(SUBJECTS)
    return [
        paper(f"p{n:02}", f"{SUBJECTS[names[n % 3]][n // 3 % 6]} {n}", "An invented text.", year=1990 + n * 7 % 31)
        for n in range(number)
    ]


def placed(groups: Sequence[Theme]) -> list[str]:
    return [paper_id for group in groups for paper_id in group.paper_ids]


def check_sound(groups: Sequence[Theme], papers: Sequence[Paper]) -> None:
    assert sorted(placed(groups)) == sorted(one.id for one in papers)
    assert len(groups) <= MOST
    assert all(len(group.paper_ids) > 1 for group in groups) or len(groups) == 1
    found = [group.heading for group in groups]
    assert len({heading.lower() for heading in found}) == len(found)
    assert all(heading.strip() for heading in found)


@pytest.mark.parametrize("number", [1, 2, 4, 5, 12, 30])
def test_every_paper_is_in_exactly_one_theme(number: int) -> None:
    check_sound(grouped(on_subjects(number)), on_subjects(number))


def test_without_papers_there_are_no_themes() -> None:
    assert grouped([]) == ()


def test_a_few_papers_are_one_theme() -> None:
    assert len(grouped(on_subjects(4))) == 1


def test_papers_of_one_subject_stand_together() -> None:
    names = sorted(SUBJECTS)
    papers = [paper(f"{name}{n}", SUBJECTS[name][n]) for name in names for n in range(6)]
    axes = np.eye(builtin().dimensions, dtype=np.float32)
    near = {one.id: axes[names.index(one.id[:-1])] + axes[7] * np.float32(0.1 * int(one.id[-1])) for one in papers}
    found = themes("things", papers, near, builtin().embed, rare)
    assert {frozenset(name[:-1] for name in group.paper_ids) for group in found} == {frozenset([n]) for n in names}


def test_two_papers_that_are_far_from_each_other_are_no_theme() -> None:
    axes = np.eye(builtin().dimensions, dtype=np.float32)
    towards = np.float32(0.3), np.float32(0.8)
    directions = {
        "a": axes[0],
        "b": axes[1],
        "x": towards[0] * axes[0] + towards[1] * axes[2] + axes[4],
        "y": towards[0] * axes[1] + towards[1] * axes[2] + axes[5],
    }
    papers = [paper(f"{side}{n}", f"Rye {side} {n}") for side in "ab" for n in range(5)] + [
        paper("x", "X"),
        paper("y", "Y"),
    ]
    near = {one.id: directions[one.id[0]] + np.float32(0.1) * axes[10 + n] for n, one in enumerate(papers)}
    found = themes("things", papers, near, builtin().embed, rare)
    assert {frozenset(group.paper_ids) for group in found} == {
        frozenset([*(f"{side}{n}" for n in range(5)), odd]) for side, odd in (("a", "x"), ("b", "y"))
    }


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_the_order_of_the_papers_makes_no_difference(random: Random) -> None:
    papers = on_subjects(12)
    shuffled = random.sample(papers, len(papers))
    assert grouped(shuffled) == grouped(papers)


def test_themes_and_their_papers_go_from_old_to_new() -> None:
    papers = on_subjects(18)
    years = {one.id: one.year or 0 for one in papers}
    found = grouped(papers)
    assert len(found) > 1
    assert all(list(group.paper_ids) == sorted(group.paper_ids, key=years.__getitem__) for group in found)
    medians = [float(np.median([years[paper_id] for paper_id in group.paper_ids])) for group in found]
    assert medians == sorted(medians)


@pytest.mark.parametrize("number", [2, 5, 6, 9])
def test_copies_of_one_paper_are_grouped_somehow(number: int) -> None:
    copies = [LIBRARY[0].model_copy(update={"id": f"copy{n}"}) for n in range(number)]
    check_sound(grouped(copies), copies)


@given(st.lists(st.sampled_from(["", "$x$", "Fog", "The", "fog horns", "Fog Horns", "雾", "Fog: a", "A"]), max_size=9))
@settings(max_examples=40)
def test_any_titles_give_headings(titles: list[str]) -> None:
    papers = [paper(f"p{n}", title) for n, title in enumerate(titles)]
    check_sound(grouped(papers), papers)


def test_papers_without_years_come_last() -> None:
    undated = [one.model_copy(update={"year": None}) for one in on_subjects(3)]
    dated = [one.model_copy(update={"id": f"d{one.id}"}) for one in on_subjects(1)]
    (group,) = grouped([*undated, *dated])
    assert group.paper_ids[0] == "dp00"


def test_themes_of_an_index(tmp_path: Path) -> None:
    index = indexed(tmp_path)
    found = themes(
        "coast", LIBRARY, index.centres([one.id for one in LIBRARY]), index.embedder.embed, index.lexical.idf
    )
    check_sound(found, LIBRARY)


def rare(stems: Collection[str]) -> dict[str, float]:
    """A library in which no word is common."""
    return dict.fromkeys(stems, 5.0)


def heading(theme: str, *titles: str, abstract: str = "An invented text.", rarity: Rarity = rare) -> str:
    papers = [paper(f"p{n}", title, abstract) for n, title in enumerate(titles)]
    centre = builtin().embed([" ".join(titles)])[0]
    (found,) = headings(theme, [papers], [centre], builtin().embed, rarity)
    return found


def test_a_heading_is_made_of_the_titles_words() -> None:
    found = heading("bread", "Sour Rye: Slow Starters for Dense Bread", "Slow Starters with Cold Cellars")
    assert found[0].isupper()
    assert found == found.strip(" ,:;")
    words = set("sour rye slow starters for dense bread with cold cellars and".split())
    assert set(found.lower().replace(";", "").split()) <= words


def test_a_heading_says_more_than_the_theme() -> None:
    assert heading("fog horns", "Fog Horns", "Sleeping Harbour Towns").lower() == "sleeping harbour towns"


def test_a_word_of_two_parts_is_heading_enough() -> None:
    assert heading("bread", "Loaf9: Cold-Proofing") == "Cold-proofing"
    assert heading("bread", "Loaf9: Proofing") == "Loaf9: proofing"


def test_a_heading_keeps_names_and_abbreviations() -> None:
    assert "LED" in heading("lamps", "Bright LED Beams")


def test_a_heading_is_more_than_the_librarys_field() -> None:
    field = {"old": 0.9, "rope": 0.5, "mend": 1.2}
    titles = "Old Rope Mending", "Sailors' Songs"
    assert "rope" in heading("harbours", *titles).lower()
    assert heading("harbours", *titles, rarity=lambda stems: rare(stems) | field) == "Sailors' songs"
    assert heading("harbours", titles[0], rarity=lambda stems: rare(stems) | field) == "Old rope mending"


def test_a_heading_claims_nothing() -> None:
    assert heading("bread", "Pushing the Limits of Sour Rye") == "Sour rye"
    assert (
        heading("bread", "Improving Village Ovens Based on the Old and Dry Clay of Many Far Hills") == "Village ovens"
    )
    assert heading("bread", "Loaf9: Outperforming the Village Bakers") == "Village bakers"


def test_a_title_in_mid_sentence_makes_no_names() -> None:
    abstract = "The rope of our Knotted Harbour Map (KHM) is wet. On a map of Old Pim's harbour, ropes are dry."
    assert heading("boats", "Knotted Harbour Map", abstract=abstract) == "Knotted harbour map"
    assert heading("boats", "Boats of Old Pim", abstract=abstract) == "Boats of Old Pim"
    hyphened = "We tie with Rope-based Parameter Knots, a kind of rope."
    assert heading("boats", "Rope-Based Parameter Knots", abstract=hyphened) == "Rope-based parameter knots"


def test_two_short_pieces_are_joined_and_long_ones_not() -> None:
    def apart(texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1, 0] if "Sails" in text else [0, 1] for text in texts], np.float32)

    def of(*titles: str) -> str:
        centre = np.array([0.7071, 0.7071], np.float32)
        return headings("boats", [[paper(title, title) for title in titles]], [centre], apart, rare)[0]

    assert of("Mending Torn Sails", "Birch Bark Tar") == "Birch bark tar and mending torn sails"
    assert of("Slow Mending Torn Sails", "Birch Bark Tar") == "Birch bark tar"


def test_more_papers_make_more_themes() -> None:
    papers = [paper(f"p{n:03}", f"{SUBJECTS['ice'][n % 6]} {n}") for n in range(130)]
    axes = np.eye(builtin().dimensions, dtype=np.float32)
    near = {one.id: axes[n % 2] + axes[2 + n % 12] * np.float32(0.2) for n, one in enumerate(papers)}
    found = themes("things", papers, near, builtin().embed, rare)
    check_sound(found, papers)
    assert len(found) >= 5  # two stand apart best, but no reader takes in 65 papers under one heading
