"""Names in sentences: other ways to write the same name are known, and another name is still noticed."""

from __future__ import annotations

import pytest

from assistant.models import Paper
from assistant.steps.check.names import beside, explained, held, holdings, names, spelled_out

PAPER = Paper(
    id="p1",
    key="reyes2018keratin",
    title="Cytokines in skin cells",
    authors=("Ada Reyes",),
    abstract=(
        "We grew NIH3T3 cells with interleukin 6 and TNF-α. Keratin 14 and IL-10 rose while NF-κB and β-catenin fell, "
        "as transforming growth factor 2 was added. Reads of BRCA1 came from a long short-term memory network and "
        "from GPT-4."
    ),
)
HELD = holdings(PAPER)


@pytest.mark.parametrize(
    "name",
    [
        *("IL-6", "IL6", "interleukin-6", "KRT14", "TGF2", "interleukin-10"),
        *("TNF-alpha", "TNFα", "NF-kB", "NFκB", "beta-catenin", "NF-kappaB"),
        *("LSTM", "GPT4", "BRCA1", "NIH3T3"),
    ],
)
def test_a_name_is_known_however_it_is_written(name: str) -> None:
    assert held(name, HELD)


@pytest.mark.parametrize(
    "name",
    [
        *("IL-7", "IL-16", "interleukin-8", "KRT15", "TGF3", "interferon-6"),
        *("TNF-beta", "NF-κC", "gamma-catenin", "IFN-γ"),
        *("LSTN", "GPT-3", "GPT-40", "BRCA2", "HEK293", "CRT14"),
    ],
)
def test_another_name_is_not(name: str) -> None:
    assert not held(name, HELD)


def test_a_name_in_two_words_is_one_with_its_neighbour() -> None:
    assert beside("3T3", "Cells of the line NIH 3T3 grew.", HELD)
    assert beside("NIH", "Cells of the line NIH 3T3 grew.", HELD)
    assert beside("BRCA", "Reads of BRCA 1 came first.", HELD)
    assert not beside("3T3", "Cells of the line BALB 3T3 grew.", HELD)
    assert not beside("BRCA", "Reads of BRCA 2 came first.", HELD)


def test_a_long_form_is_known_where_the_paper_has_its_abbreviation() -> None:
    short = holdings(PAPER.model_copy(update={"abstract": "We trained an MCTS agent."}))
    text = "An agent with Monte Carlo Tree Search (MCTS) was trained."
    assert explained("Monte", text, short)
    assert explained("Carlo", text, short)
    assert not explained("Monte", text, HELD), "a paper without the abbreviation does not know it"
    assert not explained("Monte", "An agent with Monte Carlo Tree Search (DQN) was trained.", short)
    assert spelled_out("MCTS", text)
    assert not spelled_out("DQN", "Monte Carlo Tree Search (DQN)")


def test_names_of_a_sentence_in_order_each_once() -> None:
    text = "We stained NIH 3T3 cells for IL-6, then IL-6 again, and the DQN-based GPT-4 model in Paris."
    assert list(names(text)) == ["NIH", "3T3", "IL-6", "DQN", "GPT-4", "Paris"]
    assert list(names("In 1999 the 5th of 30kHz signals was in 3D.")) == []
