"""Reading a theme: what its words were taken to mean."""

from __future__ import annotations

from assistant.steps.reading import reading, unmentioned
from tests.invented import LIBRARY, paper

LAMPS = [
    paper("a", "Fog Lamps", "We study light emitting diodes (LEDs). Fog lamps with a light emitting diode (LED) last."),
    paper("b", "Better Fog Lamps", "Fog lamps are dim. A light emitting diode (LED) in fog lamps is not."),
    paper("c", "Fog Signals", "Fog signals help. Fog signals and fog lamps help most."),
]


def test_an_abbreviation_is_spelled_out() -> None:
    assert reading("LED in fog", LAMPS)[0] == "light emitting diode"


def test_the_pairs_that_several_papers_use() -> None:
    found = reading("fog", LAMPS)
    assert found[0] == "fog lamps"
    assert "fog signals" not in found  # one paper only


def test_the_theme_itself_is_no_reading_of_it() -> None:
    assert "fog lamps" not in reading("fog lamps", LAMPS)


def test_nothing_to_read() -> None:
    assert reading("fog", []) == reading("", LAMPS) == reading("?!", LAMPS) == reading("quantum codes", LIBRARY) == ()


def test_words_of_the_theme_that_no_paper_has_are_named() -> None:
    assert unmentioned("the safety of LED lamps in mist", LAMPS) == ("safety", "mist")
    assert unmentioned("lighted fogs, LEDs", LAMPS) == ()
    in_full = [paper("a", "Lights", "We study light emitting diodes (LED).")]
    assert unmentioned("LED", in_full) == ()
    assert unmentioned("safety", []) == unmentioned("?!", LAMPS) == ()


def test_the_order_of_the_papers_makes_no_difference() -> None:
    assert reading("LED in fog", LAMPS) == reading("LED in fog", LAMPS[::-1])


def test_a_piece_of_a_longer_term_is_none_of_its_own() -> None:
    texts = ["Oil lamp wicks of hemp last.", "Weave oil lamp wicks of nettle.", "Oil lamp wicks smoke."]
    assert reading("lamp", [paper(f"p{n}", "Wicks", text) for n, text in enumerate(texts)]) == ("oil lamp wicks",)


def test_words_of_a_sentence_are_no_terms() -> None:
    text = "Earlier lamps, for oil lamps; and lamps learn. Lamps via towers, lamps episodic. We improve lamps."
    assert reading("lamps", [paper(f"p{n}", "Light", text) for n in range(3)]) == ("oil lamps",)
