"""Phrases that tell a group of papers from the others: class-based TF-IDF over word sequences (Grootendorst, 2022)."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from assistant.models import Paper

# Words that may stand inside a phrase but neither begin nor end one, and words that make a phrase say nothing.
_EDGE = frozenset(
    "a an and are as at be been but by can could do does for from had has have how if in into is it its more most much"
    " no nor not of on or our over such than that the their them then there these they this those through to under up"
    " upon via was we were what when where whether which while who why will with within without would us you your"
    " both each either many several some any all other another one two three also only very well about across after"
    " against along among around before between during per so too however thus hence further towards toward".split()
)
_ACADEMIC = frozenset(
    "paper papers work works study studies approach approaches method methods result results show shows shown propose"
    " proposes proposed present presents presented introduce introduces introduced demonstrate demonstrates"
    " demonstrated problem problems state-of-the-art state art performance novel new recent previous prior existing"
    " address addresses addressed evaluate evaluated evaluation experiment experiments experimental outperform"
    " outperforms improve improves improved significantly significant many various variety wide range large number"
    " first second finally using use used uses based able allow allows achieve achieves achieved important"
    " general common simple different same good better best high higher low lower framework find found"
    " investigate explore examine provide provides apply applied applies application applications including"
    " known standard key main often recently especially particularly respectively total rich full self et al"
    " compare compared comparison comparisons suggest suggests required require requires need needs made make"
    " makes time times used becomes become still even where abstract written introduced".split()
)
_TOKEN = re.compile(r"[^\W\d_](?:[\w'’]|-(?=\w))*|[.,;:!?()\[\]“”\"]")


class Phrases:
    """Counts of word sequences of one to four words in groups of papers."""

    def __init__(self, groups: Sequence[Sequence[Paper]]) -> None:
        self._shares = [Counter(p for paper in group for p in _phrases(paper)) for group in groups]
        self._sizes = [max(1, len(group)) for group in groups]
        self._all = Counter(phrase for counts in self._shares for phrase in counts.elements())

    def best(self, group: int, count: int, avoid: Iterable[str] = ()) -> list[str]:
        """The phrases that most tell a group from the rest, without repeating each other's words or those to avoid."""
        counts, size = self._shares[group], self._sizes[group]
        least = max(2, math.ceil(0.2 * size)) if size > 2 else min(2, size)
        scored = sorted(
            ((self._score(phrase, n, size), phrase) for phrase, n in counts.items() if n >= least),
            key=lambda pair: (-pair[0], pair[1]),
        )
        taken: list[str] = []
        used = [_stems(phrase) for phrase in avoid]
        for _, phrase in scored:
            stems = _stems(phrase)
            if all(len(stems & other) * 2 < min(len(stems), len(other)) + 1 for other in used):
                taken.append(phrase)
                used.append(stems)
            if len(taken) == count:
                break
        return taken

    def _score(self, phrase: str, papers: int, size: int) -> float:
        elsewhere = self._all[phrase] - papers
        others = sum(self._sizes) - size
        inside, outside = papers / size, (elsewhere / others if others else 0.0)
        words = phrase.count(" ") + 1
        # Two and three words read as a heading; one is a keyword, four is often a fragment.
        length = {1: 0.7, 2: 1.25, 3: 1.3}.get(words, 1.0)
        return inside * math.log(1 + inside / (outside + 0.08)) * length


def _phrases(paper: Paper) -> set[str]:
    """The distinct phrases of one paper, lower-case; a title word counts by being there."""
    found: set[str] = set()
    for text in (paper.title, paper.abstract):
        run: list[str] = []
        for token in [*(m.group().lower() for m in _TOKEN.finditer(text)), "."]:
            if token[0].isalpha():
                run.append(token)
                continue
            found.update(_sequences(run))
            run = []
    return found


def _sequences(run: Sequence[str]) -> Iterable[str]:
    for start in range(len(run)):
        for length in range(1, 5):
            words = run[start : start + length]
            if len(words) == length and _reads(words):
                yield " ".join(words)


def _reads(words: Sequence[str]) -> bool:
    if words[0] in _EDGE or words[-1] in _EDGE or any(word in _ACADEMIC for word in words):
        return False
    if words[-1].endswith("ly") or (len(words) == 1 and len(words[0]) < 5):
        return False
    return not any(word in _EDGE and word not in {"of", "and", "in", "for", "to", "with", "from"} for word in words)


def _stems(phrase: str) -> set[str]:
    return {word.rstrip("s")[:7] for word in phrase.replace("-", " ").split() if word not in _EDGE}
