"""Reading a theme: which terms of the papers it was taken to mean, so that a reader can see it was understood."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from assistant.models import Paper
from vectorstore.analysis import terms
from vectorstore.matching import content_words

_MOST = 6
_LONGEST = 4  # words of a term
_NESTED = 0.5  # a shorter term that stands inside a longer one in this share of its papers is a piece of that one
_WORD = re.compile(r"[^\W\d_][\w-]*")
_ABBREVIATED = re.compile(r"\b((?:[a-z][\w-]*[ -]){1,5}[a-z][\w-]*) \(([A-Z][A-Za-z]{1,7}?)s?\)")
# Endings of words that no term ends in, and words that have such an ending by chance.
_NO_NOUN = re.compile(
    r"(?:ly|ed|able|ible|ous|ful|ic|ian|ive|less|(?:ur|or|ic|ion|ent|u|on|ern|ob|im)al)$"
    r"|\b(?:latent|deep|\w+-(?:agent|augmented|aware|dimensional|driven|free|guided|level|scale|task|time|world))$"
)
_NOUNS = frozenset(
    "animal traffic logic critic metric heuristic topic music dynamic arithmetic statistic objective incentive"
    " perspective alternative goal individual residual pedestrian guardian archive drive clinic fabric rental feed seed"
    " speed".split()
)
# Words of a sentence rather than of a term: they compare, count, point, or say what is done.
_NO_TERM = frozenset(
    "all earlier previous prior recent existing current new novel different various several multiple many most each"
    " every single other another same similar such certain given particular general main key important proposed based"
    " first second third two three real real-world large small high low better good best more less further available"
    " common estimate estimates simple effective present via and for with from than that this these those into under"
    " over through using across within without between toward towards learn learns use uses improve improves propose"
    " proposes show shows make makes require requires enable enables allow allows provide provides perform performs"
    " solve solves train trains achieve achieves take takes plans reduce reduces combine combining while when where"
    " which both often also".split()
)


def reading(theme: str, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The theme's abbreviations spelled out, then the terms around its words that most papers use."""
    long = long_forms(theme, papers)
    wanted = {stem for word in content_words(theme) for stem in terms(word)}
    forms: dict[str, Counter[str]] = {}
    shares: Counter[str] = Counter()
    for paper in papers:
        found = {" ".join(terms(term)): term for term in _terms(f"{paper.title}. {paper.abstract}", wanted)}
        shares.update(found.keys())
        for key, term in found.items():
            forms.setdefault(key, Counter())[term] += 1
    frequent = [key for key, count in sorted(shares.items(), key=lambda one: (-one[1], one[0])) if count > 1]
    whole = [key for key in frequent if not _piece(key, shares)]
    named = (min(forms[key].items(), key=lambda one: (-one[1], one[0]))[0] for key in whole)
    shown = [*long, *(term for term in named if not _NO_NOUN.search(term) or term.split()[-1] in _NOUNS)]
    return tuple(dict.fromkeys(phrase for phrase in shown if phrase != theme.lower()))[:_MOST]


def unmentioned(theme: str, papers: Sequence[Paper]) -> tuple[str, ...]:
    """The theme's words that none of the papers has in any form, nor in full where it is an abbreviation."""
    if not papers:
        return ()
    stems = {stem for paper in papers for stem in terms(f"{paper.title} {paper.abstract}")}
    in_full = {"".join(part[0] for part in re.split(r"[ -]", long)) for long in long_forms(theme, papers)}
    missing = [word for word in content_words(theme) if stems.isdisjoint(terms(word)) and word.lower() not in in_full]
    return tuple(dict.fromkeys(missing))


def _terms(text: str, wanted: set[str]) -> Iterable[str]:
    """Runs of two to four neighbouring content words of which one belongs to the theme."""
    words = [(found.group(), found.start(), found.end()) for found in _WORD.finditer(text.lower())]
    for first, (_, _, last) in enumerate(words):
        run: list[str] = []
        ours = False
        for word, start, end in words[first : first + _LONGEST]:
            stems = _stems(word)
            if not stems or (run and text[last:start] != " "):
                break
            run.append(word)
            ours, last = ours or not wanted.isdisjoint(stems), end
            if ours and len(run) > 1:
                yield " ".join(run)


@lru_cache(maxsize=50_000)
def _stems(word: str) -> frozenset[str]:
    """The stems of a word that can stand in a term; none for any other."""
    able = len(word) > 2 and word not in _NO_TERM and content_words(word)
    return frozenset(terms(word)) if able else frozenset()


def _piece(key: str, shares: Counter[str]) -> bool:
    """Whether a term is mostly a piece of a longer one (nested terms; Frantzi et al., 2000): "deep reinforcement"."""
    inside = (count for longer, count in shares.items() if f" {key} " in f" {longer} " and longer != key)
    return max(inside, default=0) > _NESTED * shares[key]


def long_forms(theme: str, papers: Iterable[Paper]) -> list[str]:
    """What the theme's abbreviations stand for, as papers spell it out: "reinforcement learning (RL)"."""
    wanted = {word.upper() for word in theme.split()}
    found: Counter[str] = Counter()
    for paper in papers:
        for long, short in _ABBREVIATED.findall(paper.abstract):
            parts = re.split(r"[ -]", long)[-len(short) :]
            if short.upper() in wanted and [part[0].upper() for part in parts] == list(short.upper()):
                found[" ".join(parts)] += 1
    return [long for long, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))]
