"""An answer watched while it is written."""

from __future__ import annotations

import json
import threading
import time

import pytest

from assistant import AssistantError, Library
from assistant.models import PartialAnswer
from tests.flows.bees import ELSEWHERE, QUESTION
from tests.flows.conftest import WithModel
from tests.llm.server import fails, says

FAITHFUL = "A classifier on the spectrum of hive sounds warns of swarming nine days ahead [1]. Wind misleads it【1】."
INVENTED = "A classifier on the spectrum of hive sounds warns of swarming 31 days ahead [1][88]."


def test_the_draft_grows_into_the_answer(with_model: WithModel) -> None:
    library, _ = with_model(says(FAITHFUL, gap=0.01))
    drafts: list[PartialAnswer] = []
    answer = library.ask(QUESTION, on_draft=drafts.append)
    assert len(drafts) > 5
    lengths = [len(one.text) for one in drafts]
    assert lengths == sorted(lengths)
    assert drafts[0].references == ()
    assert (drafts[-1].text, drafts[-1].references) == (answer.text, answer.references)


def test_the_first_words_come_before_the_last_are_written(with_model: WithModel) -> None:
    library, _ = with_model(says(FAITHFUL, gap=0.02, stall=9), timeout=0.4)
    drafts: list[PartialAnswer] = []
    answer = library.ask(QUESTION, on_draft=drafts.append)
    assert "on the spectrum" in [one for one in drafts if "“" not in one.text][-1].text
    assert answer.note
    assert answer.model is None
    assert drafts[-1].text == answer.text, "what is quoted takes the place of what was cut off"


def test_a_repaired_sentence_takes_the_drafts_place_and_the_capsule_keeps_the_first(with_model: WithModel) -> None:
    library, _ = with_model(says(INVENTED), says(FAITHFUL))
    drafts: list[PartialAnswer] = []
    answer = library.ask(QUESTION, on_draft=drafts.append)
    assert "31 days" in drafts[-1].text
    assert "[88]" not in drafts[-1].text
    assert "31" not in answer.text
    saved = json.loads(library._stores.catalog.capsules.text(answer.capsule) or "")
    assert [one["reply"] for one in saved["prompts"]] == [INVENTED, FAITHFUL]


def test_a_quoted_answer_is_told_at_once(bees: Library) -> None:
    drafts: list[PartialAnswer] = []
    answer = bees.ask(QUESTION, on_draft=drafts.append)
    assert [(one.text, one.references) for one in drafts] == [(answer.text, answer.references)]
    assert bees.ask(ELSEWHERE, on_draft=drafts.append).status == "no_evidence"
    assert len(drafts) == 1


class Left(AssistantError):
    """Whoever watched has left."""


@pytest.mark.parametrize("kind", [Left, RuntimeError])
def test_who_leaves_stops_the_answer_and_the_model(kind: type[Exception], with_model: WithModel) -> None:
    library, server = with_model(says("word " * 400, gap=0.02))
    capsules = len(library._stores.catalog.capsules.beginning(""))

    def leave(drafted: PartialAnswer) -> None:
        raise kind("enough")

    began = time.monotonic()
    with pytest.raises(kind, match="enough"):
        library.ask(QUESTION, on_draft=leave)
    assert len(library._stores.catalog.capsules.beginning("")) == capsules
    assert len(server.requests) == 1, "it is not asked again"
    while any(thread.name == "litreview-model" for thread in threading.enumerate()):
        assert time.monotonic() - began < 4.0, "the stream is let go of long before its end"
        time.sleep(0.02)


def test_who_leaves_a_quoted_answer_stops_it_too(with_model: WithModel) -> None:
    library, _ = with_model(fails(500))

    def leave(drafted: PartialAnswer) -> None:
        raise Left("enough")

    with pytest.raises(Left):
        library.ask(QUESTION, on_draft=leave)


def test_a_conversation_is_watched_in_the_same_way(with_model: WithModel) -> None:
    library, _ = with_model(says(FAITHFUL))
    drafts: list[PartialAnswer] = []
    answer = library.chat().ask(QUESTION, on_draft=drafts.append)
    assert drafts[-1].text == answer.text
