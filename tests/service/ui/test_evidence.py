"""The evidence panel: the whole abstract, the quoted words marked, and why a sentence has its support."""

import re

import pytest

from assistant.models import Answer
from assistant.service.ui.rendering.evidence import evidence, nothing_yet, strength_sentence
from tests.invented import CRUST, RYE
from tests.service.ui.pages import answered, cited, page

RISE = "Loaves from the cold starter rise a third higher than loaves from dry yeast."
OVEN = "Bakers needed no new oven."


def _marked(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<mark data-sentences="([\d ]+)">(.*?)</mark>', html)


def test_the_quoted_words_are_marked_in_the_whole_abstract() -> None:
    shown = evidence(answered(cited(RYE, RISE), cited(RYE, OVEN)), 0)
    assert _marked(str(shown)) == [("0", RISE), ("1", OVEN)]
    assert RYE.abstract in page(shown).text


def test_words_that_two_sentences_rest_on_are_marked_for_both() -> None:
    shown = evidence(answered(cited(RYE, RISE), cited(RYE, "the cold starter rise")), 0)
    assert _marked(str(shown)) == [
        ("0", "Loaves from "),
        ("0 1", "the cold starter rise"),
        ("0", " a third higher than loaves from dry yeast."),
    ]


def test_each_paper_is_shown_once_with_support_and_reason_in_words() -> None:
    first = cited(RYE, RISE, support="partial", reason="the number is not in the abstract")
    read = page(evidence(answered(first, cited(CRUST, "A crust sings", number=2), papers=(RYE, CRUST)), 4))
    assert [one["data-number"] for one in read.named("li", "entry")] == ["1", "2"]
    assert "Partly borne out: the number is not in the abstract" in read.text
    assert "Ilse van der Korn, Bo Ek · 2012 · Journal of Invented Baking" in read.text
    assert read.named("section", "panel")[0]["data-turn"] == "4"


def test_a_support_that_several_sentences_share_is_said_once() -> None:
    twice = [cited(RYE, RISE), cited(RYE, "Bakers needed no new oven."), cited(RYE, RISE, support="partial")]
    read = page(evidence(answered(*twice), 0))
    assert read.text.count("Quoted word for word") == 2  # once at the paper, once in the legend
    assert read.text.count("Partly borne out") == 2


@pytest.mark.parametrize(("strength", "begins"), [(0.9, "Strong"), (0.5, "Fair"), (0.1, "Weak")])
def test_strength_is_said_in_words(strength: float, begins: str) -> None:
    assert strength_sentence(strength).startswith(begins)


def test_an_abstract_by_someone_else_is_said_to_be_so() -> None:
    paper = RYE.model_copy(update={"abstract_by": "a summariser"})
    assert "written by a summariser, not by the authors" in page(evidence(answered(papers=(paper,)), 0)).text


def test_where_there_is_nothing_the_panel_says_what_will_stand_there() -> None:
    assert "The words they rest on will stand here" in page(nothing_yet()).text
    without = Answer(question="Why?", status="no_evidence", text="")
    assert "No abstract in the library" in page(evidence(without, 0)).text
