"""The check of sentences in a writer's own words, against the papers that they cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.models import Citation, Paper, Sentence, Support
from assistant.steps.check.connecting import connects
from assistant.steps.check.findings import findings, misplaced
from assistant.steps.check.nearness import Asserted, PreparedPaper, Quote, Shelf, best_quote, recall
from assistant.steps.check.quoting import place, quoted
from assistant.steps.check.reply import Claim
from vectorstore.analysis import terms
from vectorstore.readings import PaperReader

OVERLOOKED = "numbers, names and words are met; whether it agrees is not judged"


class Fit(NamedTuple):
    """What was fitted for one embedder: the nearness below which a sentence is not supported, or only in part.

    Nearness is the mean of content recall and closeness (both 0..1). ``far`` lies above what unrelated abstracts
    reach, ``near`` is a value that nearly all faithful paraphrases pass, ``margin`` is how much nearer another paper
    that was shown must be before a citation looks swapped. ``tests/benchmarks/checks.py`` measures what they reach.
    """

    far: float
    near: float
    margin: float


_FITS = {"minilm": Fit(0.36, 0.50, 0.18), "builtin": Fit(0.30, 0.40, 0.18)}


class _Verdict(NamedTuple):
    support: Support
    reason: str


class Checker:
    """Checks the sentences of one answer or section; the papers that may be cited are read when it is made.

    Making it takes as long as reading the papers, and can be done while a model writes. Checking then costs the
    embedding of the new sentences and a few milliseconds.
    """

    def __init__(self, papers: Mapping[str, Paper], reader: PaperReader) -> None:
        self._fit = _FITS.get(reader.embedder.name, _FITS["builtin"])
        self._shelf = Shelf(papers.values(), reader)
        self._names = frozenset[str]().union(*(one.holdings.own for one in self._shelf.papers.values()))

    def knows(self, paper_id: str) -> bool:
        """Whether a paper is among those that may be cited."""
        return paper_id in self._shelf.papers

    def read_ahead(self, claims: Iterable[Claim]) -> None:
        """Compare sentences that will be cited later; ``cite`` then has less to do. One thread at a time."""
        self._shelf.compare([claim.text for claim in claims if self._shelf.held(claim.paper_ids)])

    def cite(self, claims: Iterable[Claim], numbers: dict[str, int], topic: str = "") -> tuple[Sentence, ...]:
        """Give sentences of a model's reply their citations, each with its best quote, and their support.

        Args:
            claims: sentences as ``read_reply`` gives them.
            numbers: paper ids to their numbers; papers are numbered by first appearance, ``numbers`` carries on.
            topic: the question or theme; a sentence that only repeats its words states no fact.
        """
        listed = list(claims)
        cited = [claim for claim in listed if self._shelf.held(claim.paper_ids)]
        asserted = iter(self._shelf.compare([claim.text for claim in cited]))
        sentences = []
        for claim in listed:
            papers = self._shelf.held(claim.paper_ids)
            for paper in papers:
                numbers.setdefault(paper.paper.id, len(numbers) + 1)
            sentences.append(self._cited(claim, papers, next(asserted), numbers) if papers else _uncited(claim, topic))
        return tuple(sentences)

    def _cited(
        self, claim: Claim, papers: Sequence[PreparedPaper], asserted: Asserted, numbers: Mapping[str, int]
    ) -> Sentence:
        word_for_word = _word_for_word(claim.text, papers)
        quotes = [word_for_word.get(paper.paper.id) or best_quote(asserted, paper) for paper in papers]
        label = {paper.paper.id: f"[{numbers[paper.paper.id]}]" for paper in papers}
        verdict = self._judge(claim, papers, quotes, asserted, label)
        if verdict.support == "supported" and len(word_for_word) == len(papers) and _only_quotes(claim.text, papers):
            verdict = _Verdict("verbatim", "")
        return Sentence(
            text=claim.text,
            support=verdict.support,
            citations=tuple(
                Citation(
                    number=numbers[paper.paper.id],
                    paper_id=paper.paper.id,
                    quote=paper.paper.abstract[quote.start : quote.end],
                    start=quote.start,
                    end=quote.end,
                )
                for paper, quote in zip(papers, quotes, strict=True)
            ),
            reason=verdict.reason,
        )

    def _judge(
        self,
        claim: Claim,
        papers: Sequence[PreparedPaper],
        quotes: Sequence[Quote],
        asserted: Asserted,
        label: Mapping[str, str],
    ) -> _Verdict:
        against = [*_unknown(claim), *_without_abstract(papers, label)]
        against += findings(claim.text, papers, quotes, label, self._names)
        against += misplaced(claim.clauses, self._shelf, label)
        nearness = _nearness(asserted, papers, quotes)
        where = " or ".join(label.values())
        if nearness < self._fit.far:
            return _Verdict("unsupported", "; ".join([*against, f"nothing in {where} is near to what it says"]))
        if nearness < self._fit.near:
            against.append(f"{where} says it only in part{_unmet(claim.text, asserted, papers)}")
        elif nearer := self._nearer(asserted, papers, nearness):
            against.append(f"“{nearer.paper.title}”, which is not cited, is nearer to what it says than {where}")
        against += self._strangers(asserted, papers, quotes, label)
        return _Verdict("partial", "; ".join(dict.fromkeys(against))) if against else _Verdict("supported", OVERLOOKED)

    def _nearer(self, asserted: Asserted, papers: Sequence[PreparedPaper], nearness: float) -> PreparedPaper | None:
        cited = {paper.paper.id for paper in papers}
        best: tuple[float, PreparedPaper | None] = (nearness + self._fit.margin, None)
        for paper in self._shelf.papers.values():
            # Recall is 1 at most: a paper none of whose sentences is close enough can be passed over.
            if paper.paper.id not in cited and float(asserted.cosines[paper.rows].max()) >= 2 * best[0] - 1.1:
                one = _nearness(asserted, [paper], [best_quote(asserted, paper)])
                best = max(best, (one, paper), key=lambda pair: pair[0])
        return best[1]

    def _strangers(
        self, asserted: Asserted, papers: Sequence[PreparedPaper], quotes: Sequence[Quote], label: Mapping[str, str]
    ) -> list[str]:
        """Papers cited beside others that have nothing to do with the sentence."""
        if len(papers) < 2:
            return []
        return [
            f"nothing in {label[paper.paper.id]} is near to what it says"
            for paper, quote in zip(papers, quotes, strict=True)
            if _nearness(asserted, [paper], [quote]) < 0.6 * self._fit.far
        ]


def _uncited(claim: Claim, topic: str) -> Sentence:
    if claim.unknown:
        return Sentence(
            text=claim.text or " ".join(claim.unknown), support="unsupported", reason="; ".join(_unknown(claim))
        )
    if connects(claim.text, topic, heading=claim.heading):
        return Sentence(text=claim.text, support="connecting")
    return Sentence(text=claim.text, support="unsupported", reason="it states something and cites no paper")


def _unknown(claim: Claim) -> list[str]:
    return [f"the marker {marker} names no paper that was shown" for marker in claim.unknown]


def _without_abstract(papers: Sequence[PreparedPaper], label: Mapping[str, str]) -> list[str]:
    return [f"{label[paper.paper.id]} has no abstract to check it against" for paper in papers if not paper.spans]


def _nearness(asserted: Asserted, papers: Sequence[PreparedPaper], quotes: Sequence[Quote]) -> float:
    met, _ = recall(asserted, papers)
    return (met + max(quote.closeness for quote in quotes)) / 2.0


def _unmet(text: str, asserted: Asserted, papers: Sequence[PreparedPaper]) -> str:
    _, unmet = recall(asserted, papers)
    words = [text[start:end] for start, end in unmet[:3]]
    return f": nothing like {', '.join(f'“{word}”' for word in words)}" if words else ""


def _word_for_word(text: str, papers: Sequence[PreparedPaper]) -> dict[str, Quote]:
    """By paper id, where the first quotation of the sentence stands in its abstract."""
    found: dict[str, Quote] = {}
    for paper in papers:
        for words, _, _ in quoted(text):
            if span := place(words, paper.paper.abstract):
                found.setdefault(paper.paper.id, Quote(*span, 1.0, 0.0))
    return found


def _only_quotes(text: str, papers: Sequence[PreparedPaper]) -> bool:
    """True when nothing but who says it stands outside the quotation marks."""
    outside, at = [], 0
    for _, start, end in quoted(text):
        outside.append(text[at:start])
        at = end
    rest = terms(" ".join((*outside, text[at:])))
    people = {stem for paper in papers for author in paper.paper.authors for stem in terms(author)}
    years = {str(paper.paper.year) for paper in papers}
    return len([stem for stem in rest if stem not in people and stem not in years]) <= 2
