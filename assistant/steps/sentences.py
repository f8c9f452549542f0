"""Which sentence of an abstract says what a review wants to know: the contribution, a finding, what is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from assistant.models import Evidence, Paper
from vectorstore.analysis import terms
from vectorstore.passages import sentences

_WE = (
    r"\b(?:we(?! (?:can|may|could|might|must|need|want|would)\b)|this (?:paper|work|article|study|report)|the authors)"
    r"\b[^.]{0,60}(?<![\w-])"
)
_PASSIVE = r"\b(?:is|are)\b[^.]{0,60}(?<![\w-])"
_OWN = r"\bour (?:\w+ ){0,2}(?:agent|algorithm|approach|architecture|framework|method|model|network|system|technique)"
_PROPOSES = re.compile(
    rf"{_WE}(?:propos|present(?!ed (?:to|with|as|in|at)\b)|introduc|develop|describ|design|formul|deriv|offer"
    r"|augment|creat)"
    rf"|{_PASSIVE}(?:(?:propos|introduc)ed(?! (?:in|by)\b)|presented(?! (?:to|with|as|in|at)\b)"
    r"|(?:develop|describ|design|formulat|deriv|offer|augment|creat)ed)"
    r"|\b(?:proposes?|introduces?) (?:an?|the)\b|\bby (?:using|introducing) a new\b",
    re.IGNORECASE,
)
_STUDIES = re.compile(
    rf"{_WE}(?:study|studi|investigat|extend|adapt|address|explor|examin|analy|demonstrat|show|consider|provide|use)"
    rf"|{_PASSIVE}(?:studied(?! (?:problem|task|topic|question|field|area|in)\b)|shown to be"
    r"|(?:investigat|extend|adapt|address|explor|examin|analy[sz]|demonstrat|consider|provid)ed)",
    re.IGNORECASE,
)
# The authors' own thing at work: "Our method, Woven Wicks, stores oil and lights itself".
_WORKS = re.compile(
    rf"^{_OWN},? (?!(?:and|can|outperforms?|achieves?|improves?|performs?|obtains?|reaches|solves|paves|makes few"
    r"|is able|is also)\b)",
    re.IGNORECASE,
)
# What is said of the methods spoken of before, which are others': "These methods are designed to".
_THEIRS = re.compile(r"^(?:these|those|such) [^,.]{0,60}\b(?:are|have been)\b(?!.*\b(?:we|our)\b)", re.IGNORECASE)
# What the authors looked at, without what they saw.
_AIMS = re.compile(
    r"^(?:(?:here|in this \w+),? )?we (?:address|study|consider|investigate|explore|examine|tackle|initiate|focus)\b"
    r"(?!.*\b(?:show|find|found|demonstrat\w+|prov(?:e|es|ed|ing|ide|ides)|outperform\w*|establish\w*|improv\w+)\b)",
    re.IGNORECASE,
)
# A word that only says where in the abstract a sentence stands.
_ORDERS = re.compile(r"^(?:second|third|last|final|additional)(?:ly)?,", re.IGNORECASE)
# Words that only tie what the authors did to the sentence before: the quote begins after them.
_TIES = re.compile(
    r"^(?:(?:then|thus|therefore|hence|consequently|accordingly|specifically|(?:more )?concretely|subsequently|instead"
    r"|in particular|(?:by|in) contrast|to (?:this|that) end|to do (?:so|this)|in doing so|along the way|as a result"
    r"|for this (?:purpose|reason)),? "
    r"|(?:to \w+|\w+ing|\w+ed by|based on|with|for|in|in (?:light|view) of) (?:this|these|that|those|such)"
    r"(?! (?:\w+ )?(?:paper|work|article|study|report)\b)\b[^,.;:]{0,60}, )(?=(?:in this \w+, )?(?:we|our)\b)",
    re.IGNORECASE,
)
_CONTRASTS = re.compile(r"^(?:however|unfortunately|nevertheless|nonetheless|yet), ", re.IGNORECASE)
_NOBODYS_IT = re.compile(r"^it (?=(?:is|remains) )", re.IGNORECASE)  # "It remains unclear why" leans on nothing
# Sentences that lean on the one before them, or promise more than they say, read badly on their own.
_LEANS = re.compile(
    r"^(?:it|they|these|this|those|such|he|she|its|their|first(?:ly)?|second(?:ly)?|third(?:ly)?|lastly|then|also"
    r"|moreover|furthermore|(?:further|besides|(?:here, )?instead|next|in contrast)(?=,)|finally|additionally"
    r"|in addition|meanwhile|however|therefore|thus|hence|similarly|likewise|typically|to (?:this|that) end"
    r"|as a result|in doing so|along the way|the (?:above|similar|latter|former))"
    r"\b(?! (?:paper|work|article|study|report)\b)"
    r"|\b(?:these (?:[\w-]+ )?|(?:this|such) (?:\w+ )?)(?:ability|assumption|challenge|point|problem|issue|limitation"
    r"|insight|observation|deficit|error|gap|question|goal|technique|trade-?off|approach|method|idea|scheme|shortcoming)"
    r"|^(?:to \w+|\w+ing|\w+ed by|with|for|in (?:light|view) of|in lieu of|in) (?:this|these|that|the above)"
    r"\b(?! (?:\w+ )?(?:paper|work|article|study|report|letter|survey|research|contribution|thesis)\b)"
    r"|\b(?:avoids?|uses?|solves?|combines?|addresses) (?:both|one|them|it)\b(?! [a-z])"
    r"|^for (?:example|instance)\b|^similar (?:results|findings|effects)\b|\b(?:on the other hand|alternatively)\b"
    r"|\b(?:demonstrate|show|test|evaluate|validate|confirm|achieves?) (?:this|it|them)\b"
    r"|\bwe (?:believe|hope|then|also|further|additionally)\b",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r"\b(?:outperform|achiev|improv|faster|better than|more (?:data|sample)[- ]efficient|surpass|exceed|state[- ]of"
    r"[- ]the[- ]art|reach|reduc|solv|result|we (?:find|found|show|demonstrate)|experiments?|significant)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:remains? (?:\w+ ){0,2}(?:unclear|unknown|open|unsolved|unresolved|challeng|difficult|poorly understood"
    r"|elusive|limited)|open (?:question|problem|challenge|issue)|future (?:work|research)|(?:is|are) not (?:yet|well) "
    r"(?:understood|known|clear)|little is known|not been (?:studied|systematically)|still (?:unclear|unknown|lack))",
    re.IGNORECASE,
)
_PROBLEM = re.compile(
    r"\b(?:challenge|difficult|hard to|suffer|inefficien|however|fail|limit|bottleneck|struggl"
    r"|expensive(?!.to.evaluate)|slow"
    r"|requires? (?:large|many|vast)|fundamental|(?:is|remains) (?:an?|the) (?:\w+ ){0,3}problem)",
    re.IGNORECASE,
)
# What others have reached is no problem and no finding of these authors; nor is a question.
_PRAISES = re.compile(
    r"^(?:in recent years|recent(?:ly)?)\b|\b(?:has|have) become an? (?:popular|promis)", re.IGNORECASE
)
# What is already done about a problem.
_EASED = re.compile(r"\b(?:alleviat|mitigat|overcom|circumvent)", re.IGNORECASE)
_OTHERS = re.compile(
    r"^(?:previously,|in (?:previous|prior|recent|earlier) \w|recent \w"
    r"|(?:previous|prior|earlier|existing|current|traditional|conventional|many|other|while"
    r"|most(?! (?:notabl|important|signific|remarkab|surpris))) \w)"
    r"|^(?!.*\b(?:we|our)\b).*\b(?:has|have) (?:\w+ )?(?:become|emerged|led|shown|achieved|attained|enabled"
    r"|been (?:\w+ )?(?:used|shown|demonstrated|applied|proposed|successful))\b"
    r"|\b(?:is|are) trained to\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?\W*$")
# A name given to a method: "Episodic curiosity (EC) rewards", "PlaNet plans"; not a field's: "Most X (Y) systems are".
_NAMES = re.compile(
    r"^(?!(?:In|Most|Many|Recent(?:ly)?|Current(?:ly)?|Existing|Modern|Typical(?:ly)?|Traditional|Standard|Conventional"
    r"|While|Although|Despite|Since|For|With|Over)\b)(?:\w[\w-]* ){1,6}\([A-Z][\w&+-]*[A-Z]\w*\)|^[A-Z]\w*[A-Z]\w* \("
    r"|^[A-Z]\w*[A-Z]\w*(?:-\w+)? (?:is|are|uses?|builds?|learns?|trains?|plans?|gives?|keeps?|stores?|adds?|splits?"
    r"|separates?|replaces?|treats?|turns?|combines?)\b"
)
# An abstract that begins with an abbreviation in brackets spells out the field's words: "Thin Ice Maps (TIMs) are".
_ABBREVIATES = re.compile(r"\([A-Z][\w&+-]*[A-Z]\w*\)")
# The outcome of a test, told as such.
_OUTCOME = re.compile(
    r"\b(?:outperform|experiments?|ablations?|results|on (?:the )?(?:atari|dmlab|mujoco|imagenet)|suite|achiev\w+"
    r"|reached|(?:learned|learns) faster|state[- ]of[- ]the[- ]art"
    r"|scored?|scores|solved|times (?:faster|fewer|more))\b",
    re.IGNORECASE,
)
# What the authors speak of themselves, or of more than there was before.
_OWN_VOICE = re.compile(r"\b(?:we|our|ours|than|results?)\b", re.IGNORECASE)
# Where a thing lies, that a test was made, and that it is a good thing: no finding is told.
_SAYS_NOTHING = re.compile(
    r"https?://|\b(?:publicly|freely|openly) available(?![a-z])|\b(?:code|data|videos?|implementations?)\b.{0,40}"
    r"\b(?:available|released|found (?:at|on|here))|\b(?:further|future|promising \w+ (?:of|for)) (?:research|work)\b"
    r"|\b(?:experiments?|simulations?|tests|comparisons?|results)\b[^,;]{0,60} (?:is|are|were) (?:also )?"
    r"(?:carried out|presented|conducted|performed|provided|given|reported|discussed)\b"
    r"|\b(?:the|our|its) (?:\w+ (?:and|or) )?(?:effectiveness|efficacy|usefulness|applicability|feasibility|validity"
    r"|universality|advantages?|benefits)\b(?!.*(?:\d|outperform|improv|\bthan\b|faster|higher|fewer))",
    re.IGNORECASE,
)
# Commands and broken characters that a reader stumbles over.
_RAW = re.compile(r"\\[A-Za-z]+|\$|``|\(cid:|\b(?:emph|textbf|textit|extit)\{|^[a-z(]")
# A problem is the field's; where the authors speak of themselves, they tell what they did about it.
_THEMSELVES = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_NO_PROBLEM = (_PROPOSES, _STUDIES, _NAMES, _LEANS, _PRAISES, _ASKS, _THEMSELVES, _EASED)
_NO_FINDING = (_PROPOSES, _AIMS, _NAMES, _LEANS, _ASKS, _OTHERS, _WORKS, _PRAISES, _SAYS_NOTHING)
_TIED = 0.3  # what a sentence loses that begins after such words
_NEAR = 0.4  # cosine to the theme below which a sentence is about something else
_LONGEST = 70  # words: a longer finding is a list
_LATE = 0.6  # from this part of an abstract on, what is told is mostly the authors' own
_IDEAL = 22  # words: the usual length of a one-sentence summary (SciTLDR)


def contribution(paper: Paper) -> Evidence | None:
    """The sentence that best says what the paper does: a contribution phrase, near the title, of middling length."""
    return _best(paper, partial(_contributes, paper))


def finding(paper: Paper, but: Evidence) -> Evidence | None:
    """The sentence that best says what was found, other than the one already quoted; None when none says so."""
    return _best(paper, partial(_finds, paper), but=but, least=1.2)


def unsettled(paper: Paper, own: Collection[str]) -> Evidence | None:
    """A sentence in which the paper itself calls something of the theme open; None when there is none."""

    def calls_open(text: str, place: float) -> float:
        told = _OPEN.search(text) and not _LEANS.search(_NOBODYS_IT.sub("", text)) and _names_one(text, own)
        return 1.0 + place if told else 0.0

    return _best(paper, calls_open, ties=_CONTRASTS, least=1.0)


def problem(paper: Paper, own: Collection[str]) -> Evidence | None:
    """A sentence that states a difficulty of the theme; None when there is none.

    Args:
        paper: where to look.
        own: stems of the words that set the theme apart, of which one is named: "explor" of "exploration in deep RL".
    """

    def states(text: str, place: float) -> float:
        if not _PROBLEM.search(text) or any(other.search(text) for other in _NO_PROBLEM):
            return 0.0
        return 2.0 - place if _names_one(text, own) else 0.0

    return _best(paper, states, ties=_CONTRASTS, least=0.7)


def _names_one(text: str, stems: Collection[str]) -> bool:
    return not stems or not set(stems).isdisjoint(terms(text))


def nearest(
    theme: str, found: Sequence[Evidence], embed: Callable[[Sequence[str]], NDArray[np.float32]]
) -> list[Evidence]:
    """The quotes that are about the theme, the nearest first: a word in common alone says little."""
    if not found:
        return []
    vectors = embed([theme, *(one.quote for one in found)])
    cosines = (vectors[1:] @ vectors[0]).round(6).tolist()
    ranked = sorted(zip(cosines, found, strict=True), key=lambda one: -one[0])
    return [one for cosine, one in ranked if cosine >= _NEAR]


def _contributes(paper: Paper, text: str, place: float) -> float:
    """Says what is proposed, near the title, of middling length; neither background nor outcome."""
    title = set(terms(paper.title))
    near = len(title & set(terms(text))) / max(1, len(title))
    theirs = 1.2 if _THEIRS.search(text) else 0.0
    phrase = 1.2 if _PROPOSES.search(text) else 0.8 if _STUDIES.search(text) or _WORKS.search(text) else 0.0
    named = 0.8 if _NAMES.search(text) and not (place == 0.0 and _ABBREVIATES.search(text)) else 0.0
    outcome = 0.5 if _OUTCOME.search(text) else 0.0
    background = 1.0 if not phrase and not named and (place == 0.0 or _PROBLEM.search(text)) else 0.0
    unsaid = 1.0 if _OPEN.search(text) else 0.0
    raw = 0.3 if _RAW.search(text) or _ASKS.search(text) else 0.0
    return max(phrase, named) + near + _length(text) - outcome - background - unsaid - raw - theirs - _leaning(text)


def _finds(paper: Paper, text: str, place: float) -> float:
    if not _FINDING.search(text) or any(other.search(text) for other in _NO_FINDING):
        return 0.0
    if place == 0.0 and not _OWN_VOICE.search(text):  # the field's background, which can speak of what is achieved
        return 0.0
    if len(text.split()) > _LONGEST or not (place >= _LATE or _OWN_VOICE.search(text) or _OUTCOME.search(text)):
        return 0.0
    named = len(set(terms(paper.title)) & set(terms(text))) > 0
    outcome = 0.4 if _OUTCOME.search(text) else 0.0
    raw = 0.3 if _RAW.search(text) else 0.0
    return 1.5 + 0.5 * place + 0.2 * named + outcome + _length(text) - raw


def _leaning(text: str) -> float:
    if _ORDERS.search(text):
        return 1.2
    return (0.4 if _PROPOSES.search(text) else 0.6) if _LEANS.search(text) else 0.0


def _length(text: str) -> float:
    return 0.5 / (1.0 + abs(len(text.split()) - _IDEAL) / 12.0)


def _best(
    paper: Paper,
    score: Callable[[str, float], float],
    *,
    ties: re.Pattern[str] = _TIES,
    but: Evidence | None = None,
    least: float = 0.0,
) -> Evidence | None:
    spans = sentences(paper.abstract)
    scored = []
    for n, (start, end) in enumerate(spans):
        text = paper.abstract[start:end]
        tied = len(found.group()) if (found := ties.match(text)) else 0
        said = text[tied : tied + 1].upper() + text[tied + 1 :] if tied else text
        if but is None or end != but.end:
            value = score(said, n / max(1, len(spans) - 1)) - (_TIED if tied else 0.0)
            scored.append((value, start + tied, end))
    good = [one for one in scored if one[0] >= least]
    if not good:
        return None
    value, start, end = max(good, key=lambda one: (one[0], -one[1]))
    return Evidence(
        paper_id=paper.id, quote=paper.abstract[start:end], start=start, end=end, score=round(min(1.0, value / 3), 4)
    )
