"""Drafting: what may be shown of a language model's reply while it is still being written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.models import Paper, PartialAnswer
from assistant.steps.check import read_reply
from assistant.steps.write import marked, references
from assistant.writers.language_model import NO_EVIDENCE
from assistant.writers.naming import names

# What the next words may still make a marker, a link, an image or a tag. Each is bounded as what it may become is:
# a bracket that stays open for longer is text.
_UNFINISHED = re.compile(
    r"""(?: !?\[[^\[\]\n]{0,120} | [【［〔][^】］〕\n]{0,120} | (?:!\[[^\[\]\n]{0,120}\]|(?<=\]))(?:\([^()\n]{0,2000})?
          | \((?:\d[\d\s,;–-]{0,20})? | <(?:[a-z/!][^<>\n]{0,200})? | (?<!\w)(?:\*{1,3}|_{1,3}|`{1,3}) )\s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)


def draft(text: str, shown: Mapping[str, Paper]) -> PartialAnswer:
    """The answer that a reply is about to become, as far as it has come.

    Sentences and marks stand in it as they will in the answer, for both are read by ``read_reply``; a marker that is
    not complete is held back, and one that names nothing shown is left out.

    Args:
        text: what the model has written so far.
        shown: the papers behind the markers [1], [2], ..., in their order, by id.
    """
    if is_no_evidence(text) or NO_EVIDENCE.startswith(text.strip().upper()):
        return PartialAnswer(text="")
    named = {paper_id: names(paper) for paper_id, paper in shown.items()}
    numbers: dict[str, int] = {}
    parts: list[str] = []
    for claim in read_reply(_UNFINISHED.sub("", text), tuple(shown), named).claims:
        own = [numbers.setdefault(paper_id, len(numbers) + 1) for paper_id in claim.paper_ids]
        parts.append(marked(claim.text, own))
    return PartialAnswer(text=" ".join(filter(None, parts)), references=references(numbers, shown))


def is_no_evidence(text: str) -> bool:
    """Whether a reply says that the passages do not answer the question."""
    return NO_EVIDENCE in text[:40].upper()
