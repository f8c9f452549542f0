"""The stores of one library behind one door: put papers in, take papers out, ask for a ranking."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.models import Paper, Passage
from vectorstore.dense import DenseStore, Stored, Vector
from vectorstore.embedders import Embedder
from vectorstore.faults import clear_faults
from vectorstore.hybrid import Ranked, by_paper, fuse, shares
from vectorstore.lexical import LexicalIndex, entries
from vectorstore.passages import cut
from vectorstore.readings import FreshReader, Reading
from vectorstore.token_store import TokenStore, Words, words

DENSE, LEXICAL, TOKENS = "chroma", "lexical", "tokens"  # folders of the stores
_AT_ONCE = 64  # passages whose tokens are in memory, 300 KB each, before they are packed
DEPTH = 400  # passages taken from each side before the two are fused
SAMPLE = 400  # papers that tell what a paper usually scores; the median of other samples differs by .005


class Screening(NamedTuple):
    """What screening a library for a theme gave: papers with their ranked passages, and the usual score of a paper."""

    ranking: dict[str, list[Ranked]]
    usual: float


class Index:
    """The derived stores of a library: they hold nothing that the catalog could not give again."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        """Open the stores in ``folder``, creating what is missing.

        Raises:
            EmbedderMismatch: the library was made with another embedder.
        """
        self.embedder = embedder
        self._dense = DenseStore(
            folder / DENSE,
            embedder=embedder.name,
            fingerprint=embedder.fingerprint,
            dimensions=embedder.dimensions,
        )
        self.lexical = LexicalIndex(folder / LEXICAL)
        self._tokens = TokenStore(folder / TOKENS, embedder.dimensions) if embedder.contextual else None
        self._reader = self._tokens or FreshReader(embedder)
        self._sampled: frozenset[str] | None = None

    def close(self) -> None:
        """Let go of the files, so that opening them again shows what another process has written since."""
        self._dense.forget()

    def replace(self, papers: Sequence[Paper], gone: Mapping[str, int]) -> dict[str, int]:
        """Take out the papers ``gone`` (id -> how many passages they had), put in ``papers``.

        Returns:
            Passages per paper put in. Running it again with the same papers changes nothing.
        """
        made = {paper.id: _passages(paper) for paper in papers}
        flat = [(paper, passage) for paper in papers for passage in made[paper.id]]
        # Embedded first, it takes the longest: until all is written, others read a store with something missing.
        vectors = self._embed(flat, {*gone, *made})
        self._dense.delete([f"{paper_id}#{n}" for paper_id, count in gone.items() for n in range(count)])
        if flat:
            self._dense.upsert([passage for _, passage in flat], vectors, [paper.year for paper, _ in flat])
        new = [
            entry
            for paper in papers
            for entry in entries(paper.id, paper.title, [(p.id, p.text) for p in made[paper.id]])
        ]
        self.lexical.replace({*gone, *made}, new)
        self._sampled = None
        return {paper_id: len(passages) for paper_id, passages in made.items()}

    def _embed(self, passages: Sequence[tuple[Paper, Passage]], gone: Collection[str]) -> NDArray[np.float32]:
        """A vector for each passage; where there is a token store, it takes the tokens, and drops those of ``gone``."""
        texts = [_embedded(paper, passage) for paper, passage in passages]
        if self._tokens is None:
            return self.embedder.embed(texts)
        vectors, read = [], dict[str, list[Words]]()
        for at in range(0, len(texts), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            for (_, passage), text, tokens in zip(
                passages[part], texts[part], self.embedder.tokens(texts[part]), strict=True
            ):
                vectors.append(tokens.whole)
                read.setdefault(passage.paper_id, []).append(words(passage, text, tokens, self.embedder))
        self._tokens.replace(gone, read)
        return np.array(vectors, np.float32).reshape(len(texts), self.embedder.dimensions)

    def counts(self) -> tuple[int, ...]:
        """Passages in each of the stores; equal unless a write was cut off."""
        tokens = () if self._tokens is None else (self._tokens.count(),)
        return self._dense.count(), self.lexical.count(), *tokens

    def read(self, papers: Sequence[Paper]) -> list[list[Reading]]:
        """Of each paper its title, then each sentence of its abstract, token by token."""
        return self._reader.read(papers)

    def search(self, query: str, limit: int = DEPTH, allowed: Collection[str] | None = None) -> dict[str, list[Ranked]]:
        """Papers with their ranked passages, best first.

        Args:
            query: what to look for, in any words.
            limit: passages taken from each store before fusing.
            allowed: keep to these papers.
        """
        return by_paper(self._fused(query, self.embedder.embed_query(query), limit, allowed))

    def screen(
        self, query: str, limit: int = DEPTH, allowed: Collection[str] | None = None, feedback: int = 3
    ) -> Screening:
        """Papers that may belong to a theme, and what a paper of this library usually scores for it.

        Args:
            query: the theme.
            limit: passages taken from each store before fusing.
            allowed: keep to these papers.
            feedback: mean vector of the query and this many best papers asks a second time (Rocchio, 1971); it
                finds more of a theme, and blurs a precise question.
        """
        vector = self.embedder.embed_query(query)
        first = by_paper(self._fused(query, vector, limit, allowed))
        best = [f"{one.paper_id}#{one.number}" for one in (passages[0] for passages in list(first.values())[:feedback])]
        if not best:
            return Screening({}, 0.0)
        near = [stored.vector for stored in self._dense.get(best).values()]
        vector = _unit(np.mean([vector, np.mean(near, axis=0)], axis=0))
        ranking = by_paper(self._fused(query, vector, limit, allowed))
        sample = self._sample()
        usual = by_paper(self._fused(query, vector, self._dense.count(), sample))
        return Screening(ranking, round(float(np.median([passages[0].score for passages in usual.values()])), 6))

    def _sample(self) -> frozenset[str]:
        """The same papers each time, picked by a digest of their ids: an even sample, however they were added."""
        sampled = self._sampled
        if sampled is None:  # looked at once: another thread may be adding papers
            digests = sorted((sha256(key.encode()).digest(), key) for key in self._dense.paper_ids())
            self._sampled = sampled = frozenset(key for _, key in digests[:SAMPLE])
        return sampled

    def similar(self, paper_id: str, limit: int = DEPTH) -> dict[str, list[Ranked]]:
        """Other papers with the passages nearest in meaning to a paper as a whole, best first; scores are cosines.

        Words are not compared: a whole abstract shares some with every other.
        """
        own = self.centres([paper_id])
        if not own:
            return {}
        found = list(self._dense.nearest(own[paper_id], limit).values())
        ranked = _ranked(found, own[paper_id], [0.0] * len(found), self.embedder.name)
        return by_paper([one._replace(score=one.cosine) for one in ranked if one.paper_id != paper_id])

    def crowding(self, paper_id: str, neighbours: int = 5) -> float:
        """Mean cosine of a paper's first passage to its nearest other papers: high in a library on one subject."""
        own = self._dense.get([f"{paper_id}#0"])
        if not own:
            return 0.0
        vector = own[f"{paper_id}#0"].vector
        best: dict[str, float] = {}
        for stored in self._dense.nearest(vector, 10 * neighbours).values():
            if stored.paper_id != paper_id:
                best[stored.paper_id] = max(best.get(stored.paper_id, -1.0), float(stored.vector @ vector))
        nearest = sorted(best.values(), reverse=True)[:neighbours]
        return round(float(np.mean(nearest)), 6) if nearest else 0.0

    def centres(self, paper_ids: Sequence[str]) -> dict[str, Vector]:
        """One unit vector per paper: the mean of its passages."""
        grouped: dict[str, list[Vector]] = {}
        for stored in self._dense.of_papers(paper_ids).values():
            grouped.setdefault(stored.paper_id, []).append(stored.vector)
        return {paper_id: _unit(np.mean(vectors, axis=0)) for paper_id, vectors in grouped.items()}

    def _fused(self, query: str, vector: Vector, limit: int, allowed: Collection[str] | None) -> list[Ranked]:
        near = self._dense.nearest(vector, limit, allowed)
        lexical = shares(self.lexical.search(query, limit, allowed), self.lexical.bound(query))
        missing = [key for key in lexical if key not in near]
        found = {**near, **self._dense.get(missing)}
        return _ranked(list(found.values()), vector, [lexical.get(key, 0.0) for key in found], self.embedder.name)


def clear(folder: Path) -> None:
    """Drop the stores of a library, damaged or not, so that they can be made again from its catalog.

    Each goes in one step, so that a crash leaves a whole store or none; processes that have it open read on.
    """
    for store in (folder / DENSE, folder / LEXICAL, folder / TOKENS):
        old = store.with_suffix(".old")
        with clear_faults("old index"):
            _delete(old)
            if store.exists():
                store.rename(old)
                _delete(old)


def _delete(store: Path) -> None:
    if store.is_dir():
        shutil.rmtree(store)
    else:
        store.unlink(missing_ok=True)


def _passages(paper: Paper) -> tuple[Passage, ...]:
    # A paper without an abstract is still found by its title: one empty passage stands for it.
    empty = Passage(paper_id=paper.id, number=0, start=0, end=0, text="")
    return cut(paper.id, paper.abstract) or (empty,)


def _embedded(paper: Paper, passage: Passage) -> str:
    return f"{paper.title.rstrip('.')}. {passage.text}".strip()


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), dtype=np.float32)


def _ranked(found: Sequence[Stored], vector: Vector, lexical: Sequence[float], embedder: str) -> list[Ranked]:
    # Six decimals: the same question gives the same digits however the vectors were batched.
    nearness = np.array([stored.vector for stored in found]).reshape(len(found), len(vector)) @ vector
    cosines = np.maximum(nearness.astype(float), 0.0).round(6)
    shares = np.array(lexical)
    scores = fuse(cosines, shares, embedder).round(6)
    numbers = zip(scores.tolist(), cosines.tolist(), shares.round(6).tolist(), strict=True)
    return [
        Ranked(stored.paper_id, stored.number, stored.start, stored.end, *of_it)
        for stored, of_it in zip(found, numbers, strict=True)
    ]
