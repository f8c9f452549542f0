"""``litreview papers``, ``show``, ``remove``, ``status`` and ``reindex``."""

from pathlib import Path

import pytest

from tests.cli.birds import PAPERS, write_papers
from tests.cli.conftest import Run

PAPER = {
    *("id", "key", "title", "authors", "authors_complete", "year", "date", "venue", "categories"),
    *("organisations", "doi", "arxiv_id", "url", "abstract", "sources"),
}
STATUS = {"papers", "passages", "embedding", "model", "consistent", "pending", "rejected"}


def _titles(run: Run, *arguments: str) -> set[str]:
    return {paper["title"].split()[0] for paper in run("papers", *arguments, "--json").json}


def test_papers_are_a_json_list_with_every_field(birds: Run) -> None:
    ran = birds("papers", "--json")
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.json) == len(PAPERS)
    assert all(set(paper) >= PAPER for paper in ran.json)
    assert all(set(source) == {"source", "record"} for paper in ran.json for source in paper["sources"])


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--year", "2014:2016"), {"No", "Rooks"}),
        (("--year", "2009"), {"Crows"}),
        (("--year", "2016:"), {"Rooks", "Jays"}),
        (("--author", "orr"), {"Crows", "No"}),
        (("--venue", "nest"), {"Rooks", "Jays"}),
        (("--category", "song"), {"Songs"}),
        (("stones",), {"Rooks"}),
        (("--venue", "nest", "--year", ":2016"), {"Rooks"}),
        (("--author", "nobody"), set()),
    ],
)
def test_filters(arguments: tuple[str, ...], found: set[str], birds: Run) -> None:
    assert _titles(birds, *arguments) == found
    assert birds("papers", *arguments, "--limit", "1", "--json").json == birds("papers", *arguments, "--json").json[:1]


def test_a_year_filter_says_how_many_papers_have_no_year(birds: Run) -> None:
    for command in (("papers",), ("search", "birds"), ("ask", "Do crows bend wire?"), ("export",)):
        assert "1 paper without a year left out\n" in birds(*command, "--year", "2009:2020").err
    assert birds("papers", "--author", "vale").err == ""


def test_a_program_gets_one_paper_a_line(birds: Run) -> None:
    lines = [line.split("\t") for line in birds("papers").out.splitlines()]
    assert sorted(year for _, year, _ in lines) == ["", "2009", "2014", "2016", "2020"]
    assert birds("show", lines[0][0], "--json").json["title"] == lines[0][2]


def test_show_finds_by_id_key_and_title(birds: Run) -> None:
    (paper,) = birds("papers", "--author", "vale", "--json").json
    for name in (paper["id"], paper["key"], "crows that bend wire"):
        assert birds("show", name, "--json").json == paper


def test_show_tells_what_is_known(birds: Run) -> None:
    ran = birds("show", "Jays Remember Where Food Was Hidden")
    assert ran.status == 0
    assert ran.out.startswith("Jays Remember Where Food Was Hidden\nAuthors     Mo Ødegård\n")
    assert "birds.jsonl" in ran.out
    assert "after forty days" in ran.out
    assert "None" not in ran.out
    assert "Corvid Team, et al." in birds("show", "Rooks Choose the Right Stone").out


def test_an_unknown_paper_is_one_line(birds: Run) -> None:
    for command in ("show", "remove"):
        ran = birds(command, "penguins")
        assert (ran.status, ran.out) == (1, "")
        assert ran.err.startswith("litreview: ")
        assert "penguins" in ran.err
        assert ran.err.count("\n") == 1


def test_remove(run: Run, tmp_path: Path) -> None:
    run("add", write_papers(tmp_path / "birds.jsonl"))
    assert run("remove", "Crows That Bend Wire", "--json").json == {"removed": 1}
    assert run("remove", "Songs of the Marsh Warbler", "No Hooks Without Teachers?").out == "Removed 2 papers.\n"
    assert _titles(run) == {"Rooks", "Jays"}
    assert "Crows" not in run("search", "crows bend wire").out
    assert run("status", "--json").json["consistent"] is True


def test_status(birds: Run) -> None:
    found = birds("status", "--json").json
    assert set(found) >= STATUS
    assert (found["papers"], found["pending"], found["rejected"], found["consistent"]) == (5, 0, 0, True)
    assert "builtin" in found["embedding"]
    assert birds("status").out.startswith("Papers    5\nPassages  ")


def test_an_empty_list_says_so_and_what_fills_it(run: Run, birds: Run) -> None:
    assert birds("papers", "penguins") == (0, "", "no paper matches; try other words or fewer filters\n")
    assert "litreview add" in run("papers").err
    assert birds("papers", "penguins", "--json").err == ""
    assert "litreview ask --chat" in birds("chats").err


def test_status_tells_what_is_wrong(birds: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nothing can be asked: it is the command that people run then."""
    assert birds("status").err == ""
    monkeypatch.setenv("LITREVIEW_EMBEDDER", "invented:one")
    ran = birds("status")
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert "litreview reindex invented:one" in ran.err
    assert "not complete" in ran.out


def test_reindex_keeps_the_papers(run: Run, tmp_path: Path) -> None:
    run("add", write_papers(tmp_path / "birds.jsonl"))
    before = run("search", "crows bend wire", "--json")
    assert run("reindex", "builtin", "--json").json["consistent"] is True
    assert run("search", "crows bend wire", "--json") == before


def test_a_missing_library_is_an_empty_one_for_papers_and_status_only(run: Run, tmp_path: Path) -> None:
    assert run("papers", "--json")[:2] == (0, "[]\n")
    assert run("papers")[:2] == (0, "")
    status = run("status", "--json")
    assert status.status == 0
    assert (status.json["papers"], status.json["passages"], status.json["rejected"]) == (0, 0, 0)
    commands = [("show", "x"), ("remove", "x"), ("search", "x"), ("ask", "x"), ("review", "x")]
    for command in (*commands, ("outline", "x"), ("export",), ("reindex", "builtin")):
        ran = run(*command)
        assert (ran.status, ran.out) == (1, ""), command
        assert ran.err.startswith("litreview: there is no library")
        assert ran.err.count("\n") == 1
    assert not (tmp_path / "data").exists()
