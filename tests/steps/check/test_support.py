"""What the check says of sentences: supported ones, ones with a wrong part, ones from nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models import Citation, Sentence
from assistant.steps.check import check
from tests.steps.check.gulls import NESTS, ROUTES, SHOWN, checker, one, sentences

CHECKER = checker()


@pytest.mark.parametrize(
    "reply",
    [
        "Lining nests with kelp increased hatching success by 12.5% [1].",
        "Aldana et al. (2014) report that kelp lining raised hatching success by 12.5 percent [1].",
        "About 13% more eggs hatched in nests with a kelp lining [1].",
        "Lined nests lost heat two times as slowly [1].",
        "The GullTherm logger measured nest warmth in forty-seven colonies [1].",
        "Within half an hour, or 0.5 h, of the parent leaving, lined nests lost heat twice as slowly [1].",
        "TernNet, trained for 3 hours, outperformed the Compass-2 baseline on 1200 tagged birds [2].",
        "A recurrent network (RN) predicts the routes of terns from wind maps [2].",
    ],
)
def test_faithful_sentences_are_supported(reply: str) -> None:
    sentence = one(reply)
    assert (sentence.support, sentence.citations[0].number) == ("supported", 1), sentence.reason


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("Kelp lining increased hatching success by 21.5% [1].", "the number 21.5% is not in [1], which says 12.5%"),
        ("Nest warmth was measured with a logger in 74 colonies [1].", "the number 74 is not in [1], which says 47"),
        ("Lined nests lost heat three times as slowly [1].", "three"),
        ("Lined nests lost heat twice as slowly within 30 hours of the parent leaving [1].", "30 hours"),
        ("TernNet reduced the error of the landing site to 38 m on 1,200 birds [2].", "38 m"),
        ("The NestCam logger measured nest warmth in 47 colonies [1].", "“NestCam” is not in [1]"),
        ("TernNet outperformed the Compass-3 baseline on 1,200 tagged birds [2].", "“Compass-3” is not in [1]"),
        (
            "Okoro et al. (2014) report that kelp lining increased hatching success [1].",
            "Okoro is not among the authors",
        ),
        ("Aldana et al. (2017) report that kelp lining increased hatching success [1].", "[1] is of 2014, not 2017"),
        ("Kelp lining decreased hatching success compared with bare nests [1].", "“decrease”"),
        ("Kelp lining changed the number of eggs [1].", "“not”"),
        ("The authors say that “kelp lining doubled the hatching success” in their nests [1].", "do not stand in [1]"),
        ("Kelp lining increased hatching success [1][7].", "the marker [7] names no paper that was shown"),
        ("TernNet predicts the routes of migrating terns from wind maps [1][2].", "nothing in [1] is near"),
    ],
)
def test_a_wrong_part_is_named(reply: str, reason: str) -> None:
    sentence = one(reply)
    assert sentence.support == "partial"
    assert reason in sentence.reason


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("Kelp lining increased hatching success.", "cites no paper"),
        ("Kelp lining increased hatching success [9].", "the marker [9] names no paper that was shown"),
        ("Kelp lining increased hatching success [Moss 2001].", "the marker [Moss 2001] names no paper"),
        ("Interest rates follow inflation in emerging markets [2].", "nothing in [1] is near to what it says"),
    ],
)
def test_what_rests_on_nothing_is_unsupported(reply: str, reason: str) -> None:
    sentence = one(reply)
    assert sentence.support == "unsupported"
    assert reason in sentence.reason


def test_a_citation_of_the_wrong_paper_is_noticed() -> None:
    sentence = one("TernNet predicts the routes of migrating terns from wind maps [1].")
    assert sentence.support in ("partial", "unsupported")


def test_a_paper_without_abstract_supports_in_part_at_most() -> None:
    sentence = one("Moss et al. (2001) study the calls of the herring gull [3].")
    assert sentence.support == "partial"
    assert "has no abstract" in sentence.reason
    assert sentence.citations[0].quote == ""


def test_numbers_must_stand_in_the_paper_of_their_own_marker() -> None:
    right = one(
        "Kelp lining raised hatching success by 12.5% [1], and TernNet reduced the error of landing to 38 km [2]."
    )
    wrong = one(
        "Kelp lining raised hatching success by 38% [1], and TernNet reduced the error of landing to 12.5 km [2]."
    )
    assert right.support == "supported"
    assert wrong.support == "partial"


def test_a_whole_quotation_is_verbatim_and_cited_where_it_stands() -> None:
    sentence = one("Aldana et al. (2014): “Island gulls line their nests with dry kelp.” [1]")
    assert sentence.support == "verbatim"
    assert sentence.citations[0].quote == "Island gulls line their nests with dry kelp"


def test_quotes_are_the_words_that_say_it() -> None:
    sentence = one("Hatching success rose by 12.5% with kelp [1].")
    assert sentence.citations[0].quote == "Kelp lining increased hatching success by 12.5% compared with bare nests."


def test_papers_are_numbered_by_first_appearance() -> None:
    numbers = [
        [citation.number for citation in sentence.citations]
        for sentence in sentences(
            "TernNet predicts routes [2]. Gulls line nests with kelp [1]. Terns cross oceans [2]."
        )
    ]
    assert numbers == [[1], [2], [1]]


def test_without_a_checker_only_quotations_pass() -> None:
    quote = NESTS.abstract[:44]
    cited = Citation(number=1, paper_id=NESTS.id, quote=quote, start=0, end=44)
    quoting = Sentence(text=f"Aldana et al. (2014): “{quote}”", support="unsupported", citations=(cited,))
    telling = Sentence(text="Gulls use kelp.", support="unsupported", citations=(cited,))
    moved = quoting.model_copy(update={"citations": (cited.model_copy(update={"start": 1, "end": 45}),)})
    papers = {NESTS.id: NESTS}
    assert [one.support for one in check((quoting, telling, moved), papers)] == [
        "verbatim",
        "unsupported",
        "unsupported",
    ]


def test_other_words_are_judged_by_a_checker() -> None:
    cited = Citation(number=4, paper_id=ROUTES.id, quote="", start=0, end=0)
    sentence = Sentence(text="TernNet predicts the routes of terns.", support="unsupported", citations=(cited,))
    (checked,) = check([sentence], {paper.id: paper for paper in SHOWN}, CHECKER)
    assert checked.support == "supported"
    assert checked.citations[0].number == 4


@given(st.text(max_size=200), st.lists(st.sampled_from([paper.id for paper in SHOWN]), max_size=3))
def test_quotes_always_stand_where_they_say(text: str, ids: list[str]) -> None:
    cited = tuple(
        Citation(number=n + 1, paper_id=one, quote="", start=0, end=0) for n, one in enumerate(dict.fromkeys(ids))
    )
    papers = {paper.id: paper for paper in SHOWN}
    (checked,) = check([Sentence(text=text, support="unsupported", citations=cited)], papers, CHECKER)
    assert {one.paper_id for one in checked.citations} == set(ids)
    for one_ in checked.citations:
        assert papers[one_.paper_id].abstract[one_.start : one_.end] == one_.quote
