"""Family names, as every room of the house reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.names import credit, family, parse

PEOPLE = [
    ("Anna Vale", "Vale"),
    ("Anna Vale*", "Vale"),
    ("Bo Ek†*", "Ek"),
    ("Laurens van der Berg", "van der Berg"),
    ("Maria de la Cruz Orr", "Orr"),
    ("Hugo in 't Veld", "'t Veld"),
    ("Van Nguyen", "Nguyen"),
    ("van Nguyen", "Nguyen"),
    ("Hal Daumé III", "Daumé"),
    ("Bo Ek, Jr.", "Ek"),
    ("Bo Ek jr", "Ek"),
    ("Seán O’Day", "O’Day"),
    ("A Vale", "Vale"),
    ("Ai Mori", "Mori"),
    ("Mo Ai", "Ai"),
    ("Łucja Ćwik-Żak", "Ćwik-Żak"),
]
WHOLE = [
    *("Plato", "Corvid Team", "The Jay Collaboration", "the jays", "Nest AI", "OpenNest", "Group of 7 Birds"),
    *("王小明", "山田 太郎", "Иван Петров", "Anna (Ann) Vale", "A B C D E F G", "III", ""),
]


@pytest.mark.parametrize(("name", "expected"), PEOPLE)
def test_a_persons_family_name(name: str, expected: str) -> None:
    assert family(name) == expected


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_no_given_and_family_name_stays_whole(name: str) -> None:
    assert family(name) == name
    assert parse(name) == ((), (), name, "")


def test_a_name_in_its_parts() -> None:
    assert parse("Bo K. van den Ek, Jr.") == (("Bo", "K."), ("van", "den"), "Ek", "Jr.")
    assert parse("  Bo \t Ek ") == (("Bo",), (), "Ek", "")
    assert parse("Ek Jr.") == ((), (), "Ek", "Jr.")


def test_running_text_credits_one_two_or_the_first_of_more() -> None:
    assert credit([], True) == ""
    assert credit(["Anna Vale"], True) == "Vale"
    assert credit(["Anna Vale"], False) == "Vale et al."
    assert credit(["Anna Vale", "Bo Orr, Jr."], True) == "Vale and Orr"
    assert credit(["Corvid Team", "Bo Orr", "Lu Lind"], True) == "Corvid Team et al."


@given(st.text(max_size=40))
def test_any_text_has_a_family_name_and_no_word_is_lost(name: str) -> None:
    given_names, particles, last, suffix = parse(name)
    again = [*given_names, *particles, *last.split(), *suffix.split()]
    assert [word.rstrip(",") for word in again] == [word.rstrip(",") for word in name.split()]
    assert bool(family(name)) == bool(name.split())
