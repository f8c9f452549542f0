"""What a test can't run without, where it may be absent."""

import os

import pytest


def needs(what: str, present: bool) -> None:
    """Skip the test when something is not on this machine; under ``CI=true`` fail, since CI must have it."""
    if present:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI must have {what}", pytrace=False)
    pytest.skip(f"without {what}")
