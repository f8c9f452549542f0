"""Full text: which papers to open in full, because a question needs more than abstracts hold.

By rules: the question asks for a detail that abstracts seldom give (``details.KINDS``), and no sentence that is shown
gives it. Where one does, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.models import Answer, FullText, Paper
from assistant.steps.about import is_named
from assistant.steps.check.names import held, holdings, names
from assistant.steps.details import KINDS, Kind
from vectorstore.analysis import terms
from vectorstore.matching import content_words

_MOST = 3  # papers named
_OWN_SUBJECT = 0.5  # share of a question's other words that a paper must have, where nothing was answered


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
    if is_named(paper, question) or any(
        held(name, called) or f"({name})" in paper.abstract for name in names(question)
    ):
        return True
    asking = {stem for _, words in _asked(question) for stem in terms(words)}
    subject = {stem for word in content_words(question) for stem in terms(word)} - asking
    met = subject & set(terms(f"{paper.title} {paper.abstract}"))
    return bool(met) and len(met) > _OWN_SUBJECT * len(subject)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
