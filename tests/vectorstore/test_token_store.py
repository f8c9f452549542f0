"""What is kept of every word of every passage, against reading the papers again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import IndexFailed
from assistant.models import Paper
from tests.invented import BARE, HORN, KEEPER, LIBRARY, QUESTIONS, RYE, builtin, paper
from vectorstore.embedders import Tokens
from vectorstore.embedders.builtin import Builtin
from vectorstore.index import Index, clear
from vectorstore.matching import match
from vectorstore.passages import sentences
from vectorstore.readings import FreshReader

SEEN = 40  # tokens that the embedder below sees of a text


class Contextual(Builtin):
    """``builtin`` as if its words depended on their text; it counts what it reads, and sees the first tokens only."""

    contextual = True

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        self.given += texts
        return [one._replace(vectors=one.vectors[:SEEN], spans=one.spans[:SEEN]) for one in super().tokens(texts)]


def stored(folder: Path, papers: Sequence[Paper] = LIBRARY) -> tuple[Index, Contextual]:
    embedder = Contextual()
    index = Index(folder, embedder)
    index.replace(papers, {})
    return index, embedder


def test_a_question_reads_no_paper_again(tmp_path: Path) -> None:
    index, embedder = stored(tmp_path)
    embedder.given.clear()
    question, one, _ = QUESTIONS[0]
    match(question, [one, HORN], index)
    assert embedder.given == [question]


@pytest.mark.parametrize(("question", "one", "place"), QUESTIONS)
def test_the_sentence_that_answers_scores_best(tmp_path: Path, question: str, one: Paper, place: int) -> None:
    index, _ = stored(tmp_path)
    (found,) = match(question, [one], index)
    assert max(range(len(found.sentences)), key=lambda n: found.sentences[n]) == place


def test_each_sentence_has_its_own_words(tmp_path: Path) -> None:
    index, _ = stored(tmp_path)
    alike = 0
    for kept, fresh, one in zip(index.read(LIBRARY), FreshReader(builtin()).read(LIBRARY), LIBRARY, strict=True):
        assert len(kept) == len(fresh) == 1 + len(sentences(one.abstract))
        for mine, theirs in zip(kept, fresh, strict=True):
            # the title is read with the stop that parts it from the abstract, a long passage in two parts
            assert abs(len(mine.vectors) - len(theirs.vectors)) <= 1
            if len(mine.vectors) == len(theirs.vectors):
                alike += 1
                assert (mine.vectors * theirs.vectors).sum(axis=1).mean() > 0.9
                mean = theirs.vectors.sum(axis=0)
                assert mine.whole @ mean / np.linalg.norm(mean) > 0.7
    assert alike > 2 * len(LIBRARY)


WORDS = "rye fog horn glacier lamp crust winter harbour lichen 氷河 ﬁne e\u0301t\u00e9 🦀 α-wave don't 3.5%".split()


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), max_size=9), st.booleans())
@settings(max_examples=25, deadline=None)
def test_no_word_of_an_abstract_is_left_out_or_kept_twice(
    tmp_path_factory: pytest.TempPathFactory, parts: list[list[str]], titled: bool
) -> None:
    abstract = " ".join(f"The {' '.join(words)} end." for words in parts)
    one = paper("one", "Notes on Fog" if titled else "-", abstract)
    index, _ = stored(tmp_path_factory.mktemp("tokens"), [one])
    (kept,) = index.read([one])
    spans = sentences(abstract)
    whole = builtin().tokens([abstract])[0].spans
    assert len(kept) == 1 + len(spans)
    for reading, (start, end) in zip(kept[1:], spans, strict=True):
        # a long text is read in parts, and where it is cut a tokenizer may cut a word anew
        assert abs(len(reading.vectors) - sum(start < last <= end for _, last in whole)) <= 1 + len(abstract) // 40


def test_what_an_embedder_does_not_see_of_a_long_passage_is_read_by_itself(tmp_path: Path) -> None:
    long = paper("long", "Long Winters", " ".join(f"Avalanche {n} reached the old harbour wall." for n in range(16)))
    index, embedder = stored(tmp_path, [long])
    assert len(embedder.given) > index.counts()[0]
    (kept,) = index.read([long])
    assert all(len(one.vectors) > 5 for one in kept[1:])


def test_changed_and_removed_papers_leave_nothing(tmp_path: Path) -> None:
    index, _ = stored(tmp_path)
    changed = RYE.model_copy(update={"abstract": "Wheat rises alone."})
    index.replace([changed], {"rye": 1, "horn": 1})
    assert index.counts() == (len(LIBRARY) - 1,) * 3
    mine, theirs = index.read([changed, HORN])
    assert [len(one.vectors) > 0 for one in mine] == [True, True]
    assert not any(len(one.vectors) for one in theirs), "a paper that is gone has no words"
    assert not any(one.whole.any() for one in theirs)
    index.replace([changed], {})
    assert index.counts() == (len(LIBRARY) - 1,) * 3


def test_a_paper_without_an_abstract_is_met_by_its_title(tmp_path: Path) -> None:
    index, _ = stored(tmp_path)
    (found,) = match("Snow Algae on Glaciers", [BARE], index)
    assert found.sentences == ()
    assert found.coverage > 0.9
    assert index.read([]) == []


def test_a_store_that_is_gone_or_damaged_is_spoken_of(tmp_path: Path) -> None:
    index, _ = stored(tmp_path)
    (file,) = (tmp_path / "tokens").iterdir()
    file.write_bytes(b"not a database" * 100)
    with pytest.raises(IndexFailed, match=r"token store.*reindex"):
        index.read([KEEPER])
    clear(tmp_path)
    with pytest.raises(IndexFailed):
        index.read([KEEPER])


def test_what_is_kept_takes_little_room(tmp_path: Path) -> None:
    stored(tmp_path)
    words = sum(len(one.spans) for one in builtin().tokens([f"{one.title} {one.abstract}" for one in LIBRARY]))
    (file,) = (tmp_path / "tokens").iterdir()
    assert file.stat().st_size < 20_000 + 2 * words * (256 / 8 + 4)
    assert np.isfinite(stored(tmp_path / "again")[0].read(LIBRARY)[0][0].vectors).all()
