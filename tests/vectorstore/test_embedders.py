"""What every embedder promises, whichever the user has; what is minilm's own is in test_minilm.py."""

import ctypes
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EmbedderUnavailable
from vectorstore.embedders import HINT, Embedder, auto_hint, minilm_weights, open_embedder


class _Allocated(ctypes.Structure):
    """What glibc's mallinfo2 tells; the eighth is how many bytes are in use."""

    _fields_ = (("sizes", ctypes.c_size_t * 10),)


TEXTS = [
    "Crows bend wire into hooks.",
    "The stock market fell on Monday.",
    "",
    "Ravens hide food. " * 400,
    "鳥 \ud800 \x00 🦉",
]


_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@pytest.mark.skipif(not hasattr(_LIBC, "mallinfo2"), reason="only glibc says what is in use")
def test_a_thread_that_reads_many_sentences_keeps_none_of_them(cache_dir: Path) -> None:
    assert _LIBC is not None
    _LIBC.mallinfo2.restype = _Allocated
    embedder = open_embedder("builtin", cache_dir)
    sentences = [f"Raven {number} hid {number + 7} nuts under the snow and looked back." for number in range(3_000)]
    with ThreadPoolExecutor(1) as thread:
        thread.submit(embedder.embed, sentences[:10]).result()
        before = _LIBC.mallinfo2().sizes[7]
        for at in range(10, 3_000, 10):
            thread.submit(embedder.embed, sentences[at : at + 10]).result()
        assert _LIBC.mallinfo2().sizes[7] - before < 2_000_000


@pytest.fixture(params=["minilm", "builtin"])
def embedder(request: pytest.FixtureRequest, cache_dir: Path) -> Embedder:
    if request.param == "minilm":
        request.getfixturevalue("minilm")
    return open_embedder(request.param, cache_dir)


def test_vectors_have_length_one_whatever_the_text(embedder: Embedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_text_has_one_vector_in_any_company(embedder: Embedder) -> None:
    """Bit for bit, so that the same command gives the same output, however the papers came in."""
    alone = np.array([embedder.embed_query(text) for text in TEXTS])
    assert np.array_equal(embedder.embed(TEXTS), alone)
    assert np.array_equal(embedder.embed(TEXTS[::-1]), alone[::-1])
    assert np.array_equal(np.array([tokens.whole for tokens in embedder.tokens(TEXTS)]), alone)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed([]).shape == (0, embedder.dimensions)
    assert embedder.tokens([]) == []


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("Which birds make tools?", "Crows bend wire into hooks to reach food.", "Interest rates rose in spring."),
        ("How do savings grow?", "Compound interest lets a deposit double.", "Owls hunt mice after dark."),
        ("treatment of headaches", "Migraine was eased by the new drug.", "The bridge carries two lanes."),
    ],
)
def test_a_paraphrase_is_nearer_than_something_else(embedder: Embedder, question: str, near: str, far: str) -> None:
    asked = embedder.embed_query(question)
    assert asked @ embedder.embed_query(near) > asked @ embedder.embed_query(far) + 0.1


def test_tokens_lie_where_their_words_stand(embedder: Embedder) -> None:
    text = "Naïve  crows re-use \ud800 wire."
    (tokens,) = embedder.tokens([text])
    assert tokens.vectors.shape[0] == len(tokens.spans)
    assert np.allclose(np.linalg.norm(tokens.vectors, axis=1), 1, atol=1e-5)
    assert "".join("".join(text[start:end] for start, end in tokens.spans).split()) == "".join(text.split())
    assert (text.index("wire"), text.index("wire") + 4) in tokens.spans


@pytest.mark.parametrize("name", ["glove", "", "Builtin", "provider"])
def test_an_unknown_name_is_answered_with_the_known_ones(name: str, cache_dir: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match="available are auto, minilm, builtin and provider:name"):
        open_embedder(name, cache_dir)


@pytest.mark.usefixtures("minilm")
def test_auto_takes_minilm_where_its_weights_are(cache_dir: Path) -> None:
    assert open_embedder("auto", cache_dir).name == "minilm"


def test_auto_falls_back_to_builtin_and_says_how_to_get_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm_weights, "CARRIER", "a-package-that-nobody-has")
    assert open_embedder("auto", tmp_path).name == "builtin"
    assert auto_hint(tmp_path) == HINT


def test_builtin_is_wordllama_without_its_side_effects(cache_dir: Path) -> None:
    """Same vectors, but the package that turns on logging for everybody and can download is never imported."""
    script = """
import logging, sys
from pathlib import Path
from vectorstore.embedders import open_embedder
ours = open_embedder("builtin", Path("unused")).embed(["Crows bend wire into hooks.", "Owls hunt."])
assert "wordllama" not in sys.modules and logging.getLogger().level == logging.WARNING
import numpy, wordllama
model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
theirs = model.embed(["Crows bend wire into hooks.", "Owls hunt."], norm=True)
assert numpy.allclose(ours, theirs, atol=1e-3), abs(ours - theirs).max()
"""
    subprocess.run([sys.executable, "-c", script], check=True)


PROVIDER = '''
class OllamaEmbeddings:
    """Stands in for a provider's package: it counts letters, and refuses what providers refuse."""

    def __init__(self, model):
        if model == "needs-a-key":
            raise RuntimeError("no key\\nin the environment")

    def embed_query(self, text):
        return self.embed_documents([text])[0]

    def embed_documents(self, texts):
        if "offline" in texts or not all(texts):
            raise ConnectionError("nobody there")
        return [[float(text.count(letter)) for letter in "aeiou"] for text in texts]
'''


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "langchain_ollama.py").write_text(PROVIDER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "langchain_ollama", raising=False)


@pytest.mark.usefixtures("provider")
def test_a_provider_of_langchain_keeps_the_same_promises(cache_dir: Path) -> None:
    embedder = open_embedder("ollama:letters", cache_dir)
    assert (embedder.name, embedder.dimensions) == ("ollama:letters", 5)
    assert embedder.fingerprint != open_embedder("ollama:others", cache_dir).fingerprint
    assert np.array_equal(embedder.embed(["aab", "", "ee"]), np.array([[1, 0, 0, 0, 0], [0] * 5, [0, 1, 0, 0, 0]]))
    assert embedder.embed([]).shape == (0, 5)
    (tokens,) = embedder.tokens(["a hook"])
    assert tokens.whole.shape == (5,)
    assert len(tokens.spans) == len(tokens.vectors) > 0


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("refuse", ["embed_query", "embed"])
def test_a_provider_that_is_not_there_is_named(refuse: str, cache_dir: Path) -> None:
    embedder = open_embedder("ollama:letters", cache_dir)
    with pytest.raises(EmbedderUnavailable, match=r"'ollama:letters' did not answer \(nobody there\); check its key"):
        getattr(embedder, refuse)("offline" if refuse == "embed_query" else ["offline"])


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("cohere:embed-english-v3.0", r"needs a package that isn't installed: pip install langchain-cohere$"),
        ("nobody:nothing", r"Provider 'nobody' is not supported"),
        ("ollama:", r"Model name cannot be empty"),
        ("ollama:needs-a-key", r"did not answer \(no key in the environment\)"),
    ],
)
def test_a_provider_that_cannot_be_used_is_answered_in_one_line(name: str, message: str, cache_dir: Path) -> None:
    with pytest.raises(EmbedderUnavailable, match=message) as caught:
        open_embedder(name, cache_dir)
    assert "\n" not in str(caught.value)
