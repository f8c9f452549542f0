"""Words find passages: the rarer the word, the more it counts, and nothing that is typed breaks the search."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.invented import KEEPER, LIBRARY, RYE, paper
from vectorstore.analysis import terms
from vectorstore.lexical import Entry, LexicalIndex, entries

SYNTAX = [
    *("title:fog", 'the "fog horn', "fog AND (horn", "fog-horn", "+fog -horn", "fog~2", "fog^3", "[a TO b]", "fog*"),
    *(
        "http://fog.example/?q=1&r=[2]",
        "fog\\",
        "{fog}",
        "/fog/",
        "fog:",
        "NOT",
        "'fog'",
        "fog\x00horn",
        "fog " * 3_000,
    ),
]


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    return filled(tmp_path_factory.mktemp("words"))


def filled(folder: Path) -> LexicalIndex:
    index = LexicalIndex(folder)
    index.replace([], [one for each in LIBRARY for one in entries(each.id, each.title, [(each.id, each.abstract)])])
    return index


def test_the_passage_with_the_words_is_best(lexical: LexicalIndex) -> None:
    found = lexical.search("ferments in a cellar", 5)
    assert next(iter(found)) == "rye"
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert max(found.values()) <= lexical.bound("ferments in a cellar")


def test_titles_are_searched_too(lexical: LexicalIndex) -> None:
    assert list(lexical.search("alpine algae", 5)) == ["bare"]


@pytest.mark.parametrize("query", ["FERMENTING", "ferment", "fèrménts"])
def test_case_endings_and_accents_make_no_difference(lexical: LexicalIndex, query: str) -> None:
    assert list(lexical.search(query, 5)) == ["rye"]


@pytest.mark.parametrize("query", ["", "   ", "the of and", "?!", "zyzzyva"])
def test_a_query_without_a_known_word_finds_nothing(lexical: LexicalIndex, query: str) -> None:
    assert lexical.search(query, 5) == {}


@pytest.mark.parametrize("query", SYNTAX)
def test_query_syntax_is_read_as_words(lexical: LexicalIndex, query: str) -> None:
    found = lexical.search(query, 5)
    assert set(found) <= {one.id for one in LIBRARY}
    assert ("horn" in found) == ("fog" in terms(query))


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(lexical: LexicalIndex, text: str) -> None:
    bound = lexical.bound(text)
    assert all(0 < score <= bound * 1.0001 for score in lexical.search(text, 5).values())


def test_scripts_without_english_words(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    index.replace([], [Entry("a#0", "a", "氷河 の 年齢"), Entry("b#0", "b", "Возраст ледников")])
    assert list(index.search("ледников", 5)) == ["b#0"]
    assert list(index.search("氷河", 5)) == ["a#0"]


def test_a_limit_and_allowed_papers(lexical: LexicalIndex) -> None:
    everywhere = lexical.search("fog", 9)
    assert set(everywhere) == {"keeper", "horn"}
    assert len(lexical.search("fog", 1)) == 1
    assert lexical.search("fog", 0) == {}
    assert lexical.search("fog", 9, allowed={"keeper", "rye", "nobody"}) == {"keeper": everywhere["keeper"]}
    assert lexical.search("fog", 9, allowed=set()) == {}


def test_rare_words_count_more(lexical: LexicalIndex) -> None:
    idf = lexical.idf(["fog", "glacier", "alga", "zyzzyva"])
    assert idf["glacier"] < idf["fog"] < idf["alga"] < idf["zyzzyva"]
    held, total = 2, len(LIBRARY)
    assert idf["fog"] == pytest.approx(math.log(1 + (total - held + 0.5) / (held + 0.5)))


def test_an_empty_index_answers(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path)
    assert (index.count(), index.search("fog", 5)) == (0, {})
    assert all(value > 0 for value in index.idf(["fog"]).values())


def test_what_a_changed_passage_said_before_counts_no_more(tmp_path: Path) -> None:
    """Deleted passages lie about until segments merge; neither weights nor bound may know them."""
    index = filled(tmp_path / "changed")
    fresh = filled(tmp_path / "fresh")
    for text in ("fog fog fog", "fog in a cellar", RYE.abstract):
        index.replace([RYE.id], entries(RYE.id, RYE.title, [(RYE.id, text)]))
    words = terms(f"{RYE.abstract} {KEEPER.abstract} fog algae")
    assert index.idf(words) == fresh.idf(words)
    assert index.bound("fog cellar") == fresh.bound("fog cellar")
    assert list(index.search("fog cellar", 9)) == list(fresh.search("fog cellar", 9))
    assert index.count() == fresh.count()


def test_a_removed_paper_is_gone_and_its_words_are_unknown(tmp_path: Path) -> None:
    index = filled(tmp_path)
    index.replace(["rye"], [])
    assert index.search("ferments cellar", 5) == {}
    assert index.count() == len(LIBRARY) - 1
    (cellar,) = index.idf(terms("cellar")).values()
    assert cellar == index.idf(["zyzzyva"])["zyzzyva"]


def test_one_paper_may_have_several_passages(tmp_path: Path) -> None:
    one = paper("long", "Two Halves")
    index = LexicalIndex(tmp_path)
    index.replace([], entries(one.id, one.title, [("long#0", "first half"), ("long#1", "second half")]))
    assert list(index.search("second", 5)) == ["long#1"]
    assert set(index.search("halves", 5)) == {"long#0", "long#1"}
    index.replace(["long"], [])
    assert index.count() == 0
