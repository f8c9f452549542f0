"""Headings: what a group of papers is about, in words from their own titles (KeyBERT; Grootendorst, 2020).

Titles are written to say the idea, so their pieces make better headings than frequent words of the abstracts. The
piece nearest in meaning to the group, and nearer to it than to its neighbours, is taken; one whose own words many of
the group's papers hold goes before one that is only a single paper's. Words of the theme, words that most papers of
the review hold, and words of the library's whole field are nobody's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper
from vectorstore.analysis import terms

Vectors = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
Rarity = Callable[[Collection[str]], Mapping[str, float]]

_BREAK = re.compile(r"\s*(?:[:;?!.](?=\s|$)|\s[-–—]+(?=\s))\s*")
_JOINT = re.compile(r"\s+(?=(?:for|with|via|through|using|by|in|from|without|as|on|under)\s)", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:an?|the|on|towards?|is|are|can|do|does|for|with|via|through|using|by|in|from|as|under|boosting"
    r"|accelerating|enhancing|facilitating|improving|outperforming"
    r"|rethinking|revisiting|pushing the limits of|unlocking the power of)\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r" based$", re.IGNORECASE)
_PARTS = re.compile(r"[^\s-]+")  # "Meta-learning" says as much as two words
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]+(?:[ -]?(?:(?<= )[A-Z]|(?<=-))[^\W\d_]+)*")
_SHORTEST, _LONGEST = 2, 6  # words of a heading's piece; for the shortest, parts of words count
_ALIKE = 0.6  # pieces nearer than this say the same
_HELD = 0.3  # what it adds to a piece's score when all papers of the group hold its own words
_MANY = 30  # papers of a group for which one paper's words count least: there it adds twice as much
_COMMON = 0.5  # words that more than this share of all papers hold set no group apart
_FIELD = 1.6  # idf of a word that a fifth of all passages hold
_SECOND = 0.8  # a second piece is added when it scores this share of the first


def headings(
    theme: str,
    groups: Sequence[Sequence[Paper]],
    centres: Sequence[Vectors],
    embed: Embed,
    rarity: Rarity,
) -> list[str]:
    """One heading per group, all different.

    Args:
        theme: what is reviewed; a piece that only repeats its words says nothing.
        groups: the papers of each group.
        centres: one unit vector per group.
        embed: texts to unit vectors.
        rarity: inverse document frequencies of stems in the whole library.
    """
    common = np.mean(np.array(centres), axis=0)
    names = known_names(groups)
    stems = [[set(terms(f"{paper.title}. {paper.abstract}")) for paper in group] for group in groups]
    ordinary = set(terms(theme)) | _held_by_most([one for group in stems for one in group])
    idf = rarity({stem for group in groups for paper in group for stem in terms(paper.title)})
    field = {stem for stem, rare in idf.items() if rare < _FIELD}
    taken: list[str] = []
    found: list[str] = []
    for group, held, centre in zip(groups, stems, centres, strict=True):
        nobodys = (ordinary | field, ordinary, set(terms(theme)))
        every = next(filter(None, (_pieces(group, words) for words in nobodys)), [])
        pieces = [piece for piece in every if piece not in taken]
        if pieces:
            shares = np.array([_share(set(terms(piece)) - ordinary, held) for piece in pieces])
            weight = _HELD * (1.0 + min(1.0, len(group) / _MANY))
            chosen = _choose(pieces, embed(pieces), centre, centre - common, weight * shares)
        else:
            chosen = [group[0].title]
        taken.extend(chosen)
        found.append(_distinct(_joined(chosen, names) or theme, found))
    return found


def _held_by_most(papers: Sequence[set[str]]) -> set[str]:
    """Stems that most papers hold."""
    counted = Counter(stem for paper in papers for stem in paper)
    return {stem for stem, number in counted.items() if number > _COMMON * len(papers)}


def _share(own: set[str], held: Sequence[set[str]]) -> float:
    """How much of a piece's own words the papers of its group hold, on average."""
    return sum(len(own & paper) for paper in held) / (len(own) * len(held)) if own else 0.0


def _pieces(group: Sequence[Paper], ordinary: set[str]) -> list[str]:
    found: dict[str, None] = {}
    for paper in group:
        for segment in _BREAK.split(paper.title):
            for piece in (segment, *_JOINT.split(segment)):
                text = _TRAILING.sub("", _LEADING.sub("", piece)).strip(" ,")
                short = len(_PARTS.findall(text)) >= _SHORTEST and len(text.split()) <= _LONGEST
                if short and "$" not in text and "\\" not in text and set(terms(text)) - ordinary:
                    found[text] = None
    return list(found)


def _choose(
    pieces: Sequence[str], vectors: Vectors, centre: Vectors, apart: Vectors, held: NDArray[np.float64]
) -> list[str]:
    length = max(float(np.linalg.norm(apart)), 1e-9)
    brevity = np.array([0.02 * len(piece.split()) for piece in pieces])
    scores = vectors @ centre + (vectors @ apart) / length + held - brevity
    order = sorted(range(len(pieces)), key=lambda n: (-float(scores[n]), pieces[n]))
    first = order[0]
    for second in order[1:]:
        near = float(scores[second]) >= _SECOND * float(scores[first])
        words = len(pieces[first].split()) + len(pieces[second].split())
        if near and words <= _LONGEST and float(vectors[first] @ vectors[second]) < _ALIKE:
            return [pieces[first], pieces[second]]
    return [pieces[first]]


def _joined(pieces: Sequence[str], names: frozenset[str]) -> str:
    texts = [sentence_case(piece, names) for piece in pieces]
    text = "; ".join(texts) if any(" and " in one for one in texts) else " and ".join(texts)
    return (text[:1].upper() + text[1:]).strip()


def _distinct(text: str, others: Sequence[str]) -> str:
    """The heading with a number where another group has the same: copies of one paper share their titles."""
    taken = {other.lower() for other in others}
    numbered = (f"{text} ({number})" for number in count(2))
    return text if text.lower() not in taken else next(one for one in numbered if one.lower() not in taken)


def sentence_case(piece: str, names: frozenset[str]) -> str:
    """Small letters for ordinary words; names and abbreviations keep theirs."""

    def lowered(found: re.Match[str]) -> str:
        word = found.group()
        return word.lower() if word[1:].islower() and word not in names else word

    return _WORD.sub(lowered, piece)


def known_names(groups: Sequence[Sequence[Paper]]) -> frozenset[str]:
    """Words that the abstracts write with a capital in mid-sentence, and never small.

    Not those of a title in mid-sentence, of which another word is written small elsewhere: "Neural Map (NM)".
    """
    abstracts = [paper.abstract for group in groups for paper in group]
    small = {word for abstract in abstracts for word in _WORD.findall(abstract) if word.islower()}
    runs = [_WORD.findall(run) for abstract in abstracts for run in _CAPITALS.findall(abstract)]
    return frozenset(word for run in runs for word in run if not any(one.lower() in small for one in run))
