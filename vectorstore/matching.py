"""How well a text meets a question, word by word.

Late interaction (MaxSim; Khattab & Zaharia, ColBERT, 2020): each word of the question takes its nearest word of the
text, and words count by how rare they are in the library. It sees what one vector for a whole text blurs: whether
the thing that was asked for is named at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper
from vectorstore.analysis import terms
from vectorstore.index import Index
from vectorstore.readings import Reading

# Words that ask or connect and say nothing of the subject.
_ASKING = frozenset(
    "what which who whom whose how why when where does do did done is are was were be been being can could may might"
    " should would will shall has have had having there any some many much more most less least than about between"
    " into over under from that this these those it its they their them we our us you your he she his her not no nor"
    " or and but the a an of in on to for with without within by as at if then so such only also other others one"
    " use used uses using make makes made making help helps get gets give gives given take takes way ways thing"
    " paper papers study studies method methods approach approaches work works report reports reported show shows"
    " shown find finds found say says said tell tells known know".split()
)
_WORD = re.compile(r"[\w']+")


class Match(NamedTuple):
    """One paper against one question; every number is a cosine-like score, at most 1.

    ``sentences`` scores each sentence, ``coverage`` is how well the question's words are met anywhere in title or
    abstract, rare words counting more, ``together`` how well by its best sentence with the title, ``weakest`` is the
    lower quartile over its words, ``worst`` the least. ``nearest`` compares whole texts: the question with the
    sentence nearest to it; 0 without one.
    """

    sentences: tuple[float, ...]
    coverage: float
    together: float
    weakest: float
    worst: float
    nearest: float


class _Asked(NamedTuple):
    vectors: NDArray[np.float32]  # question tokens x dimensions
    weights: NDArray[np.float32]  # one per token, zero for words that only ask
    words: tuple[tuple[int, ...], ...]  # token positions of each word that counts
    whole: NDArray[np.float32]


def content_words(question: str) -> list[str]:
    """The words of a question that name its subject, lower-case, in order."""
    return [word for word in _WORD.findall(question.lower()) if word not in _ASKING and terms(word)]


def match(question: str, papers: Sequence[Paper], index: Index, *, titled: bool = True) -> list[Match]:
    """Match a question against papers; unless ``titled``, against their abstracts alone."""
    asked = _asked(question, index)
    readings = index.read(papers)
    nearest = _nearest(asked.vectors, [one.vectors for own in readings for one in own])
    matches, at = [], 0
    for own in readings:
        end = at + len(own)
        if not titled:
            nearest[at] = 0.0
        matches.append(_match(asked, nearest[at:end], own[1:]))
        at = end
    return matches


def _asked(question: str, index: Index) -> _Asked:
    (tokens,) = index.embedder.tokens([question])
    weights = np.zeros(len(tokens.spans), dtype=np.float32)
    words = []
    for found in _WORD.finditer(question):
        stems = [] if found.group().lower() in _ASKING else terms(found.group())
        # Some tokenizers count the space before a word to it, so only a token's end tells where it belongs.
        inside = [n for n, (_, end) in enumerate(tokens.spans) if found.start() < end <= found.end()]
        if stems and inside:
            weights[inside] = max(index.lexical.idf(stems).values()) / len(inside)
            words.append(tuple(inside))
    if not words:
        weights[:] = 1.0
        words = [(n,) for n in range(len(weights))]
    return _Asked(tokens.vectors, weights, tuple(words), tokens.whole)


def _match(asked: _Asked, best: NDArray[np.float32], read: Sequence[Reading]) -> Match:
    title, sentences = best[0], best[1:]
    with_title = np.maximum(sentences, title)
    alone, beside = _mean(sentences, asked.weights), _mean(with_title, asked.weights)
    nearness = np.array([one.whole @ asked.whole for one in read])
    place = np.linspace(0.0, 1.0, len(sentences)) if len(sentences) > 1 else np.zeros(len(sentences))
    # Later sentences answer more often than earlier ones: abstracts end with what was found.
    scores = (nearness + 0.5 * alone + beside + 0.3 * place) / 2.8
    overall = best.max(axis=0)
    together = beside if len(beside) else _mean(title[None, :], asked.weights)
    by_word = [float(overall[list(word)].mean()) for word in asked.words]
    return Match(
        sentences=tuple(round(float(score), 6) for score in scores),
        coverage=round(float(_mean(overall[None, :], asked.weights)[0]), 6),
        together=round(float(together.max()), 6),
        weakest=round(float(np.quantile(by_word, 0.25)), 6) if by_word else 0.0,
        worst=round(min(by_word, default=0.0), 6),
        nearest=round(float(nearness.max(initial=0.0)), 6),
    )


def _nearest(question: NDArray[np.float32], texts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """How near each token of the question comes to any token of each text: shape (texts, question tokens)."""
    lengths = np.array([len(text) for text in texts])
    best = np.zeros((len(texts), len(question)), dtype=np.float32)  # a text without a token is near to nothing
    if len(question) and lengths.any():
        cosines = np.minimum(np.concatenate(texts) @ question.T, 1.0)  # those of stored tokens are estimates
        starts = np.cumsum(lengths) - lengths
        best[lengths > 0] = np.maximum.reduceat(cosines, starts[lengths > 0], axis=0)
    return best


def _mean(scores: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    total = float(weights.sum())
    return np.asarray((scores * weights).sum(axis=1) / total if total else np.zeros(len(scores)), dtype=np.float32)
