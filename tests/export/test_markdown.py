"""Answers, reviews and outlines as Markdown."""

import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.export import to_markdown
from assistant.models import Answer, Review, Sentence
from tests.export.crows import ANSWER, OUTLINE, REVIEW, VALE, paper, quoting

REVIEW_TEXT = """\
# Tool use in crows

Drafted from quoted sentences of 3 abstracts (2009–2014); no language model was used.

*Read as:* tool use, crows. 4 of 412 papers; 1 more lies just below the cut.

## 1. Making tools from wire

*2 papers, 2009–2014*

Vale and van der Orr (2009): “Crows bent straight wire into hooks on nine of ten trials.” [1]

Orr and Lind (2014): “Naive juveniles never bent wire.” [2]

## 2. Other birds

*1 paper*

One more bird does it. Corvid Team (n.d.): “Rooks also bend wire” [3].

## References

[1] Vale, A., van der Orr, P. (2009). *Crows that bend wire*. Invented Birds.

[2] Orr, B., Lind, L. (2014). *No hooks without teachers?* [doi:10.1000/hooks](https://doi.org/10.1000/hooks)

[3] Corvid Team (n.d.). *Rooks*.

## Left out

1 relevant paper without a citation here:

- p4

1 paper just below the cut:

- *Jays that hide food* (2020, 0.31)
"""


def test_a_review_says_which_words_none_of_its_papers_has_and_how_many_it_could_not_see() -> None:
    scope = REVIEW.scope.model_copy(update={"unmentioned": ("safety", "*alignment*"), "waiting": 1})
    text = to_markdown(REVIEW.model_copy(update={"scope": scope}))
    assert "None of them has the word “safety” or “\\*alignment\\*”. 1 more paper was still being indexed" in text


def test_a_review_in_full() -> None:
    assert to_markdown(REVIEW) == REVIEW_TEXT


def test_an_answer_in_full() -> None:
    assert to_markdown(ANSWER) == (
        """\
**Do crows bend wire?**

Vale and van der Orr (2009): “Crows bent straight wire into hooks on nine of ten trials.” [1]

Orr and Lind (2014): “Naive juveniles never bent wire.” [2]

## References

[1] Vale, A., van der Orr, P. (2009). *Crows that bend wire*. Invented Birds.

[2] Orr, B., Lind, L. (2014). *No hooks without teachers?* [doi:10.1000/hooks](https://doi.org/10.1000/hooks)

*Strong match · quoted sentences; no language model was used.*
"""
    )


def test_an_outline_in_full() -> None:
    assert to_markdown(OUTLINE, [VALE]) == (
        """\
# Outline: tool use in crows

## 1. Making tools

How birds make hooks.

### 1.1. From wire

- Vale, A., van der Orr, P. (2009). *Crows that bend wire*. Invented Birds.
- p2

## In no section

- p3
"""
    )


def test_no_evidence_is_said_plainly() -> None:
    text = "The library holds no evidence. The closest paper is Vale (2009)."
    assert to_markdown(Answer(question="Do crows swim?", status="no_evidence", text=text)) == (
        f"**Do crows swim?**\n\n{text}\n"
    )


def test_the_strength_is_in_words() -> None:
    words = [to_markdown(ANSWER.model_copy(update={"strength": s})).splitlines()[-1] for s in (0.9, 0.5, 0.2)]
    assert [word.split(" match")[0] for word in words] == ["*Strong", "*Fair", "*Weak"]


def test_a_theme_without_papers() -> None:
    empty = {"sections": (), "references": (), "coverage": {"relevant": (), "cited": (), "uncited": ()}}
    scope = {"read_as": (), "searched": 0, "below": ()}
    review = Review.model_validate({"theme": "owls", "title": "Owls", "scope": scope, **empty})
    assert to_markdown(review) == ("# Owls\n\nNo paper of the library fits this theme.\n\n0 of 0 papers.\n")


def test_what_a_model_wrote_is_marked_where_it_is_not_traceable() -> None:
    doubtful = Sentence(text="Crows dream of wire.", support="unsupported")
    partly = quoting(VALE, "Hooks help.", 1, "It is said").model_copy(update={"support": "partial"})
    answer = ANSWER.model_copy(update={"sentences": (doubtful, partly), "model": "nest:jay-2"})
    text = to_markdown(answer)
    assert "Crows dream of wire. *(not traceable to a paper)* It is said: “Hooks help.” [1] *(partly" in text
    assert "written by nest:jay-2" in text
    assert "that they agree with it is not certain" in text
    assert "no language model" not in text


def test_several_sources_of_a_sentence_are_named_together() -> None:
    first, second = ANSWER.sentences
    both = first.model_copy(update={"citations": (*second.citations, *first.citations)})
    assert "trials.” [1, 2]\n" in to_markdown(ANSWER.model_copy(update={"sentences": (both,)}))


HOSTILE = st.sampled_from(["# x", "[1]: http://a", "<script>", "![](http://a)", "a\n\n## b", "*", "\x1b[2J", "ok"])


@given(title=HOSTILE, heading=HOSTILE, quote=HOSTILE, theme=HOSTILE)
def test_hostile_papers_change_nothing_but_words(title: str, heading: str, quote: str, theme: str) -> None:
    tame = _structure(_review("t", "h", "q", "m"))
    assert _structure(_review(title, heading, quote, theme)) == tame


def _review(title: str, heading: str, quote: str, theme: str) -> str:
    source = paper(title=title, abstract=quote, authors=(title,), venue=heading)
    section = REVIEW.sections[0].model_copy(
        update={"heading": heading, "sentences": (quoting(source, quote, 1, title),)}
    )
    reference = REVIEW.references[0].model_copy(update={"paper": source})
    below = REVIEW.scope.below[0].model_copy(update={"title": title})
    scope = REVIEW.scope.model_copy(update={"read_as": (theme,), "below": (below,)})
    update = {"title": theme, "sections": (section,), "references": (reference,), "scope": scope}
    return to_markdown(REVIEW.model_copy(update=update), [source])


def _structure(text: str) -> list[str]:
    assert not re.search("[\x00-\x09\x0b-\x1f]", text)
    blocks = MarkdownIt("commonmark").parse(text)
    return [token.type for block in blocks for token in (block, *(block.children or ())) if token.type != "text"]
