"""Follow-up: what a language model is given to understand one, and the question in its reply.

The model sees what was asked and answered under markers, and names a paper by its marker; titles are put in by code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import shorten

from assistant.models import Sentence, Turn
from assistant.prompts import as_data
from assistant.steps.about import short_title

_QUESTION, _ANSWER = 300, 1_200  # characters of each question, and of the last answer
_LONGEST = 500  # characters of a question that stands on its own
_MARKER = re.compile(r"\[(\d{1,2})\]")
_LABEL = re.compile(r"^\W*(?:(?:standalone|rewritten|follow-up) )?question:\s*", re.IGNORECASE)


def conversation(turns: Sequence[Turn]) -> str:
    """The questions so far, oldest first, and the last answer with its marks, as data for a prompt."""
    lines = [f"Question: {_data(turn.asked, _QUESTION)}" for turn in turns]
    if turns:
        sentences = turns[-1].answer.sentences
        said = " ".join(map(_said, sentences)) if sentences else turns[-1].answer.text
        lines.append(f"Answer to the last question: {_data(said, _ANSWER)}")
    return "\n".join(lines)


def meant(reply: str, typed: str, last: Turn) -> str | None:
    """The question in a model's reply, with titles for the markers of the last answer; None when there is none.

    A question that was typed as one must come back as one: a model that answers has not understood what it is for.
    """
    lines = [line for line in as_data(reply).splitlines() if line.strip()]
    if len(lines) != 1 or (typed.rstrip().endswith("?") and not lines[0].rstrip("\"”'* ").endswith("?")):
        return None
    asked = _LABEL.sub("", lines[0]).strip("\"“”'* ")
    titles = {one.number: f"“{short_title(one.paper.title)}”" for one in last.answer.references}
    question = " ".join(_MARKER.sub(lambda mark: titles.get(int(mark[1]), ""), asked).split())
    return question if 2 <= len(question) <= _LONGEST else None


def _said(sentence: Sentence) -> str:
    """A sentence with its marks; of a quoted one the quotes, without the names of authors before them."""
    marks = "".join(f" [{number}]" for number in dict.fromkeys(one.number for one in sentence.citations))
    if sentence.support == "verbatim":
        return f"{' '.join(f'“{one.quote}”' for one in sentence.citations)}{marks}"
    return f"{sentence.text}{marks}"


def _data(text: str, longest: int) -> str:
    return as_data(shorten(text, longest, placeholder="…"))
