"""Sentences end where a reader says they end, and passages are exact pieces of the abstract."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vectorstore.passages import PASSAGE_WORDS, cut, sentences

# A bar stands where one sentence ends and the next begins.
CUT = [
    "Crows bend wire.| They learn it late.",
    "The agent explores Pitfall! without any demonstration.| Its score is positive.",
    "We ask two things: (i) what is kept, and (ii) what is lost.| Both have answers.",
    "The method of Orr et al. (2019) fails.| We mend it.",
    "This holds for Orr et al. [12] and for Vale et al. in general.| Nobody knows why.",
    "It differs from Orr et al.| We show why.",
    "See Fig. 2 and Figs. 3 and Eq. 4 for the rest.| The rest is noise.",
    "Growth of E. coli was slow.| That of yeast was not.",
    "We treat cancer.|We treat it early.",
    "It was common in the past.2| We count it anew.",
    "The cost grows with k.| Further savings are possible.",
    "Use a store, e.g. a table, i.e. something flat.| Nothing else is needed.",
    "Accuracy rose from 61.2 vs. 68.5% to 71.0%.| Costs fell.",
    "Drivers in the U.S. agreed.| Drivers in the U.K. did not.",
    "Code is at https://x.example/z.html.| Data is at www.x.example/y.",
    "We release v2.0 of the tool.| It is free.",
    "As p. 3 and No. 3 and Vol. 7 say, it holds.| Is it new?| No.",
    "Some say so...| Others do not… at all.| We do.",
    "It was found by J. Smith and K. L. Orr in May.| Dr. Vale agreed.| Prof. Lind did not.",
    "About approx. 5 of ten birds learn.| The rest watch.",
    "Methods forget.| iCaRL is the exception.| mRNA levels fall.| p53 rises.",
    "BACKGROUND: Birds cache food.| METHODS: We watched them.| RESULTS: They do.",
    'She calls it "a cache."| We call it a store (or a shelf).| It is both.',
    "They hide it (always alone.)| Others “steal.”| Nobody knows.",
    'He wrote "a memory. "| In this note we disagree.',
    "鳥は道具を使う。|本当か？|「そうだ。」|終わり！",
    "Does it scale?| It does!| We show how.",
    "1. Birds learn.| 2. Birds forget.| 3. We count both.",
    "First part\n\n|Second part without a stop",
    "we lower every letter.| the rules still cut.| even here",
    "Levels of vitamin D.| This was known.",
    "The scheme is generous.| we forgot a capital.",
    "No stop at all",
    "   Spaces around.  |   Are not part of it.   ",
]


def between(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize("marked", CUT)
def test_sentences_end_where_a_reader_says(marked: str) -> None:
    assert between(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize("empty", ["", "   ", "\n\n\t\n"])
def test_without_text_there_is_nothing_to_cut(empty: str) -> None:
    assert sentences(empty) == ()
    assert cut("p1", empty) == ()


def test_a_short_abstract_is_one_passage() -> None:
    abstract = "Crows bend wire. They learn it late. Ravens do not."
    (passage,) = cut("p1", abstract)
    assert (passage.text, passage.start, passage.end, passage.id) == (abstract, 0, len(abstract), "p1#0")


def test_a_long_abstract_is_cut_between_sentences_into_even_passages() -> None:
    sentence = "The {} bird hides its food under a stone and comes back for it before the first snow falls in winter. "
    abstract = "".join(sentence.format(name) for name in ("grey", "black", "small", "large", "young") * 2)
    passages = cut("p1", abstract)
    ends = {end for _, end in sentences(abstract)}
    assert [len(passage.text.split()) for passage in passages] == [105, 105]
    assert all(passage.end in ends for passage in passages)


def test_a_sentence_without_end_is_split_between_words() -> None:
    passages = cut("p1", "word " * 1000)
    assert len(passages) > 5
    assert all(passage.text.strip("word ") == "" for passage in passages)
    assert max(len(passage.text.split()) for passage in passages) <= PASSAGE_WORDS


def test_text_without_spaces_is_cut_too() -> None:
    assert max(len(passage.text) for passage in cut("p1", "鳥" * 5_000)) <= PASSAGE_WORDS
    assert len(cut("p1", "x" * 100_000)) > 10


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", [".", "!", " ", "\n", "\n ", "a. ", "A. ", "1. ", '."', ". . ", "ab.1,", "a.A", "-", "("]
)
def test_junk_takes_no_longer_than_its_length(piece: str) -> None:
    cut("p1", piece * 100_000 + "x")


TEXT = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from([". ", "! ", " et al. ", "Fig. 2", "。", "\n\n", ".We ", "iCaRL", " of birds"]),
    )
).map("".join)


@given(TEXT)
@example("a.\x1cB")
@example("\ud800. A")
def test_no_word_is_lost_and_none_is_in_two_sentences(text: str) -> None:
    spans = sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert sentences(text) == spans


@given(TEXT.map(lambda text: text * 9))
def test_passages_are_exact_ordered_and_complete(abstract: str) -> None:
    passages = cut("p1", abstract)
    assert all(abstract[passage.start : passage.end] == passage.text for passage in passages)
    assert [passage.number for passage in passages] == list(range(len(passages)))
    assert all(one.end <= two.start for one, two in pairwise(passages))
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(abstract.split())
    assert cut("p1", abstract) == passages
