"""Answers as plain text."""

from assistant.export import to_text
from assistant.export.markdown import NOT_CERTAIN
from assistant.models import Answer
from tests.export.crows import ANSWER, BENT, NEVER


def test_the_answer_with_its_references() -> None:
    doubted = NEVER.model_copy(update={"support": "partial"})
    question, said, references = to_text(ANSWER.model_copy(update={"sentences": (BENT, doubted)})).split("\n\n")
    assert question == ANSWER.question
    assert said == f"{BENT.text} [1] {NEVER.text} [2] (partly supported)"
    assert [line[:4] for line in references.splitlines()] == ["[1] ", "[2] "]
    assert references.endswith("\n")


def test_without_evidence_the_plain_statement() -> None:
    none = Answer(question="Do owls\x1b[31m read?", status="no_evidence", text="No paper matches.")
    assert to_text(none) == "Do owls[31m read?\n\nNo paper matches.\n"


def test_what_a_model_wrote_says_what_is_not_certain_and_quotes_do_not() -> None:
    written = ANSWER.model_copy(update={"model": "openai:owl"})
    assert to_text(written) == f"{to_text(ANSWER)}\n{NOT_CERTAIN}.\n"
    assert NOT_CERTAIN not in to_text(ANSWER)
    assert NOT_CERTAIN not in to_text(written.model_copy(update={"status": "no_evidence", "sentences": ()}))
