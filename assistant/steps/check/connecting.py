"""Which sentences only connect: they line up the papers, or say what the abstracts leave open, and state no fact."""

from __future__ import annotations

import re

from assistant.steps.check.names import names
from assistant.steps.check.numbers import claimed
from vectorstore.analysis import terms

# Words for papers as things that can be lined up; a connecting sentence has one of them, or no subject at all.
_LINED_UP = (
    "paper study work article abstract source publication author approach method group strand line theme direction"
    " question evidence finding result literature answer review section summary difference similarity perspective"
    " view aspect topic issue point way picture comparison overview library"
)
_DISCOURSE = (
    "differ difference similar similarity agree agreement disagree vary share common address concern discuss deal focus"
    " consider explore examine investigate study look relate answer cover describe summarise summarize group divide"
    " fall split organise organize follow turn take put approach treat several many some few most both other another"
    " first second third last next former latter main key different distinct broad broadly related relevant available"
    " together taken whole overall sum short brief contrast addition contrary hand side however moreover further"
    " furthermore finally also similarly likewise therefore thus hence consequently meanwhile nevertheless below"
    " above here two three four five six seven eight nine ten one each these those this that"
    " direct directly"
    " clear mixed limited open remain problem same ways respects number provided given shown listed cited retrieved"
    " complement complementary set kind type category categories conclude note important"
)
_FINDING = re.compile(
    r"\b(?:improv|increas|decreas|reduc|outperform|exceed|surpass|caus|lead|result(?:s|ed|ing) in|enabl|show|find|found"
    r"|demonstrat|report|suggest|indicat|prov|reveal|confirm|achiev|reach|learn|predict|prevent|requir|depend|affect"
    r"|support|contribut|produc|generat|induc|inhibit|promot|regulat|associat|correlat)\w*\b",
    re.IGNORECASE,
)
_SHOWN = r"(?:abstracts?|papers?|studies|passages?|excerpts?|sources?|evidence)"
_SAY = (
    r"(?:say|state|report|mention|give|specify|address|cover|contain|provide|answer|describe|discuss|include|tell"
    r"|enough|sufficient|stated|given|reported|mentioned)"
)
_SAYS_NOTHING = re.compile(
    rf"\b(?:the|these|those|shown|cited) (?:\w+ )?{_SHOWN}\b.{{0,30}}\b(?:do|does|did|is|are)(?: not|n[’']t)\b"
    rf".{{0,30}}\b{_SAY}\b"
    rf"|\bnot (?:stated|reported|given|mentioned|specified|described|answered|covered)\b.{{0,30}}\b{_SHOWN}\b"
    rf"|\b(?:none|neither|nothing) (?:of|in) (?:the|these) (?:\w+ )?{_SHOWN}\b.{{0,30}}\b{_SAY}"
    r"|\b(?:full text|full papers?|whole papers?)\b.{0,60}\b(?:needed|required|necessary|read|opened|consulted)\b",
    re.IGNORECASE,
)


def connects(text: str, topic: str = "", *, heading: bool = False) -> bool:
    """True for a sentence without citation that states no fact.

    Args:
        text: the sentence.
        topic: the question or theme; its words alone state nothing.
        heading: whether it stands as a heading, which need not be a sentence.
    """
    if claimed(text):
        return False
    if _SAYS_NOTHING.search(text):
        return True
    if _FINDING.search(text) or any(True for _ in _new_names(text, topic)):
        return False
    if heading:
        return True
    said = set(terms(text)) - _WORDS
    return not said or (said <= set(terms(topic)) and bool(set(terms(text)) & _SUBJECTS))


def _new_names(text: str, topic: str) -> list[str]:
    known = set(terms(topic))
    return [name for name in names(text) if not set(terms(name)) <= known]


_SUBJECTS = frozenset(terms(_LINED_UP))
_WORDS = _SUBJECTS | frozenset(terms(_DISCOURSE))
