"""Pages that end too early: what is whole comes in, and the reader is told."""

from __future__ import annotations

import pytest

from assistant.models import Record, Rejection
from tests.readers.test_listing import COMPACT, read, records


def test_abstract_cut_in_mid_sentence_is_kept_and_told() -> None:
    *whole, kept, told = read(COMPACT + "LGMay 3, 2021\nOn RopesDana Scully\nRopes are lo")
    assert len(whole) == 2
    assert isinstance(kept, Record)
    assert kept.abstract == "Ropes are lo"
    assert isinstance(told, Rejection)
    assert (told.where, told.reason[:34]) == ("line 9", "the page ends in the middle of thi")


def test_entry_cut_above_its_abstract_is_not_taken_for_a_paper() -> None:
    *whole, told = read(COMPACT + "LGMay 3, 2021\nOn Rop")
    assert len(whole) == 2
    assert isinstance(told, Rejection)
    assert (told.where, told.reason[:29]) == ("lines 7-8", "the page ends above its abstr")


@pytest.mark.parametrize(
    "end", ["Ropes are long.", "Are ropes long?", "Code: https://ropes.example/a", "(long)", "“long.”"]
)
def test_a_page_that_ends_with_a_whole_abstract_is_whole(end: str) -> None:
    assert records(COMPACT + f"LGMay 3, 2021\nOn RopesDana Scully\n{end}")[2].abstract == end
