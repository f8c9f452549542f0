"""Names, addresses, keys, packages, and the switch that keeps tests from real models."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import BadRequest, ModelUnavailable
from assistant.llm import describe, open_configured, open_model, probe
from assistant.llm.opening import is_local
from assistant.settings import Settings
from tests.llm.conftest import Serve
from tests.llm.server import Server, fails, says

HERE = "http://127.0.0.1:9/v1"
FAR = "https://example.org/v1"


@pytest.fixture
def real_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a user: models elsewhere may be opened (not asked: the network is closed)."""
    monkeypatch.delenv("LITREVIEW_MODEL_CALLS")


@pytest.mark.parametrize("name", ["", "crow", "openai:", ":crow", "open ai:crow", "x" * 500])
def test_a_name_that_is_none(name: str) -> None:
    with pytest.raises(BadRequest, match="provider:name, such as openai:") as caught:
        open_model(name, base_url=HERE)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("url", ["", "localhost:8000", "ftp://localhost/v1", "http://", "http://[", "http://a:x/"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(BadRequest, match="write it like http://localhost:8000/v1"):
        open_model("openai:crow", base_url=url)


@pytest.mark.parametrize("url", [None, FAR, "http://localhost.example.org/v1", "http://192.168.0.7/v1"])
def test_the_switch_makes_a_real_call_impossible(url: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    with pytest.raises(ModelUnavailable, match="LITREVIEW_MODEL_CALLS is off"):
        open_model("openai:crow", base_url=url)
    monkeypatch.setenv("OPENAI_BASE_URL", FAR)
    with pytest.raises(ModelUnavailable, match="LITREVIEW_MODEL_CALLS is off"):
        open_model("openai:crow")


@pytest.mark.usefixtures("real_models")
@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("openai:crow", "OPENAI_API_KEY"),
        ("anthropic:crow", "ANTHROPIC_API_KEY"),
        ("google_genai:crow", "GOOGLE_API_KEY or GEMINI_API_KEY"),
    ],
)
def test_a_missing_key_is_named(name: str, variable: str) -> None:
    with pytest.raises(ModelUnavailable, match=f"needs a key: set the environment variable {variable};"):
        open_model(name, base_url=FAR)


@pytest.mark.usefixtures("real_models")
@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("openai:crow", r"pip install 'litreview-assistant\[openai\]'"),
        ("anthropic:crow", r"pip install 'litreview-assistant\[anthropic\]'"),
        ("google_genai:crow", r"pip install 'litreview-assistant\[google\]'"),
        ("ollama:crow", r"pip install 'litreview-assistant\[ollama\]'"),
        ("groq:crow", "pip install langchain-groq"),
    ],
)
def test_a_missing_package_is_answered_with_the_line_that_installs_it(
    name: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langchain.chat_models.base import _get_chat_model_creator

    _get_chat_model_creator.cache_clear()  # it remembers what was once imported
    for package in ("langchain_openai", "langchain_anthropic", "langchain_google_genai", "langchain_ollama"):
        monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setitem(sys.modules, "langchain_groq", None)
    with pytest.raises(ModelUnavailable, match=f"needs a package that isn't installed: {line}"):
        open_model(name, base_url=HERE)


def test_a_provider_that_nobody_knows() -> None:
    with pytest.raises(ModelUnavailable, match="'crow:black' has no provider that LangChain knows"):
        open_model("crow:black", base_url=HERE)


def test_a_server_on_this_machine_needs_no_key_and_gets_the_one_there_is(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, server = serve(says("yes"))
    model.invoke([("human", "there?")])
    assert server.requests[0].headers["authorization"] == "Bearer none-needed"
    monkeypatch.setenv("OPENAI_API_KEY", "sk-own")
    model, server = serve(says("yes"))
    model.invoke([("human", "there?")])
    assert server.requests[0].headers["authorization"] == "Bearer sk-own"


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://localhost:1/v1", True),
        ("http://127.3.2.1", True),
        ("http://[::1]:8000/v1", True),
        ("127.0.0.1:11434", True),
        ("http://user@127.0.0.1/", True),
        ("http://127.0.0.1@example.org/", False),
        ("http://0.0.0.0.example.org", False),
        ("https://api.example.org", False),
        (None, False),
    ],
)
def test_what_counts_as_this_machine(address: str | None, local: bool) -> None:
    assert is_local(address) is local


def test_the_settings_open_a_model() -> None:
    assert open_configured(Settings()) is None
    with Server(says("a b")) as server:
        model = open_configured(Settings(model="openai:crow", base_url=server.url, prompt_price=1.0))
        assert model is not None
        assert model.invoke([("human", "?")]).usage.cost == pytest.approx(7e-6)


def test_a_description_without_a_model_lists_the_packages() -> None:
    setup = describe(Settings())
    assert (setup.model, setup.key_from, setup.local) == (None, None, True)
    packages = {one.provider: one for one in setup.providers}
    assert set(packages) == {"openai", "anthropic", "google_genai", "ollama"}
    assert packages["openai"].installed
    assert packages["google_genai"].install == "pip install 'litreview-assistant[google]'"


@pytest.mark.parametrize(
    ("model", "base_url", "local"),
    [("openai:crow", None, False), ("openai:crow", HERE, True), ("ollama:crow", None, True), ("x:y", None, False)],
)
def test_a_description_says_whether_questions_stay_here(model: str, base_url: str | None, local: bool) -> None:
    assert describe(Settings(model=model, base_url=base_url)).local is local


def test_a_probe_says_what_a_model_can_do(serve: Serve) -> None:
    found = probe(serve(says("one two three"), says('{"city": "Paris", "in_europe": true}'))[0])
    assert (found.answers, found.streams, found.structured, found.problem) == (True, True, True, None)
    assert found.first_token_seconds is not None
    assert found.usage.calls == 2


def test_a_probe_of_a_model_that_can_do_little(serve: Serve) -> None:
    found = probe(serve(otherwise=lambda request: says("one two three", streams=False))[0])
    assert (found.answers, found.streams, found.structured) == (True, False, False)
    assert "in the form asked for" in str(found.problem)


def test_a_probe_of_a_model_that_does_not_answer(serve: Serve) -> None:
    found = probe(serve(fails(401))[0])
    assert (found.answers, found.first_token_seconds) == (False, None)
    assert "refuses the key" in str(found.problem)


def test_the_door_is_cheap_to_look_at(project: Path) -> None:
    code = "import assistant.llm, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=project)
    assert not set(done.stdout.split()) & {"langchain", "langchain_core", "langchain_openai", "openai", "langsmith"}
