"""Why a paper is in a review, in words."""

from __future__ import annotations

import pytest

from assistant.steps.reasons import reason
from tests.invented import BARE, CRUST, HORN, KEEPER, LENS, MELT, hit


@pytest.mark.parametrize(
    ("theme", "paper", "expected"),
    [
        ("fog horns", HORN, "“fog horns” in the title"),
        ("towns with fog horn", HORN, "“towns”, “fog horn” in the title"),
        ("small lighthouse lamps", LENS, "“small lighthouse” in the title"),
        ("fog and lighthouses", KEEPER, "“lighthouses” in the title, “fog” in the abstract"),
        ("cracks of a crust", CRUST, "“crust” in the title, “cracks” in the abstract"),
        ("water-pressure under ice", MELT, "“water-pressure” in the abstract"),
        ("bread", BARE, "none of the words"),
        ("?! of the", BARE, "none of the words"),
    ],
)
def test_the_words_of_the_theme_that_a_paper_holds(theme: str, paper: object, expected: str) -> None:
    assert reason(theme, (), hit(paper, 0.5), 0.5) == f"{expected}; the best match"  # type: ignore[arg-type]


def test_what_an_abbreviation_stands_for_counts_as_its_word() -> None:
    assert reason("MW", ["meltwater"], hit(MELT, 0.2), 0.5) == "“meltwater” in the title; further from the theme"


def test_how_near_it_is_goes_with_the_score() -> None:
    said = [reason("fog", (), hit(HORN, score), 0.8).split("; ")[1] for score in (0.8, 0.75, 0.6, 0.3, 0.0)]
    assert said == [
        "the best match",
        "very close to the theme",
        "close to the theme",
        "further from the theme",
        "further from the theme",
    ]
    assert reason("fog", (), hit(HORN, 0.0), 0.0).endswith("further from the theme")
