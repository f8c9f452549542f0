"""Which library is meant: flag, then environment, then litreview.toml."""

from pathlib import Path

import pytest

from tests.cli.birds import write_papers
from tests.cli.conftest import Run


def test_flag_then_environment_then_file(
    run: Run, birds_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("papers").out == ""
    (tmp_path / "litreview.toml").write_text(f'library = "{birds_folder}"\n', encoding="utf-8")
    assert len(run("papers").out.splitlines()) == 5
    monkeypatch.setenv("LITREVIEW_LIBRARY", "other")
    assert run("papers").out == ""
    assert len(run("--library", birds_folder, "papers").out.splitlines()) == 5


def test_libraries_by_name_lie_in_the_data_folder(run: Run, tmp_path: Path) -> None:
    run("--library", "birds", "add", write_papers(tmp_path / "birds.jsonl"))
    assert len(run("--library", "birds", "papers").out.splitlines()) == 5
    assert run("papers").out == ""
    assert list((tmp_path / "data").rglob("birds"))


@pytest.mark.parametrize("content", ['libary = "birds"\n', "library = [\n"])
def test_a_setting_that_means_nothing_is_refused(content: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "litreview.toml").write_text(content, encoding="utf-8")
    ran = run("papers")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("litreview: ")
    assert ran.err.count("\n") == 1


def test_the_sample_is_always_there(run: Run) -> None:
    ran = run("--library", "sample", "papers", "episodic")
    assert ran.status == 0
    assert "Neural Episodic Control" in ran.out
