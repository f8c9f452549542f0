"""Questions out of titles."""

from __future__ import annotations

import pytest

from assistant.steps.suggest import Suggestion, in_turn, subjects, suggestions
from tests.invented import LIBRARY, builtin, paper

MANY = [paper(f"n{n}", f"Notes on Item {n}: Part {n}, Chapter, Verse", "") for n in range(9)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Quieter Harbours by Low Horns", "How do low horns help with quieter harbours?"),
        ("The Folding Lens for Small Lighthouses", "How does folding lens help with small lighthouses?"),
        ("Baking Bread: Denser Crumbs via Sour Rye", "How does sour rye help with denser crumbs?"),
        ("The Role of Salt in Crusts", "What is the role of salt in crusts?"),
        ("Effects of Fog on the Sleep of Sailors", "What are the effects of fog on the sleep of sailors?"),
        ("When Do Glaciers Slide? Boreholes and Meltwater", "When do glaciers slide?"),
        ("GLIDE: A Borehole Camera", "How does GLIDE work?"),
    ],
)
def test_what_a_title_answers(title: str, expected: str) -> None:
    assert expected in [one.question for one in suggestions([paper("a", title, "GLIDE is used.")])]


@pytest.mark.parametrize(
    "title",
    [
        "A Study of Bread for Bakers",
        "Bread for Towns by Carts from Farms",
        "Bread, Salt (and Butter) for Towns",
        "NASA: Yearly Report",
        "$x^2$ for \\emph{everyone}",
        "A by B for " + "very " * 30 + "long towns",
        "",
        "?",
    ],
)
def test_titles_that_say_it_otherwise_give_no_such_question(title: str) -> None:
    questions = [one.question for one in suggestions([paper("a", title), *MANY])]
    assert not [question for question in questions if question.startswith("How do")]
    assert all(len(question) <= 90 for question in questions)


def test_what_several_papers_are_about_but_not_all() -> None:
    about = ["Sour Rye", "New Sour Rye Starters and Dense Bread", "On Sour Ryes", "Old Sour Rye, Cold", "Dense Bread"]
    papers = [paper(f"p{n}", title, "bread") for n, title in enumerate([*about, *(["Slow Glaciers"] * 9)])]
    subjects = [one.question for one in suggestions(papers) if one.kind == "subject"]
    assert subjects == ["What is known about sour rye?"]


def test_a_subject_of_few_titles_counts_where_abstracts_are_about_it_too() -> None:
    titles = ["Sour Rye at Dawn", "Keeping Sour Rye", "Slow Starters"]
    told = [paper(f"p{n}", title, "Bakers of sour ryes sleep.") for n, title in enumerate(titles)]
    others = [paper(f"q{n}", f"Open Problem {n}", "Fog is an open problem.") for n in range(3)]
    rest = [paper(f"r{n}", f"Ice {n}", "Ice is cold, in general.") for n in range(9)]
    assert subjects([*told, *others, *rest]) == ["sour rye"]
    assert subjects([*told[:2], *others, *rest]) == []
    assert subjects([*told, *others]) == ["sour rye"], "three are never too many"


def test_the_typical_comes_first_then_what_differs() -> None:
    questions = ["How does rye bread rise?", "How does wheat bread rise?", "How does bread rise?", "Why is fog thick?"]
    offered = [Suggestion(question, "any") for question in questions]
    turns = list(in_turn(offered, builtin().embed))
    assert sorted(turns) == sorted(questions)
    assert turns[0] in questions[:3]
    assert turns[1] == "Why is fog thick?"
    assert list(in_turn([], builtin().embed)) == []


def test_few_papers_give_questions_too() -> None:
    assert "What is known about milk in wheat dough?" in [one.question for one in suggestions(LIBRARY)]
