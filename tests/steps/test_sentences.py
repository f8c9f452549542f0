"""Which sentence says what a review wants to know."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Evidence, Paper
from assistant.steps.sentences import contribution, finding, nearest, problem, unsettled
from tests.invented import BARE, CRUST, HORN, KEEPER, LENS, LIBRARY, MELT, MORAINE, RYE, paper, quote

TEXT = st.text(st.sampled_from("We propose a fog. However, it is hard! 鳥“” \n(2)ÄΩ"), max_size=150)


@pytest.mark.parametrize("one", [RYE, CRUST, KEEPER, LENS, MORAINE], ids=lambda one: one.id)
def test_the_contribution_is_what_the_authors_propose(one: Paper) -> None:
    found = contribution(one)
    assert found
    assert found.quote == quote(one, 1).quote


def test_without_a_phrase_the_sentence_nearest_to_the_title_speaks() -> None:
    one = paper("wick", "Wicks of Woven Nettle", "Lamps smoke. Woven nettle makes a wick that lasts. Oil is dear.")
    found = contribution(one)
    assert found
    assert found.quote == "Woven nettle makes a wick that lasts."


def test_a_finding_is_another_sentence_that_reports_an_outcome() -> None:
    one = paper(
        "net",
        "Nets of Hemp",
        "Nets rot. We propose nets of hemp. In experiments the hemp nets outperform cotton by far. Hemp is grown here.",
    )
    main = contribution(one)
    assert main
    found = finding(one, main)
    assert found
    assert found.quote == "In experiments the hemp nets outperform cotton by far."


@pytest.mark.parametrize(
    "background",
    [
        "In recent years woven wick lamps (WWL) have lit a number of towns.",
        "Most woven wick lamp (WWL) makers weave by hand.",
        "Woven wick lamps (WWLs) light a number of towns.",
        "In wick weaving, nettle is used for lamps and wicks.",
        "Wicks for woven wick lamps are an often studied problem.",
        "Woven wicks are an effective exploration of lamps.",
        "The wick is presented to the weaver as a drawing.",
    ],
)
def test_background_is_not_the_contribution(background: str) -> None:
    one = paper(
        "wick", "Wicks for Woven Wick Lamps", f"{background} We develop a wick of nettle for lamps. Oil is dear."
    )
    found = contribution(one)
    assert found
    assert found.quote == "We develop a wick of nettle for lamps."


@pytest.mark.parametrize(
    "leaning",
    [
        "Similar results were obtained on a harder net.",
        "We demonstrate this on a range of nets.",
        "We unpack these points in seven experiments.",
        "The net achieves this by catching less mud.",
        "We show that this technique improves ropes as well.",
        "Secondly, we demonstrate faster weaving.",
        "In doing so, ropes reach the depth of other nets.",
        "Given this insight, ropes improve.",
        "Our results reach further with this insight.",
        "In this setting we improve on cotton nets.",
    ],
)
def test_a_finding_that_leans_on_an_unseen_sentence_is_not_told(leaning: str) -> None:
    one = paper("net", "Nets of Hemp", f"We propose nets of hemp. {leaning}")
    main = contribution(one)
    assert main
    assert finding(one, main) is None
    better = paper("net", "Nets of Hemp", f"We propose nets of hemp. {leaning} Hemp nets reach twice the depth.")
    told = finding(better, main)
    assert told
    assert told.quote == "Hemp nets reach twice the depth."


def test_no_finding_where_none_is_told() -> None:
    one = paper("note", "A Note", "We propose a note. It is about towns. Towns are old.")
    main = contribution(one)
    assert main
    assert finding(one, main) is None


def test_what_the_authors_call_open() -> None:
    for one, words in ((CRUST, "remains unclear"), (MELT, "Future work")):
        found = unsettled(one, ())
        assert found
        assert words in found.quote
    assert unsettled(RYE, ()) is None
    assert unsettled(CRUST, ["comet"]) is None  # open, but of something else
    leaning = paper("fog", "Fog", "These results raise an open question about fog.")
    assert unsettled(leaning, ["fog"]) is None


def test_the_problem_is_one_of_the_theme() -> None:
    one = paper("hard", "Lamps", "Lamps in fog are hard to see. We present a brighter lamp. It is bright.")
    found = problem(one, ["fog"])
    assert found
    assert found.quote == "Lamps in fog are hard to see."
    assert problem(one, ["bread"]) is None
    assert problem(HORN, ["quantum", "code"]) is None


def test_a_paper_without_an_abstract_says_nothing() -> None:
    assert contribution(BARE) is unsettled(BARE, ()) is problem(BARE, ["ice"]) is None
    assert finding(BARE, Evidence(paper_id="bare", quote="x", start=0, end=1, score=0.5)) is None


def test_every_abstract_has_a_contribution() -> None:
    assert all(contribution(one) for one in LIBRARY if one.abstract)


@given(TEXT)
def test_whatever_is_picked_is_word_for_word(abstract: str) -> None:
    one = paper("any", "Fog", abstract)
    main = contribution(one)
    picked = [main, unsettled(one, ()), problem(one, ["fog"]), finding(one, main) if main else None]
    for found in filter(None, picked):
        assert found.paper_id == "any"
        assert abstract[found.start : found.end] == found.quote != ""
        assert 0 <= found.score <= 1
    if main and picked[-1]:
        assert picked[-1].start != main.start


def test_a_question_is_no_finding_and_what_others_reached_no_problem() -> None:
    asking = paper(
        "oil", "Oil for Lamps", "We compare oils for lamps. (3) To what extent do better oils improve light?"
    )
    main = contribution(asking)
    assert main
    assert finding(asking, main) is None
    praising = paper(
        "lamp", "Lamps", "In recent years lamps have lit difficult valleys. Lamps for valleys still fail in wind."
    )
    found = problem(praising, ["vallei", "lamp"])
    assert found
    assert found.quote == "Lamps for valleys still fail in wind."


@pytest.mark.parametrize(
    ("abstract", "told"),
    [
        (  # what can be done in general is no contribution
            "In mending, we can study a rope and use it again. In this paper, we show that knots weaken ropes.",
            "In this paper, we show that knots weaken ropes.",
        ),
        (  # the authors' own thing at work goes before a test of it
            "Our proposed method lets ropes keep their knots in the rain. We demonstrate our abilities on ten boats.",
            "Our proposed method lets ropes keep their knots in the rain.",
        ),
        (  # the last sentence of an abstract says so at its start
            "We propose a knot that ties itself. Finally, we study ropes and knots and find that they can be mended.",
            "We propose a knot that ties itself.",
        ),
        (  # what others' methods were made for is no contribution of these authors
            "Knots slip. These ropes are designed to hold knots in ropes. HITCH uses wax to keep them tied at sea.",
            "HITCH uses wax to keep them tied at sea.",
        ),
    ],
)
def test_of_two_sentences_that_could_be_the_contribution(abstract: str, told: str) -> None:
    found = contribution(paper("rope", "Ropes and Knots", abstract))
    assert found
    assert found.quote == told


@pytest.mark.parametrize(
    "of_others",
    [
        "Previous work has achieved good ropes for many boats.",
        "While ropes of hemp have improved, they are hard to knot.",
        "Hemp has emerged as a way to reduce the weight of ropes.",
        "Knots have shown promising results on ropes.",
        "Previously, knots of hemp have been used to reduce the weight of ropes.",
        "Recent ropes improve on hemp in many boats.",
        "In previous voyages ropes were improved with knots.",
        "Ropes are needed to reach an island.",
        "The rope is trained to hold still, to achieve its goal faster.",
    ],
)
def test_what_others_reached_or_a_thing_is_for_is_no_finding(of_others: str) -> None:
    text = f"We propose ropes of hemp. {of_others} On boats, we show that knot-augmented ropes hold faster than others."
    one = paper("rope", "Ropes of Hemp", text)
    main = contribution(one)
    assert main
    found = finding(one, main)
    assert found
    assert found.quote.startswith("On boats")


def test_a_problem_is_the_fields_not_the_authors() -> None:
    one = paper("fog", "Lamps", "In fog, our lamp still fails at night. Fog is hard to see through.")
    found = problem(one, ["fog"])
    assert found
    assert found.quote == "Fog is hard to see through."
    merely = paper("fog", "Lamps", "In a variety of problems with fog a lamp is lit.")
    assert problem(merely, ["fog"]) is None


def test_quotes_that_are_near_the_theme_come_nearest_first() -> None:
    far, near, nearer = (Evidence(paper_id="p", quote=text, start=0, end=1, score=1) for text in ("far", "by", "at"))
    vectors = {"fog": [1.0, 0.0], "far": [0.3, 0.95], "by": [0.6, 0.8], "at": [0.8, 0.6]}
    found = nearest("fog", [far, near, nearer], lambda texts: np.array([vectors[one] for one in texts], np.float32))
    assert found == [nearer, near]
    assert nearest("fog", [], lambda texts: np.empty((0, 2), np.float32)) == []


@pytest.mark.parametrize(
    "empty",
    [
        "Our results and code are available at https://example.org/ropes.",
        "An implementation of our experiments is publicly available1.",
        "Simulation results illustrate the efficacy of the proposed ropes.",
        "We address the hard problem of ropes that are wet when the island is reached.",
        "In this paper, we initiate the study of ropes under storms, extending recent results.",
        "Videos of our experiments can be found on our page.",
        "Extensive experiments are conducted on many boats.",
        "Experiments on boats demonstrate the effectiveness of our ropes.",
        "Our results show the need for further research on ropes.",
        f"We show that ropes {' '.join(['hold and'] * 40)} last.",
    ],
)
def test_a_sentence_that_tells_no_outcome_is_no_finding(empty: str) -> None:
    one = paper("rope", "Ropes of Hemp", f"We propose ropes of hemp. {empty}")
    main = contribution(one)
    assert main
    assert finding(one, main) is None


def test_what_opens_an_abstract_is_no_finding_and_what_is_studied_and_found_is_one() -> None:
    found = "We study ropes in storms and find that hemp holds faster than cotton."
    one = paper("rope", "Hemp", f"Hemp lets a sailor achieve a steady course. We propose ropes of hemp. {found}")
    main = contribution(one)
    assert main
    assert getattr(finding(one, main), "quote", "") == found
    one = paper("rope", "Hemp", "Hemp lets a sailor achieve a steady course. We propose ropes of hemp.")
    assert finding(one, main) is None


def test_an_outcome_is_told_though_it_speaks_of_effectiveness() -> None:
    told = "Experiments on boats confirm the effectiveness of our ropes, which hold longer than cotton."
    one = paper("rope", "Ropes of Hemp", f"We propose ropes of hemp. {told}")
    main = contribution(one)
    assert main
    found = finding(one, main)
    assert found
    assert found.quote == told


def test_of_two_alike_the_one_that_reads_without_commands_is_told() -> None:
    one = paper("rope", "Ropes", r"We introduce \textbf{good} ropes of hemp. We introduce better ropes of hemp.")
    found = contribution(one)
    assert found
    assert found.quote == "We introduce better ropes of hemp."


@pytest.mark.parametrize("opening", ["In this paper", "In this short paper", "With this work"])
def test_naming_the_paper_itself_is_no_leaning(opening: str) -> None:
    one = paper("rope", "Ropes", f"{opening}, we propose ropes. For this aim, we propose ropes of hemp.")
    found = contribution(one)
    assert found
    assert found.quote.startswith(opening)


@pytest.mark.parametrize(
    "tie", ["To this end, ", "Motivated by these storms, ", "To address this need, ", "Thus, ", "Then "]
)
def test_a_quote_begins_after_words_that_tie_it_to_the_sentence_before(tie: str) -> None:
    one = paper("rope", "Ropes of Hemp", f"Storms tear ropes. {tie}we propose ropes of hemp. Boats are old.")
    found = contribution(one)
    assert found
    assert found.quote == one.abstract[found.start : found.end] == "we propose ropes of hemp."
    assert finding(one, found) is None  # not the same sentence once more


def test_a_problem_begins_after_its_however() -> None:
    one = paper(
        "fog", "Lamps", "Lamps are lit at dusk. However, fog is hard to see through. However, these fogs are hard."
    )
    found = problem(one, ["fog"])
    assert found
    assert found.quote == one.abstract[found.start : found.end] == "fog is hard to see through."
    eased = paper("fog", "Lamps", "Bright lamps alleviate what is hard to see in fog.")
    assert problem(eased, ["fog"]) is None
