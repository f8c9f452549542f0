"""What ``import assistant`` gives, and what it costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import assistant


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import assistant, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"pydantic", "typer", "rich", "numpy", "sqlalchemy"}
    assert {name for name in loaded if name.startswith("assistant")} == {"assistant"}


def test_every_public_name_is_there_and_documented() -> None:
    assert assistant.__all__ == sorted(assistant.__all__)
    for name in assistant.__all__:
        assert getattr(assistant, name).__doc__
    assert set(dir(assistant)) == set(assistant.__all__)
    with pytest.raises(AttributeError, match="no attribute 'penguin'"):
        _ = assistant.penguin  # type: ignore[attr-defined]


def test_type_checkers_know_the_same_names() -> None:
    tree = ast.parse(Path(assistant.__file__).read_text("utf-8"))
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("assistant.")
        for alias in node.names
    }
    assert imported == set(assistant.__all__) - {"__version__"}
