"""``litreview models``: what is configured and installed, what a model can do, and weights from a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.llm.server import Server, fails, says

KEY = "sk-" + "quietly" * 4


@pytest.fixture
def crow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that counts and fills in one form, as the configured model."""
    with Server(says("one two three"), says('{"city": "Paris", "in_europe": true}')) as server:
        monkeypatch.setenv("LITREVIEW_MODEL", "openai:crow")
        monkeypatch.setenv("LITREVIEW_BASE_URL", server.url)
        monkeypatch.setenv("LITREVIEW_RETRIES", "0")
        yield server


def test_without_a_model_it_says_so_and_how_to_get_one(run: Run) -> None:
    ran = run("models")
    assert ran.status == 0
    assert "none: answers and reviews are made of quoted sentences" in ran.out
    assert "pip install 'litreview-assistant[anthropic]'" in ran.out
    assert "builtin" in ran.out


def test_the_model_its_address_and_the_place_of_its_key(
    run: Run, crow: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run("models")
    assert "openai:crow" in ran.out
    assert crow.url in ran.out
    assert "stay on this machine" in ran.out
    assert "none in OPENAI_API_KEY" in ran.out
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    found = run("models", "--json").json
    assert found["model"]["key_from"] == "OPENAI_API_KEY"
    assert found["model"]["base_url"] == crow.url
    assert [one["name"] for one in found["embedders"]] == ["minilm", "builtin"]
    assert KEY not in str(found) + run("models").out
    assert crow.requests == []


def test_the_model_is_tested(run: Run, crow: Server) -> None:
    ran = run("models", "test")
    assert (ran.status, ran.err) == (0, "")
    assert [line.split()[-1] for line in ran.out.splitlines()[1:4]] == ["yes", "yes", "yes"]
    assert "First token" in ran.out
    assert len(crow.requests) == 2


def test_a_model_that_does_not_answer_ends_with_1_and_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(otherwise=lambda request: fails(401)) as server:
        monkeypatch.setenv("LITREVIEW_MODEL", "openai:crow")
        monkeypatch.setenv("LITREVIEW_BASE_URL", server.url)
        ran = run("models", "test", "--json")
    assert ran.status == 1
    assert ran.json["answers"] is False
    assert "refuses the key (401)" in ran.err


def test_testing_no_model_is_answered_with_how_to_name_one(run: Run) -> None:
    ran = run("models", "test")
    assert (ran.status, ran.out) == (1, "")
    assert "set LITREVIEW_MODEL=provider:name" in ran.err


def test_weights_that_are_not_there_are_not_imported(run: Run, tmp_path: Path) -> None:
    ran = run("models", "import", tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert "the folder must hold model.safetensors and tokenizer.json" in ran.err


@pytest.mark.usefixtures("minilm")
def test_weights_are_imported_from_a_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from vectorstore.embedders.minilm_weights import find_weights

    folder = find_weights(tmp_path / "other")
    assert folder is not None
    monkeypatch.setenv("LITREVIEW_CACHE_DIR", str(tmp_path / "cache"))
    assert run("models", "import", folder).status == 0
    assert (tmp_path / "cache" / "minilm" / "model.safetensors").exists()
