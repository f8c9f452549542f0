"""Numbers as people write them, and when two of them are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.steps.check.numbers import claimed, quantities, stands


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("12,000 birds", "12 000 birds"), ("12000 birds", "12,000 birds"), ("1.2 million birds", "1,200,000 birds"),
        ("10k steps", "10,000 steps"), ("47 %", "47 percent"), ("47%", "46.8%"), ("47%", "a share of 0.47"),
        ("twice", "2-fold"), ("a twofold rise", "doubled"), ("half of them", "50%"),
        ("two thirds", "66.67%"), ("half an hour", "30 minutes"),
        ("twenty-five nests", "25 nests"), ("ten days", "10 d"), ("60 minutes", "1 h"), ("1.5 GB", "1500 MB"),
        ("about 50 nests", "52 nests"), ("more than 40 nests", "43 nests"), ("5% lower", "a change of −5%"),
        ("10-20%", "from 10 to 20 percent"), ("1.2 × 10^5 cells", "1.2 x 10(5) cells"), 
        ("3× faster", "three times faster"),
        ("a dozen nests", "12 nests"), ("8 ms", "8ms"),
    ],
)  # fmt: skip
def test_the_same_number(said: str, there: str) -> None:
    numbers = claimed(said)
    assert numbers
    assert all(stands(number, quantities(there)) for number in numbers)


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("37 birds", "47 birds"), ("37%", "37.9%"), ("30 minutes", "30 hours"), ("−5 ms", "5 ms"), ("2-fold", "3-fold"),
        ("1,230 mg", "1,200 mg"), ("more than 1,230 nests", "1,200 nests"), ("0.54", "0.57"),
        ("2018", "2017"), ("twice", "half"),
    ],
)  # fmt: skip
def test_another_number(said: str, there: str) -> None:
    assert not any(stands(number, quantities(there)) for number in claimed(said) if number.words not in there)


@pytest.mark.parametrize(
    "text", ["GPT-4 and p53 in H3K4", "one of both", "two papers agree", "NIH 3T3 cells", "OCT3/4", "no number"]
)
def test_names_and_small_words_claim_no_number(text: str) -> None:
    assert claimed(text) == ()


@given(st.text(alphabet=st.sampled_from("0123456789.,%-−+×^() kMGBmsx\u2009"), max_size=40))
def test_a_text_holds_its_own_numbers(text: str) -> None:
    found = quantities(text)
    assert all(stands(number, found) for number in found)
