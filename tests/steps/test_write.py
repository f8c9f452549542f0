"""Write: numbers, references and the running text."""

from __future__ import annotations

import pytest

from assistant.steps.write import cite, references, running_text
from assistant.writers import Draft
from tests.invented import KEEPER, LENS, LIBRARY, RYE, lookup, quote


def test_papers_are_numbered_in_the_order_they_appear() -> None:
    numbers: dict[str, int] = {}
    first = cite([Draft("a", (quote(LENS, 1),)), Draft("b", (quote(RYE, 0), quote(LENS, 2)))], numbers)
    second = cite([Draft("c", (quote(KEEPER, 0), quote(RYE, 1)))], numbers)
    assert [[one.number for one in sentence.citations] for sentence in (*first, *second)] == [[1], [2, 1], [3, 2]]
    assert numbers == {"lens": 1, "rye": 2, "keeper": 3}


def test_a_citation_carries_its_quote() -> None:
    evidence = quote(LENS, 1)
    ((citation,),) = (one.citations for one in cite([Draft("a", (evidence,))], {}))
    assert (citation.paper_id, citation.quote) == ("lens", evidence.quote)
    assert LENS.abstract[citation.start : citation.end] == citation.quote


def test_nothing_counts_as_supported_before_it_is_checked() -> None:
    cited, bare = cite([Draft("a", (quote(LENS, 1),)), Draft("And so on.", ())], {})
    assert (cited.support, bare.support) == ("unsupported", "connecting")
    assert bare.citations == ()


def test_the_reference_list_is_in_the_order_of_the_numbers() -> None:
    papers = lookup([one.id for one in LIBRARY])
    found = references({"rye": 2, "lens": 1, "keeper": 3}, papers)
    assert [(one.number, one.paper) for one in found] == [(1, LENS), (2, RYE), (3, KEEPER)]
    assert references({}, papers) == ()


def test_a_number_needs_its_paper() -> None:
    with pytest.raises(KeyError):
        references({"nobody": 1}, {})


def test_running_text_marks_each_paper_once_a_sentence() -> None:
    drafts = [Draft("One.", (quote(LENS, 1), quote(LENS, 2), quote(RYE, 0))), Draft("So.", ())]
    assert running_text(cite(drafts, {})) == "One. [1] [2] So."
    assert running_text(()) == ""
