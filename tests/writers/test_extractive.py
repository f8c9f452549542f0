"""The extractive writer: quotes under the names of their authors, and nothing of its own."""

from __future__ import annotations

import pytest

from assistant.models import Paper
from assistant.writers.extractive import ExtractiveWriter
from tests.invented import CRUST, KEEPER, LIBRARY, MILK, RYE, lookup, quote

PAPERS = lookup([one.id for one in LIBRARY])
WRITER = ExtractiveWriter()


def test_it_uses_no_model() -> None:
    assert WRITER.model is None


def test_an_answer_quotes_with_names_and_year() -> None:
    (draft,) = WRITER.answer("Why rye?", [quote(RYE, 2)], PAPERS)
    assert draft.text == f"van der Korn and Ek (2012): “{quote(RYE, 2).quote}”"
    assert draft.evidence == (quote(RYE, 2),)


@pytest.mark.parametrize(
    ("one", "again"), [(RYE, "van der Korn and Ek add: “"), (MILK, "Ek adds: “"), (CRUST, "Day et al. add: “")]
)
def test_further_quotes_of_a_paper_do_not_repeat_the_year(one: Paper, again: str) -> None:
    drafts = WRITER.answer("Why?", [quote(one, 0), quote(one, 1)], PAPERS)
    assert drafts[1].text.startswith(again)


def test_a_section_keeps_the_order_it_is_given() -> None:
    given = [quote(CRUST, 1), quote(CRUST, 2), quote(KEEPER, 1)]
    drafts = WRITER.section("Sounds", given, PAPERS)
    assert [draft.evidence for draft in drafts] == [(one,) for one in given]
    assert drafts[1].text.startswith("Day et al. report: “")
    assert all(draft.evidence[0].quote in draft.text for draft in drafts)


def test_without_evidence_nothing_is_written() -> None:
    assert WRITER.answer("Why?", [], PAPERS) == WRITER.section("Sounds", [], PAPERS) == ()


def test_a_paper_without_authors_is_named_by_its_title() -> None:
    nameless = {"rye": RYE.model_copy(update={"authors": (), "year": None})}
    first, second = WRITER.answer("Why?", [quote(RYE, 0), quote(RYE, 1)], nameless)
    assert first.text.startswith(f"“{RYE.title}” (n.d.): “")
    assert second.text.startswith("The paper adds: “")  # not its whole title again
