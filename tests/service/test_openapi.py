"""What /docs promises is kept: requests made up from the schema find no error of ours."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from assistant import Library
from tests.service.conftest import ADDRESS, app_of
from tests.service.test_uploads import LISTING

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
BOUNDED = settings(
    max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory, surroundings: None) -> schemathesis.BaseSchema:
    """The schema of a service over a small library that may be changed."""
    folder: Path = tmp_path_factory.mktemp("library")
    (folder / "pages.txt").write_text(LISTING, encoding="utf-8")
    library = Library.open(folder / "own", embedder="builtin")
    library.add(folder / "pages.txt")
    return schemathesis.openapi.from_asgi("/openapi.json", app_of(library), headers={"Host": "127.0.0.1"})


@pytest.mark.timeout(300)
def test_no_request_makes_it_fail(schema: schemathesis.BaseSchema) -> None:
    told: Counter[int] = Counter()

    def follow(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(base_url=ADDRESS, headers={"Host": "127.0.0.1"}, checks=CHECKS)
        told[answer.status_code] += 1

    for operation in schema.get_all_operations():
        BOUNDED(given(case=operation.ok().as_strategy())(follow))()
    assert sum(told.values()) > 200
    assert min(told[200], told[404]) > 10, "it must get past the door and to what is missing"


def test_the_page_takes_its_files_from_here(client: TestClient) -> None:
    page = client.get("/docs").text
    for address in re.findall(r"(?:src|href)=[\"']([^\"']+)", page):
        assert address.startswith("/docs/files/")
        assert client.get(address).status_code == 200
    assert "://" not in page


def test_every_endpoint_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    for path, methods in described["paths"].items():
        assert path.startswith("/api/")
        for method in methods.values():
            assert method["description"] or method["summary"]
            assert method["tags"]
