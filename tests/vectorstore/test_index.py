"""Both stores behind one door: what goes in is found, what changes leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import EmbedderMismatch
from tests.invented import BARE, KEEPER, LIBRARY, QUESTIONS, RYE, builtin, indexed, paper
from vectorstore.index import Index, clear

Ranking = list[tuple[str, list[tuple[int, float]]]]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("index"))


def ranking(index: Index, query: str) -> Ranking:
    return [(key, [(one.number, one.score) for one in found]) for key, found in index.search(query).items()]


@pytest.mark.parametrize("question", [question for question, _, _ in QUESTIONS])
def test_scores_are_shares_best_first(index: Index, question: str) -> None:
    found = index.search(question)
    best = [passages[0].score for passages in found.values()]
    assert best == sorted(best, reverse=True)
    assert set(found) == {one.id for one in LIBRARY}
    for passages in found.values():
        assert [one.score for one in passages] == sorted((one.score for one in passages), reverse=True)
        assert all(0 <= value <= 1 for one in passages for value in (one.score, one.cosine, one.lexical))


@pytest.mark.parametrize(("question", "answering"), [(question, one.id) for question, one, _ in QUESTIONS])
def test_the_paper_that_answers_is_first(index: Index, question: str, answering: str) -> None:
    assert next(iter(index.search(question))) == answering


def test_passages_say_where_they_stand(index: Index) -> None:
    by_id = {one.id: one for one in LIBRARY}
    for paper_id, passages in index.search("fog").items():
        assert all(0 <= one.start <= one.end <= len(by_id[paper_id].abstract) for one in passages)


def test_a_paper_without_an_abstract_is_found_by_its_title(index: Index) -> None:
    found = index.search("algae in the snow")
    assert next(iter(found)) == BARE.id
    assert [(one.start, one.end) for one in found[BARE.id]] == [(0, 0)]


@given(allowed=st.sets(st.sampled_from([one.id for one in LIBRARY] + ["nobody"])))
def test_no_paper_outside_a_filter_is_found(index: Index, allowed: set[str]) -> None:
    assert set(index.search("fog horns on glaciers", allowed=allowed)) == allowed - {"nobody"}
    assert set(index.screen("fog horns on glaciers", allowed=allowed).ranking) == allowed - {"nobody"}


def test_the_usual_score_is_that_of_the_whole_library_whatever_is_allowed(index: Index) -> None:
    everywhere = index.screen("glaciers")
    scores = sorted(found[0].score for found in everywhere.ranking.values())
    assert scores[0] < everywhere.usual < scores[-1] / 2
    feedback_alike = index.screen("glaciers", allowed={*everywhere.ranking})
    assert feedback_alike.usual == everywhere.usual
    assert index.screen("glaciers", allowed={"rye"}).usual > 0


def test_the_usual_score_follows_the_library(tmp_path: Path) -> None:
    index = indexed(tmp_path, [RYE])
    alone = index.screen("sour rye bread").usual
    assert alone == index.screen("sour rye bread").ranking["rye"][0].score
    index.replace([one for one in LIBRARY if one.id != "rye"], {})
    assert index.screen("sour rye bread").usual < alone / 2


def test_a_filter_keeps_scores_and_order(index: Index) -> None:
    everywhere = {key: found[0].score for key, found in index.search("fog horns").items()}
    allowed = {"rye", "melt", "horn"}
    within = {key: found[0].score for key, found in index.search("fog horns", allowed=allowed).items()}
    assert within == {key: score for key, score in everywhere.items() if key in allowed}


@pytest.mark.parametrize("query", ["", "  ", "?!", 'a: "b (c', "氷河", "\x00", "fog " * 5_000])
def test_any_query_gets_a_ranking(index: Index, query: str) -> None:
    assert set(index.search(query)) == {one.id for one in LIBRARY}


def test_putting_in_twice_changes_nothing(tmp_path: Path) -> None:
    index = indexed(tmp_path)
    before = index.counts(), ranking(index, "cold starters for bread")
    assert index.replace(LIBRARY, {one.id: 1 for one in LIBRARY}) == dict.fromkeys([one.id for one in LIBRARY], 1)
    assert (index.counts(), ranking(index, "cold starters for bread")) == before


def test_a_changed_paper_leaves_no_stale_passages(tmp_path: Path) -> None:
    long = paper("long", "Long Winters", " ".join(f"Avalanche number {n} reached the harbour." for n in range(60)))
    index = indexed(tmp_path, (*LIBRARY, long))
    passages = index.counts()[0] - len(LIBRARY)
    assert passages > 2
    short = long.model_copy(update={"abstract": "A single spring thawed the canal."})
    assert index.replace([short], {"long": passages}) == {"long": 1}
    assert index.counts() == (len(LIBRARY) + 1, len(LIBRARY) + 1)
    assert [(one.start, one.end) for one in index.search("spring canal")["long"]] == [(0, len(short.abstract))]
    assert all(found[0].lexical == 0 for found in index.search("avalanche").values())


def test_a_removed_paper_is_not_found_any_more(tmp_path: Path) -> None:
    index = indexed(tmp_path)
    index.replace([], {"rye": 1})
    assert "rye" not in index.search("sour rye bread")
    assert "rye" not in index.centres(["rye", "milk"])
    assert index.counts() == (len(LIBRARY) - 1, len(LIBRARY) - 1)
    index.replace([], {"rye": 1})
    index.replace([RYE], {})
    assert next(iter(index.search("sour rye bread"))) == "rye"


def test_an_index_with_the_wrong_embedder_is_refused(tmp_path: Path) -> None:
    class Impostor:
        name, fingerprint, dimensions = "builtin", "elsewhere", 256

    indexed(tmp_path, [RYE]).close()
    with pytest.raises(EmbedderMismatch, match="litreview reindex"):
        Index(tmp_path, Impostor())  # type: ignore[arg-type]  # refused before it embeds


def test_opening_again_shows_what_another_process_wrote(tmp_path: Path, project: Path) -> None:
    index = indexed(tmp_path, [RYE])
    script = (
        "import sys; from pathlib import Path; from tests.invented import KEEPER, builtin; "
        "from vectorstore.index import Index; Index(Path(sys.argv[1]), builtin()).replace([KEEPER], {'rye': 1})"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=project, check=True, timeout=60)
    index.close()
    index = Index(tmp_path, builtin())
    assert index.counts() == (1, 1)
    (found,) = index.search("lamps in fog").values()
    assert found[0].end == len(KEEPER.abstract)
    assert found[0].lexical > 0


def test_cleared_stores_can_be_made_again(tmp_path: Path) -> None:
    index = indexed(tmp_path)
    index.close()
    clear(tmp_path)
    clear(tmp_path)
    again = Index(tmp_path, builtin())
    assert again.counts() == (0, 0)
    again.replace([RYE], {})
    assert list(again.search("bread")) == ["rye"]


def test_an_empty_index_answers(tmp_path: Path) -> None:
    index = indexed(tmp_path, [])
    assert index.search("fog") == {}
    assert index.screen("fog") == ({}, 0.0)
    assert index.counts() == (0, 0)
    assert index.centres([]) == index.centres(["nobody"]) == {}
    assert index.crowding("nobody") == 0.0


@pytest.mark.parametrize("size", [1, 2, 5])
def test_small_libraries_are_searched_whole(tmp_path: Path, size: int) -> None:
    index = indexed(tmp_path, LIBRARY[:size])
    assert set(index.search("fog")) == set(index.screen("fog").ranking) == {one.id for one in LIBRARY[:size]}
    assert 0 <= index.crowding("rye") < 1
    assert (index.crowding("rye") == 0) == (size == 1)
    assert all(abs(float(centre @ centre) - 1) < 1e-5 for centre in index.centres(["rye"]).values())


def test_a_library_of_titles_alone(tmp_path: Path) -> None:
    titles = [one.model_copy(update={"abstract": ""}) for one in LIBRARY]
    index = indexed(tmp_path, titles)
    assert next(iter(index.search("crackling crust"))) == "crust"
    assert len(index.centres([one.id for one in titles])) == len(titles)


def test_copies_of_one_abstract_stand_side_by_side(tmp_path: Path) -> None:
    copies = [RYE.model_copy(update={"id": f"copy{n}"}) for n in range(8)]
    index = indexed(tmp_path, [*copies, KEEPER])
    found = index.search("rye starter")
    assert list(found) == [*(one.id for one in copies), "keeper"]
    assert len({passages[0].score for key, passages in found.items() if key != "keeper"}) == 1
    assert index.crowding("copy0") == pytest.approx(1.0, abs=1e-3)


def test_papers_like_one_are_those_on_the_same_subject(index: Index) -> None:
    found = index.similar(RYE.id)
    assert RYE.id not in found
    assert set(found) == {one.id for one in LIBRARY} - {RYE.id}
    assert next(iter(found)) == "milk"
    scores = [passages[0].score for passages in found.values()]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert next(iter(index.similar(BARE.id))) in ("moraine", "melt")
    assert index.similar("nobody") == {}
