"""How near a sentence is to the cited papers, and which of their words say it best.

Late interaction (MaxSim; Khattab & Zaharia, ColBERT, 2020) word by word, the cosine of the whole, and shared stems.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper
from assistant.steps.check.names import Holdings, holdings
from assistant.steps.check.numbers import Quantity, quantities
from vectorstore.analysis import terms
from vectorstore.embedders import Tokens
from vectorstore.passages import sentences
from vectorstore.readings import PaperReader, Reading

Vectors = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
# Words that report or connect: they say nothing of what is reported.
_REPORTING = frozenset(
    stem
    for word in (
        "paper papers study studies work works author authors et al colleagues abstract show shows shown showing report"
        " reports reported find finds found finding findings demonstrate demonstrates suggest suggests indicate state"
        " states describe describes observe observes observed note conclude concludes present presents propose proposes"
        " introduce introduces according result results approach method also however moreover thus respectively both"
        " which who its their there these those than more most such while when where can may might could would should"
        " has have had been being was were do does did not also using use used uses via per within between among"
        " evidence examine investigate investigates assess discuss argue argues"
    ).split()
    for stem in terms(word)
)
# A second sentence joins the quote when it adds this much to the sum of three signals (each at most 1).
_PAIR_COSTS = 0.2
# Cosines of token vectors: below the first, two words have nothing in common; from the second on they say the same.
_STRANGE, _SAME = 0.35, 0.75
_UNMET = 0.25  # a word met less than this is named as missing


class PreparedPaper(NamedTuple):
    """A paper made ready to be compared with.

    Of all texts that were read, ``row`` is its title and the rows after it are the sentences of its abstract, which
    lie at ``spans``; ``lengths`` are those of the summed vectors of neighbouring sentences.
    """

    paper: Paper
    row: int
    spans: tuple[tuple[int, int], ...]
    lengths: tuple[float, ...]
    stems: tuple[frozenset[str], ...]
    numbers: tuple[Quantity, ...]
    holdings: Holdings

    @property
    def rows(self) -> slice:
        """Its title and all its sentences."""
        return slice(self.row, self.row + 1 + len(self.spans))


class Quote(NamedTuple):
    """The words of one paper that say a sentence best: offsets into its abstract, and how near they are (0..1).

    ``overlap`` is the share of the sentence's stems that they hold.
    """

    start: int
    end: int
    closeness: float
    overlap: float


class Asserted(NamedTuple):
    """A sentence compared with every text that was read.

    ``words`` are its content words: their tokens and stems. ``near`` is the cosine of the nearest token of a text,
    shape (texts, tokens); ``late`` is its mean over the content words, of each text and of each with the next one,
    shape (2, texts); ``cosines`` are those of the whole, shape (texts,).
    """

    spans: tuple[tuple[int, int], ...]
    words: tuple[tuple[tuple[int, ...], frozenset[str]], ...]
    near: Vectors
    late: Vectors
    cosines: Vectors

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all its content words."""
        return frozenset(stem for _, stems in self.words for stem in stems)


class Shelf:
    """The papers that may be cited, read: the slow part, which can be done while a model writes."""

    def __init__(self, papers: Iterable[Paper], reader: PaperReader) -> None:
        self._embedder = reader.embedder
        self._known: dict[str, Asserted] = {}
        listed = list(papers)
        readings = [one for own in reader.read(listed) for one in own]
        self._wholes = np.array([one.whole for one in readings], np.float32)
        # A text without a token keeps a row of zeros, so that every text has rows of its own to take the nearest of.
        rows = [one.vectors if len(one.vectors) else np.zeros((1, _width(readings)), np.float32) for one in readings]
        self._starts = np.cumsum([0, *(len(one) for one in rows[:-1])])
        self._vectors = np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)
        self.papers: dict[str, PreparedPaper] = {}
        row = 0
        for paper in listed:
            at = sentences(paper.abstract)
            wholes = self._wholes[row + 1 : row + 1 + len(at)]
            lengths = np.linalg.norm(wholes[1:] + wholes[:-1], axis=1) if len(at) > 1 else ()
            self.papers[paper.id] = PreparedPaper(
                paper, row, at, tuple(float(one) for one in lengths), *_words(paper, at)
            )
            row += 1 + len(at)

    def compare(self, texts: Sequence[str]) -> list[Asserted]:
        """Each sentence compared with every text of every paper; those that were compared before cost nothing."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        for text, tokens in zip(new, self._embedder.tokens(new) if new else (), strict=True):
            self._known[text] = self._compared(text, tokens)
        return [self._known[text] for text in texts]

    def held(self, ids: Iterable[str]) -> list[PreparedPaper]:
        """The papers of these ids, those that are known."""
        return [self.papers[paper_id] for paper_id in dict.fromkeys(ids) if paper_id in self.papers]

    def _compared(self, text: str, tokens: Tokens) -> Asserted:
        words = []
        weights = np.zeros(len(tokens.spans), dtype=np.float32)
        for found in _WORD.finditer(text):
            stems = frozenset(terms(found.group())) - _REPORTING
            inside = tuple(n for n, (_, end) in enumerate(tokens.spans) if found.start() < end <= found.end())
            if stems and inside and not found.group().isdigit():
                words.append((inside, stems))
                weights[list(inside)] = 1.0 / len(inside)
        if not words:
            weights[:] = 1.0
        if len(tokens.vectors):
            near = np.maximum.reduceat(self._vectors @ tokens.vectors.T, self._starts, axis=0)
        else:
            near = np.zeros((len(self._starts), 0), np.float32)
        late = np.array([near @ weights, np.maximum(near, np.roll(near, -1, axis=0)) @ weights])
        late /= max(1e-9, float(weights.sum()))
        return Asserted(tokens.spans, tuple(words), near, late, self._wholes @ tokens.whole)


def best_quote(asserted: Asserted, paper: PreparedPaper) -> Quote:
    """The sentence of the abstract, or two neighbours, that say it best; without an abstract nothing is quoted."""
    if not paper.spans:
        return Quote(0, 0, float(asserted.cosines[paper.row]), 0.0)
    cosines, late = asserted.cosines[paper.rows].tolist(), asserted.late[:, paper.rows].tolist()
    ours = asserted.stems
    best, chosen = -9.0, Quote(0, 0, 0.0, 0.0)
    for first in range(1, len(paper.spans) + 1):
        for last in range(first, min(first + 1, len(paper.spans)) + 1):
            cosine = cosines[first]
            if last > first:
                cosine = (cosine + cosines[last]) / max(1e-9, paper.lengths[first - 1])
            shared = len(ours & (paper.stems[first] | paper.stems[last])) / max(1, len(ours))
            score = cosine + late[last - first][first] + shared - (last - first) * _PAIR_COSTS
            if score > best + 1e-6:
                best = score
                chosen = Quote(paper.spans[first - 1][0], paper.spans[last - 1][1], cosine, shared)
    return chosen


def recall(asserted: Asserted, papers: Sequence[PreparedPaper]) -> tuple[float, tuple[tuple[int, int], ...]]:
    """Share of the sentence's content words met in the papers (0..1), and the places of the words not met at all."""
    if not asserted.words:
        return 1.0, ()
    stems = frozenset[str]().union(*(one for paper in papers for one in paper.stems))
    near = np.max([asserted.near[paper.rows].max(axis=0) for paper in papers], axis=0)
    met, unmet = 0.0, []
    for inside, own in asserted.words:
        soft = (float(near[list(inside)].mean()) - _STRANGE) / (_SAME - _STRANGE)
        one = 1.0 if own & stems else max(0.0, min(1.0, soft))
        met += one
        if one < _UNMET:
            unmet.append((asserted.spans[inside[0]][0], asserted.spans[inside[-1]][1]))
    return met / len(asserted.words), tuple(unmet)


class _Words(NamedTuple):
    """What the words of a paper say without vectors."""

    stems: tuple[frozenset[str], ...]
    numbers: tuple[Quantity, ...]
    holdings: Holdings


@lru_cache(maxsize=1000)
def _words(paper: Paper, spans: tuple[tuple[int, int], ...]) -> _Words:
    dated = f"{paper.title}. {paper.abstract} {paper.year or ''} {paper.date or ''} {paper.venue or ''}"
    texts = (paper.title, *(paper.abstract[start:end] for start, end in spans))
    return _Words(tuple(frozenset(terms(text)) for text in texts), quantities(dated), holdings(paper))


def _width(readings: Sequence[Reading]) -> int:
    return max((one.vectors.shape[1] for one in readings if one.vectors.ndim == 2), default=1)
