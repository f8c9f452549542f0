"""Full text: which papers to open in full, because a question needs more than abstracts hold.

By rules: the question asks for something of a kind that abstracts seldom give (``KINDS``), and no sentence that is
shown gives it. Where one does, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.models import Answer, FullText, Paper
from assistant.steps.check.numbers import quantities
from vectorstore.analysis import terms
from vectorstore.matching import content_words

_MOST = 3  # papers named
_OWN_SUBJECT = 0.5  # share of a question's other words that a paper must have, where nothing was answered
_COUNTED = (
    r"(?:participants?|patients?|subjects?|people|persons?|volunteers?|adults?|children|women|men|students?|users?|raters?"
    r"|annotators?|respondents?|animals?|mice|rats?|monkeys?|cases|controls|individuals|samples?|cohorts?|trials?)"
)
_COUNTED_STEMS = frozenset(terms(re.sub(r"\W+", " ", _COUNTED.replace("s?", "s"))))
_FEWEST = 5  # a number without a known noun counts a sample from here on


class Kind(NamedTuple):
    """Something that full texts hold and abstracts seldom do.

    ``asked`` finds it in a question; ``given`` says whether a sentence gives it, after the words that asked for it.
    ``plain`` is false where any number would do: it is no detail of a paper, and the closest may have nothing on it.
    """

    name: str
    asked: re.Pattern[str]
    given: Callable[[str, str], bool]
    plain: bool = True


def open_in_full(answer: Answer, papers: Mapping[str, Paper]) -> tuple[FullText, ...]:
    """The papers to open in full for what the question asks and the answer doesn't give, with the reason.

    Args:
        answer: answered, or without evidence.
        papers: the retrieved papers by id.
    """
    shown = [citation.quote for sentence in answer.sentences for citation in sentence.citations]
    missing = [kind for kind, words in _asked(answer.question) if not any(kind.given(quote, words) for quote in shown)]
    if answer.status == "answered":
        names = [kind.name for kind in missing]
        why = f"the question asks for {_listed(names)}, which the sentences cited from its abstract do not give"
        ids: Sequence[str] = [reference.paper.id for reference in answer.references]
    else:
        missing = [kind for kind in missing if kind.plain]
        why = f"the question asks for {_listed([kind.name for kind in missing])}, which abstracts seldom give"
        ids = [paper_id for paper_id in answer.closest if _on_subject(papers[paper_id], answer.question)]
    return tuple(FullText(paper_id=paper_id, why=why) for paper_id in ids[:_MOST]) if missing else ()


def _asked(question: str) -> Iterator[tuple[Kind, str]]:
    """The kinds that a question asks for, with the words that ask."""
    for kind in KINDS:
        if found := kind.asked.search(question):
            yield kind, found.group()


def _on_subject(paper: Paper, question: str) -> bool:
    """Whether a paper is about the rest of the question."""
    asking = {stem for _, words in _asked(question) for stem in terms(words)}
    subject = {stem for word in content_words(question) for stem in terms(word)} - asking
    met = subject & set(terms(f"{paper.title} {paper.abstract}"))
    return bool(met) and len(met) > _OWN_SUBJECT * len(subject)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _counts(sentence: str, _words: str) -> bool:
    """Whether a sentence says how many there were of what is studied."""
    return any(
        one.kind == "" and not one.is_year and (one.noun in _COUNTED_STEMS or one.value >= _FEWEST)
        for one in quantities(sentence)
    )


def _number(sentence: str, _words: str) -> bool:
    return any(not one.is_year for one in quantities(sentence)) or _QUANTIFIED.search(sentence) is not None


def _same_words(sentence: str, words: str) -> bool:
    """Whether a sentence speaks of the very thing that was asked for."""
    return set(terms(words)) <= set(terms(sentence))


def _words_of(pattern: str) -> Callable[[str, str], bool]:
    found = re.compile(pattern, re.IGNORECASE)
    return lambda sentence, _words: found.search(sentence) is not None


def _kind(name: str, asked: str, given: Callable[[str, str], bool], *, plain: bool = True) -> Kind:
    return Kind(name, re.compile(asked, re.IGNORECASE), given, plain)


_QUANTIFIED = re.compile(r"\b(?:all|most|majority|none|every|half|few|order of magnitude|[a-z]+fold)\b", re.IGNORECASE)

KINDS = (
    _kind(
        "the sample size",
        rf"\b(?:how many|number of) (?:[\w-]+ ){{0,2}}{_COUNTED}\b|\bsample sizes?\b"
        r"|\bhow (?:large|big) (?:was|is|were|are) (?:the|their|its) (?:sample|cohort|study|trial|group)s?\b",
        _counts,
    ),
    _kind(
        "hyper-parameters",
        r"\bhyper-?parameters?\b|\blearning rates?\b|\b(?:mini-?)?batch sizes?\b|\boptimi[sz]ers?\b|\bweight decay\b"
        r"|\bdropout (?:rate|probability)\b|\bdiscount factors?\b|\bbuffer size\b|\brandom seeds?\b"
        r"|\bhow many (?:training )?epochs\b",
        _same_words,
    ),
    _kind(
        "limitations",
        r"\blimitations?\b|\bdrawbacks?\b|\bshortcomings?\b|\bweakness(?:es)?\b|\bcaveats?\b|\bthreats to validity\b"
        r"|\bdisadvantages?\b|\bdownsides?\b|\bfailure (?:cases|modes)\b",
        _words_of(
            r"\blimit|\bdrawback|\bshortcoming|\bweak|\bcaveat|\bhowever\b|\bbut\b|\bfail|difficult|challeng|\bcannot\b|n['’]t\b"
            r"|\bunable\b|\bonly\b|\bnot?\b|\bremains?\b|\bunclear|\bunknown|\bunreliable|\bsensitive|\bslow|\bcost|\bexpens"
            r"|\bpoor|\bworse|\bsuffer|\bstruggl|\black|\bproblem|\bneeds?\b|\brequir|\bhard\b|\bdisadvant|\bdegrad"
        ),
    ),
    _kind(
        "details of the architecture",
        r"\b(?:how many|number of) (?:[\w-]+ )?(?:layers|parameters|heads|hidden units|neurons|weights)\b"
        r"|\b(?:network|model|exact|detailed|what|which|layer)(?:['’]s)? architectures?\b|\barchitectur\w+ details\b"
        r"|\blayer sizes?\b|\bnetwork topology\b",
        _words_of(
            r"\blayer|\barchitectur|\btransformer|\blstm|\bgru\b|\brecurrent|\bconvolution|\b\w*nns?\b|\bperceptron|\battention"
            r"|\bresnet|\bencoder|\bdecoder|\bunits\b|\bheads\b|\bparameters\b|\bneurons\b|\bmemory\b|\bautoencoder"
        ),
    ),
    _kind(
        "training time and hardware",
        r"\bhow (?:many|much) (?:[\w-]+ )?(?:gpus?|tpus?|cpus?|compute|memory)\b|\bhardware\b|\bwall-?clock\b"
        r"|\bhow long (?:does|did|do) (?:[\w-]+ ){0,4}(?:train\w*|run)\b|\bcompute (?:budget|requirements|cost)s?\b"
        r"|\bgpu[- ]hours\b|\btraining time\b",
        _words_of(
            r"\b[gtc]pus?\b|\bcores?\b|\bhours?\b|\bdays?\b|\bminutes?\b|\bweeks?\b|\bmachines?\b|\bwall-?clock\b"
            r"|\bcompute\b|\breal[- ]time\b|\bhardware\b|\bchips?\b|\bworkstation\b|\b[gm]b\b"
        ),
    ),
    _kind(
        "the proof",
        r"\b(?:full |formal |complete |detailed )?proofs? (?:of|for|that|sketch|technique|go)\b|\bderivations? of\b"
        r"|\bhow (?:is|was|are|were|do|did|can|could) (?:[\w-]+ ){1,8}(?:proved|proven|derived|prove)\b",
        _words_of(r"\bprov(?:e|es|ed|en|ing|ably)\b|\bproofs?\b|\btheorem|\blemma|\bderiv"),
    ),
    _kind(
        "the code",
        r"\bsource code\b|\bgithub\b|\b(?:where|is|are) (?:[\w’'-]+ ){0,5}(?:code|implementation|weights|checkpoints?)"
        r" (?:[\w-]+ ){0,2}(?:available|released|public|found|published|downloaded)\b|\bopen[- ]sourced?\b",
        _words_of(r"\bcode\b|\bgithub\b|https?:|\bopen[- ]sourc|\breleas|\bavailable\b|\brepositor|\bimplementation"),
    ),
    _kind(
        "figures from a table",
        r"\b(?:in|which|what|results|full) tables?\b(?! (?:of contents|lookup))|\btables? \d|\berror bars?\b"
        r"|\bexact (?:numbers|scores|results|values|figures)\b"
        r"|\bper-?(?:game|task|class|dataset|subject) (?:results|scores|accuracy)\b",
        _number,
    ),
    _kind(
        "how certain the figures are",
        r"\bstandard (?:deviation|error)s?\b|\bconfidence intervals?\b|\bp[- ]values?\b|\bstatistically significant\b",
        _words_of(
            r"\bp\s?[<=>≤]|\bCI\b|\bconfidence|±|\bstandard|\bSD\b|\bSE\b|\bsignifican|\bcredible|\bnonsignifican"
        ),
    ),
    _kind("the dose", r"\b(?:what|which|how (?:high|large|much)(?: of)?) (?:[\w-]+ ){0,2}(?:dose|dosage)s?\b", _number),
    _kind(
        "a number", r"\bhow many\b|\b(?:what|which) (?:percentage|percent|fraction|proportion)\b", _number, plain=False
    ),
)
