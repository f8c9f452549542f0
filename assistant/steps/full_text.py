"""Full text: which papers to open in full, because a question needs more than abstracts hold.

By rules: the question asks for something of a kind that abstracts seldom give (``KINDS``), and no sentence that is
shown gives it. Where one does, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.models import Answer, FullText, Paper
from assistant.steps.check.names import held, holdings, names
from assistant.steps.check.numbers import quantities
from vectorstore.analysis import terms
from vectorstore.matching import content_words

_MOST = 3  # papers named
_OWN_SUBJECT = 0.5  # share of a question's other words that a paper must have, where nothing was answered
_COUNTED = (
    r"(?:participants?|patients?|subjects?|people|persons?|volunteers?|adults?|children|women|men|students?|users?|raters?"
    r"|annotators?|respondents?|animals?|mice|rats?|monkeys?|cases|controls|individuals|samples?|cohorts?|trials?|patrons|readers|reviewers|physicians|doctors|nurses|families|households|hospitals|eyes)"
)
_COUNTED_STEMS = frozenset(terms(re.sub(r"\W+", " ", _COUNTED.replace("s?", "s"))))
_FEWEST = 5  # a number without a known noun counts a sample from here on


class Kind(NamedTuple):
    """Something that full texts hold and abstracts seldom do.

    ``asked`` finds it in a question; ``given`` says whether a sentence gives it, after the words that asked for it.
    ``own`` where it is of one paper and its words mistake nothing: then all of the abstract that fits best is read.
    ``late`` where the first half of an abstract speaks of other papers: what is wrong with what was there before.
    ``plain`` is false where any number would do: it is no detail of a paper, and the closest may have nothing on it.
    """

    name: str
    asked: re.Pattern[str]
    given: Callable[[str, str], bool]
    plain: bool = True
    own: bool = False
    late: bool = False


def open_in_full(answer: Answer, papers: Mapping[str, Paper], about: Sequence[str] = ()) -> tuple[FullText, ...]:
    """The papers to open in full for what the question asks and the answer doesn't give, with the reason.

    Args:
        answer: answered, or without evidence.
        papers: the retrieved papers by id.
        about: ids of the papers that the question is about and no others, if it is.
    """
    if answer.status == "no_evidence" and about:
        why = "the question is about this paper, and its abstract does not say it"
        return tuple(FullText(paper_id=paper_id, why=why) for paper_id in about[:_MOST])
    missing = [kind for kind, words in _asked(answer.question) if not _is_given(kind, words, answer)]
    if answer.status == "answered":
        names = [kind.name for kind in missing]
        why = f"the question asks for {_listed(names)}, which the sentences cited from its abstract do not give"
        ids: Sequence[str] = [reference.paper.id for reference in answer.references]
    else:
        missing = [kind for kind in missing if kind.plain]
        why = f"the question asks for {_listed([kind.name for kind in missing])}, which abstracts seldom give"
        ids = [paper_id for paper_id in answer.closest if _on_subject(papers[paper_id], answer.question)]
    return tuple(FullText(paper_id=paper_id, why=why) for paper_id in ids[:_MOST]) if missing else ()


def giving(question: str, sentences: Sequence[str]) -> tuple[int, ...] | None:
    """Which sentences of an abstract give a detail that the question asks for; None when it asks for none."""
    kinds = [(kind, words) for kind, words in _asked(question) if kind.plain]
    if not kinds:
        return None
    half = len(sentences) / 2
    return tuple(
        n
        for n, sentence in enumerate(sentences)
        if any(kind.given(sentence, words) and (n >= half or not kind.late) for kind, words in kinds)
    )


def _is_given(kind: Kind, words: str, answer: Answer) -> bool:
    """Whether a cited sentence gives it, or for what only one paper can give the best paper's abstract."""
    cited = [citation for sentence in answer.sentences for citation in sentence.citations]
    if kind.own and cited:
        abstract = answer.references[0].paper.abstract
        quotes = [one.quote for one in cited if one.paper_id == answer.references[0].paper.id]
        return any(kind.given(text, words) for text in (abstract, *quotes))
    return any(kind.given(one.quote, words) for one in cited)


def _asked(question: str) -> Iterator[tuple[Kind, str]]:
    """The kinds that a question asks for, with the words that ask."""
    for kind in KINDS:
        if found := [match.group() for match in kind.asked.finditer(question)]:
            yield kind, " ".join(found)


def _on_subject(paper: Paper, question: str) -> bool:
    """Whether a paper is about the rest of the question, or goes by a name that stands in it."""
    called = holdings(paper.model_copy(update={"abstract": "", "authors": ()}))
    if any(held(name, called) or f"({name})" in paper.abstract for name in names(question)):
        return True
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


def _setting(sentence: str, words: str) -> bool:
    """Whether a sentence speaks of what was asked for, with a number where that is one."""
    spoken = set(terms(words)) <= set(terms(sentence))
    return spoken and (_figure(sentence, words) or re.search("hyper|size|rate|how|seed", words, re.I) is None)


def _figure(sentence: str, _words: str) -> bool:
    """Whether a sentence has a number in digits."""
    return any(not one.is_year and one.words[:1].isdigit() for one in quantities(sentence))


def _certainty(sentence: str, words: str) -> bool:
    """Whether a sentence gives the very measure of certainty that was asked for."""
    return any(re.search(asked, words, re.I) and re.search(given, sentence) for asked, given in _MEASURES.items())


def _architecture(sentence: str, words: str) -> bool:
    """Whether a sentence describes a network; where sizes or all of it were asked for, with a number."""
    described = _NETWORK.search(sentence) is not None
    return described and (_figure(sentence, words) or not re.search(r"many|number|exact|detail|size", words, re.I))


def _words_of(pattern: str) -> Callable[[str, str], bool]:
    found = re.compile(pattern, re.IGNORECASE)
    return lambda sentence, _words: found.search(sentence) is not None


def _kind(
    name: str,
    asked: str,
    given: Callable[[str, str], bool],
    *,
    plain: bool = True,
    own: bool = False,
    late: bool = False,
) -> Kind:
    return Kind(name, re.compile(asked, re.IGNORECASE), given, plain, own, late)


_MEASURES = {
    r"confidence": r"\bCIs?\b|[Cc]onfidence|[Cc]redible|±|\+/-",
    r"\bp[- ]values?": r"\b[pP]\s?[<=>≤]",
    r"standard": r"±|\+/-|[Ss]tandard (?:dev|err)|\bS\.?[DE]\b|\bSEM\b",
    r"significant": r"\b[pP]\s?[<=>≤]|[Ss]ignifican|\bNS\b",
}
_NETWORK = re.compile(
    r"\blayer|\barchitectur|\btransformer|\blstm|\bgru\b|\brecurrent|\bconvolution|\b\w*nns?\b|\bperceptron|\battention"
    r"|\bresnet|\bencoder|\bdecoder|\bunits\b|\bheads\b|\bparameters\b|\bneurons\b|\bmemory\b|\bauto-?encoder",
    re.IGNORECASE,
)
_QUANTIFIED = re.compile(r"\b(?:all|most|majority|none|every|half|few|order of magnitude|[a-z]+fold)\b", re.IGNORECASE)

KINDS = (
    _kind(
        "the sample size",
        rf"\b(?:how many|number of) (?:[\w-]+ ){{0,2}}{_COUNTED}\b|\bsample sizes?\b"
        r"|\bhow (?:large|big) (?:was|is|were|are) (?:the|their|its)"
        r" (?:sample|cohort|study|trial|group|training set|data ?set)s?\b",
        _counts,
    ),
    _kind(
        "hyper-parameters",
        r"\bhyper-?parameters?\b|\blearning rates?\b|\b(?:mini-?)?batch sizes?\b|\boptimi[sz]ers?\b|\bweight decay\b"
        r"|\bdropout (?:rate|probability)\b|\b(?:value of the )?discount factors?\b|\bvalues? of the discount\b"
        r"|\bbuffer size\b|\bhow (?:large|big|long) [\w -]{0,30}\bbuffers?\b"
        r"|\brandom seeds?\b|\bstep sizes?\b|\b(?:mutation|crossover) rates?\b"
        r"|\bhow many (?:training )?epochs\b",
        _setting,
    ),
    _kind(
        "limitations",
        r"\blimitations?\b|\bdrawbacks?\b|\bshortcomings?\b|\bweak(?:ness(?:es)?| (?:points?|spots?|sides?))\b"
        r"|\bcaveats?\b|\bthreats to validity\b"
        r"|\bdisadvantages?\b|\bdownsides?\b|\bfailure (?:cases|modes)\b",
        _words_of(
            r"\blimit(?:s|ed|ation)|\bdrawback|\bshortcoming|\bweak(?:ness|er)?\b|\bcaveat|\bfail|\bcannot\b|\bunable\b"
            r"|\bsuffer|\bstruggl|\bdisadvant|\bdegrad|\bworse|\bpoor|\bdo(?:es)? not\b"
            r"|\bsensitive to|\bexpensive|\bunreliable"
            r"|\bunclear|\bnot (?:possible|suitable|able|applicable)\b|\bremains? (?:a|an|un\w+|open|difficult)\b"
            r"|\bineffic"
            r"|\black|\bhurt|\btoo \w+|\bvulnerab|\battack|\bflaw"
            r"|\bat the (?:price|cost|expense) of|\bout of reach|\bbest suited|\bcalls? for|\bleaves? open|\bno better"
        ),
        late=True,
    ),
    _kind(
        "details of the architecture",
        r"\b(?:how many|number of) (?:[\w-]+ ){0,3}(?:layers|parameters|heads|hidden units|neurons|weights)\b"
        r"|\b(?:network|model|exact|detailed|what|which|layer)(?:['’]s)? architectures?\b|\barchitectur\w+ details\b"
        r"|\blayer sizes?\b|\bnetwork topology\b",
        _architecture,
    ),
    _kind(
        "training time and hardware",
        r"\bhow (?:many|much) (?:[\w-]+ )?(?:gpus?|tpus?|cpus?|compute|memory)\b|\bhardware\b|\bwall-?clock\b"
        r"|\bhow long (?:does|did|do) (?:[\w-]+ ){0,4}(?:train\w*|run)\b|\bcompute (?:budget|requirements|cost)s?\b"
        r"|\bgpu[- ]hours\b|\btraining time\b",
        _words_of(
            r"\b[gtc]pus?\b|\bcores?\b|\bmachines?\b(?! learning)|\bwall-?clock\b|\breal[- ]time\b"
            r"|\bhardware\b|\bchips?\b|\bworkstation\b"
            r"|\b[gm]b\b|\b(?:train|run|ran|took|takes?|learn|simulat|comput)\w*\b.*\b(?:second|minute|hour|day|week)s?\b"
            r"|\b(?:second|minute|hour|day|week)s?\b.*\b(?:train|run|ran|learn|simulat|comput)"
        ),
    ),
    _kind(
        "the proof",
        r"\b(?:full |formal |complete |detailed )?proofs? (?:of|for|that|sketch|technique|go)\b|\bderivations? of\b"
        r"|\bhow (?:exactly )?(?:is|was|are|were|do|did|can|could) (?:[^\s?]+ ){1,14}(?:proved|proven|derived|prove)\b",
        _words_of(  # that something is proved is not how
            r"\bderiv\w+ (?:from|by \w+ing|using|via)\b"
            r"|\b(?:prov(?:e|es|ed|en|ing)|proofs?)\b.*(?:\bby (?:induction|contradiction|reduction|construction"
            r"|means|an?|\w+ing)\b|\busing\b|\bvia\b|\bbased on\b|\brel(?:y|ies)\b)"
            r"|\bproof (?:uses|is by|goes|combines|rests)\b"
        ),
    ),
    _kind(
        "the code",
        r"\bsource code\b|\bgithub\b|\bopen[- ]sourced?\b|\b(?:where|is|are|was|were|has|have|can)\b[^?]{0,60}"
        r"\b(?:code|implementation|weights|checkpoints?)\b[^?]{0,90}\b(?:available|released|publi\w*|found|download\w*)\b",
        _words_of(
            r"\bcode (?:is|are|for|at|has|and|can|will)\b|\b(?:source|our|the) code\b"
            r"|\bgithub\b|https?:|\bopen[- ]sourc|\breleas"
            r"|\brepositor|\b(?:publicly|freely) available\b|\bavailable (?:at|from|online|under)\b"
        ),
        own=True,
    ),
    _kind(
        "figures from a table",
        r"\b(?:in|which|what|results|full) (?:(?:the|its|their) )?tables?\b(?! (?:of contents|lookup))|\btables? \d"
        r"|\berror bars?\b|\bexact (?:number|score|result|value|figure)s?\b"
        r"|\bper-?(?:game|task|class|dataset|subject) (?:results|scores|accuracy)\b",
        _words_of(r"\d\.\d|\d\s?%"),
    ),
    _kind(
        "how certain the figures are",
        r"\bstandard (?:deviation|error)s?\b|\bconfidence intervals?\b|\bp[- ]values?\b|\bstatistically significant\b",
        _certainty,
    ),
    _kind(
        "the dose",
        r"\b(?:what|which|how (?:high|large|much)(?: of)?) (?:[\w-]+ ){0,2}(?:dose|dosage)s?\b",
        _words_of(r"\d\s?(?:[mkµμun]|mc)?(?:g|l|M|mol|Gy|IU|units?)\b|/kg\b|\d ?%.{0,20}\b(?:daily|solution)"),
        own=True,
    ),
    _kind(
        "a number", r"\bhow many\b|\b(?:what|which) (?:percentage|percent|fraction|proportion)\b", _number, plain=False
    ),
)
