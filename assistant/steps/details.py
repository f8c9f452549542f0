"""Details that full texts hold and abstracts seldom do: how a question asks for one, and which sentence gives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from assistant.steps.check.numbers import quantities
from vectorstore.analysis import terms

_COUNTED = (
    r"(?:participants?|patients?|subjects?|people|persons?|volunteers?|adults?|children|women|men|students?|users?|raters?"
    r"|annotators?|respondents?|animals?|mice|rats?|monkeys?|cases|controls|individuals|samples?|cohorts?|trials?"
    r"|patrons|readers|reviewers|physicians|doctors|nurses|families|households|hospitals|eyes)"
)
_COUNTED_STEMS = frozenset(terms(re.sub(r"\W+", " ", _COUNTED.replace("s?", "s"))))
_ASKING = frozenset(terms("what which how many large big long size is was are were"))
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


def _counts(sentence: str, _words: str) -> bool:
    """Whether a sentence says how many there were of what is studied."""
    return any(
        one.kind == "" and not one.is_year and (one.noun in _COUNTED_STEMS or one.value >= _FEWEST)
        for one in quantities(sentence)
    )


def _number(sentence: str, _words: str) -> bool:
    return any(not one.is_year for one in quantities(sentence)) or _QUANTIFIED.search(sentence) is not None


def _participants(sentence: str, words: str) -> bool:
    """Whether a sentence says who took part, as it was asked: by criteria, or by a number."""
    if re.search("criteria", words, re.I):
        return re.search(r"\b(?:in|ex)clu(?:ded|sion|ding)\b|\beligib", sentence, re.I) is not None
    return (
        _figure(sentence, words) and re.search(r"\bag(?:e|ed|es)\b|year|month|week|rate|drop|%", sentence) is not None
    )


def _done(sentence: str, words: str) -> bool:
    """Whether a sentence speaks of what was done or used, in the word that asked for it."""
    return set(terms(words)[-1:]) <= set(terms(sentence))


def _setting(sentence: str, words: str) -> bool:
    """Whether a sentence speaks of what was asked for, with a number where that is one."""
    spoken = set(terms(words)) - _ASKING <= set(terms(sentence))
    return spoken and (_figure(sentence, words) or re.search("hyper|size|rate|how|seed", words, re.IGNORECASE) is None)


def _figure(sentence: str, _words: str) -> bool:
    """Whether a sentence has a number in digits."""
    return any(not one.is_year and one.words[:1].isdigit() for one in quantities(sentence))


def _certainty(sentence: str, words: str) -> bool:
    """Whether a sentence gives the very measure of certainty that was asked for."""
    return any(re.search(asked, words, re.I) and re.search(given, sentence) for asked, given in _MEASURES.items())


def _architecture(sentence: str, words: str) -> bool:
    """Whether a sentence describes a network; where sizes or all of it were asked for, with a number."""
    described = _NETWORK.search(sentence) is not None
    sized = _figure(sentence, words) or re.search(r"\b(?:hundred|thousand|[mb]illion)", sentence) is not None
    return described and (sized or not re.search(r"many|number|exact|detail|size", words, re.I))


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
    r"statistical test": r"\b[tFzU][- ]?test|ANOVA|Wilcoxon|Mann|[Cc]hi-?squared?|[Rr]egression",
    r"rater|observer|annotator|kappa": r"[Kk]appa|κ|[Ii]nter-?(?:rater|observer)|\b[Aa]greement",
    r"significant": r"\b[pP]\s?[<=>≤]|[Ss]ignifican|\bNS\b",
}
_NETWORK = re.compile(
    r"\blayer|\barchitectur|\btransformer|\blstm|\bgru\b|\brecurrent|\bconvolution|\b\w*nns?\b|\bperceptron"
    r"|\battention"
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
        r"\bhyper-?parameters?\b(?! (?:tuning|search|optimi))|\blearning rates?\b|\b(?:mini-?)?batch sizes?\b"
        r"|\boptimi[sz]ers?\b|\bweight decay\b"
        r"|\bdropout (?:rate|probability)\b|\b(?:value of the )?discount factors?\b|\bvalues? of the discount\b"
        r"|\b(?:buffer|memory|cache|population|vocabulary|dictionary) size\b"
        r"|\b(?:how (?:large|big|long)|what size) (?:is|was|are|were) (?:[\w-]+ ){0,4}"
        r"(?:buffer|memory|cache|dictionary|vocabulary|codebook|table|window|population)s?\b"
        r"|\bhow many (?:[\w-]+ )?(?:neighbou?rs|members|simulations|rollouts|particles|clusters|folds|seeds"
        r"|restarts|updates)\b"
        r"|\b(?:parameter|hyper-?parameter) (?:values|settings)\b|\b(?:what|which) (?:[\w-]+ ){1,5}settings\b"
        r"|^(?:what|which) (?:[\w-]+ )?(?:temperature|threshold|prior|schedule|initiali[sz]ation|kernel size)\b"
        r"|\brandom seeds?\b|\bstep sizes?\b|\b(?:mutation|crossover) rates?\b"
        r"|\bhow many (?:training )?epochs\b",
        _setting,
    ),
    _kind(
        "limitations",
        r"\blimitations?\b|\bdrawbacks?\b|\bshortcomings?\b|\bweak(?:ness(?:es)?| (?:points?|spots?|sides?))\b"
        r"|\bcaveats?\b|\bthreats to validity\b"
        r"|\bdisadvantages?\b|\bdownsides?\b|\bfailure (?:cases|modes)\b"
        r"|\b(?:where|when) (?:[\w-]+ ){0,4}(?:fails?|breaks? down)\b",
        _words_of(
            r"\blimit(?:s|ed|ation)|\bdrawback|\bshortcoming|\bweak(?:ness|er)?\b|\bcaveat|\bfail|\bcannot\b"
            r"|\bunable\b"
            r"|\bsuffer|\bstruggl|\bdisadvant|\bdegrad|\bworse|\bpoor|\bdo(?:es)? not\b"
            r"|\bsensitive to|\bexpensive|\bunreliable"
            r"|\bunclear|\bnot (?:possible|suitable|able|applicable)\b|\bremains? (?:a|an|un\w+|open|difficult)\b"
            r"|\bineffic"
            r"|\black|\bhurt|\btoo \w+|\bvulnerab|\battack|\bflaw"
            r"|\bat the (?:price|cost|expense) of|\bout of reach|\bbest suited|\bcalls? for|\bleaves? open"
            r"|\bno better"
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
        r"\b[gt]pus?\b|\bhow many (?:[\w-]+ )?cpus?\b|\bhow much (?:[\w-]+ )?(?:compute|memory)\b|\bhardware\b"
        r"|\bwall-?clock\b"
        r"|\bhow long (?:does|did|do) (?:[\w-]+ ){0,4}(?:train\w*|run)\b"
        r"|\bhow long (?:does|did) (?:[\w-]+ ){1,6}(?:method|algorithm|model|program|network|system) take\b"
        r"|\bhow many (?:hours|minutes|seconds|days|weeks) (?:does|did|do) (?:[\w-]+ ){1,9}(?:take|train|run)\b"
        r"|\bcompute (?:budget|requirements|cost)s?\b"
        r"|\bgpu[- ]hours\b|\btraining time\b",
        _words_of(
            r"\b[gtc]pus?\b|\bcores?\b|\bmachines?\b(?! learning)|\bwall-?clock\b|\breal[- ]time\b"
            r"|\bhardware\b|\bchips?\b|\bworkstation\b"
            r"|\b[gm]b\b"
            r"|\b(?:train|run|ran|took|takes?|learn|simulat|comput)\w*\b.*\b(?:second|minute|hour|day|week)s?\b"
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
        r"\bsource code\b|\bgithub\b|\brepositor(?:y|ies)\b|\blicen[cs]es?\b|\b(?:its|their|the|any|’s) code\b"
        r"|\bopen[- ]sourced?\b|\b(?:where|is|are|was|were|has|have|can)\b[^?]{0,60}"
        r"\b(?:code|implementation|weights|checkpoints?)\b[^?]{0,90}\b(?:available|released|publi\w*|found|download\w*)\b",
        _words_of(
            r"\bcode (?:is|are|for|at|has|and|can|will)\b|\b(?:source|our|the) code\b"
            r"|\bgithub\b|https?:|\blicen[cs]e|\bopen[- ]sourc|\breleas"
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
        r"\bstandard (?:deviation|error)s?\b|\bconfidence intervals?\b|\bp[- ]values?\b|\bstatistically significant\b"
        r"|\bstatistical tests?\b|\b(?:inter|intra)-?(?:rater|observer|annotator)\b|\bkappa\b",
        _certainty,
    ),
    _kind(
        "the dose",
        r"\b(?:what|which|how (?:high|large|much)(?: of)?) (?:[\w-]+ ){0,2}(?:dose|dosage|concentration|dilution)s?\b",
        _words_of(r"\d\s?(?:[mkµμun]|mc)?(?:g|l|M|mol|Gy|IU|units?)\b|/kg\b|\d ?%.{0,20}\b(?:daily|solution)"),
        own=True,
    ),
    _kind(
        "the ablations",
        r"\bablat\w+|\b(?:happens|effect|impact|contribution|role) (?:[^\s?]+ ){1,9}(?:remov|dropp?|omit|disabl)\w*"
        r"|\b(?:effect|impact) of (?:removing|dropping|omitting|leaving out|disabling|not)\b|\bis left out\b",
        _words_of(r"\bablat|\bwithout\b|\bremov|\bdropping|\bomit|\bleft out\b|\bcontribut\w+ (?:of|to) |\battribut"),
    ),
    _kind(
        "who took part",
        r"\b(?:inclusion|exclusion|eligibility) criteria\b|\bhow old\b|\b(?:mean|average|median) age\b|\bage range\b"
        r"|\bdemographics?\b|\blost to follow-?up\b|\bresponse rates?\b",
        _participants,
    ),
    _kind(
        "how it was done",
        r"\b(?:which|what) (?:[\w-]+ )?(?:databases|search (?:terms|strategy)|primers?|reagents?|antibod(?:y|ies)"
        r"|instruments?"
        r"|questionnaires?|manufacturers?|statistical software)\b"
        r"|\bhow (?:was|were) (?:[\w-]+ ){1,7}(?:collected|recruited|selected|chosen|annotated|labell?ed|randomi[sz]ed"
        r"|preprocessed|divided|split|partitioned|blinded)\b",
        _done,
    ),
    _kind(
        "the data it was trained on",
        r"\b(?:which|what) (?:[\w-]+ )?(?:data ?sets?|corp(?:us|ora)|data) (?:was|were|is|are|did) [^?]{0,60}"
        r"\b(?:pre-?|fine-?)?train\w*",
        _words_of(
            r"\btrain\w* (?:\w+ ){0,3}(?:on|with|from)\b|\bdata ?sets?\b|\bcorp(?:us|ora)\b|\bImageNet\b|\bwords of\b"
        ),
    ),
    _kind(
        "who paid for it",
        r"\bwho (?:funded|sponsored|financed|paid)\b|\bfunding\b|\bconflicts? of interest\b|\bethical approval\b",
        _words_of(r"\bfund|\bsponsor|\bgrants?\b|\bfinanc|\bsupported by\b|\binterests?\b|\bapprov"),
    ),
    _kind(
        "a number", r"\bhow many\b|\b(?:what|which) (?:percentage|percent|fraction|proportion)\b", _number, plain=False
    ),
)
