"""Write: from evidence to numbered, cited sentences, whoever the writer is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.models import Citation, Paper, Reference, Sentence
from assistant.writers import Draft


def cite(drafts: Iterable[Draft], numbers: dict[str, int]) -> tuple[Sentence, ...]:
    """Give each draft its citations; papers are numbered by first appearance, ``numbers`` carries on."""
    return tuple(
        Sentence(
            text=draft.text,
            support="connecting" if not draft.evidence else "unsupported",
            citations=tuple(
                Citation(
                    number=numbers.setdefault(one.paper_id, len(numbers) + 1),
                    paper_id=one.paper_id,
                    quote=one.quote,
                    start=one.start,
                    end=one.end,
                )
                for one in draft.evidence
            ),
        )
        for draft in drafts
    )


def references(numbers: Mapping[str, int], papers: Mapping[str, Paper]) -> tuple[Reference, ...]:
    """The reference list, by number."""
    ordered = sorted(numbers.items(), key=lambda pair: pair[1])
    return tuple(Reference(number=number, paper=papers[paper_id]) for paper_id, number in ordered)


def running_text(sentences: Sequence[Sentence]) -> str:
    """Sentences as one text, each with its citation marks: ``… [1] …``."""
    return " ".join(marked(sentence.text, (one.number for one in sentence.citations)) for sentence in sentences)


def marked(text: str, numbers: Iterable[int]) -> str:
    """A sentence with its citation marks."""
    return text + "".join(f" [{number}]" for number in dict.fromkeys(numbers))
