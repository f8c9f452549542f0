"""The process itself, started as a user does."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant import Library, Settings
from assistant.cli import main
from assistant.errors import AddressTaken
from assistant.service import serving
from tests.serving import serving_library

pytestmark = pytest.mark.timeout(180)


@contextmanager
def _running(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process of ``litreview``, and the address that it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", *arguments, "--no-browser", "--port", "0"],
        env={**os.environ, "LITREVIEW_EMBEDDER": "builtin", **environment},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        assert said.startswith("litreview is at http://"), said + process.stderr.read()
        yield process, said.split()[3]
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def _ends(process: subprocess.Popen[str], how: signal.Signals) -> int:
    process.send_signal(how)
    return process.wait(60)


def test_a_folder_that_can_not_be_used_is_told_before_any_address(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "no folder"
    file.touch()
    assert main(["--library", str(file), "chat", "--no-browser", "--port", "0"]) == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith(f"litreview: the library folder {str(file)!r} can't be used")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_answers_at_once_and_ends_cleanly(how: signal.Signals, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with _running("demo", TMPDIR=str(temporary)) as (process, address):
        page = httpx.get(address, timeout=120)  # taken from the first moment on, answered once all is there
        assert page.status_code == 200
        assert "litreview" in page.text
        assert "server" not in page.headers
        asked = {"question": "How does an agent reuse past episodes?"}
        with httpx.stream(
            "POST", f"{address}/api/ask", json=asked, headers={"Accept": "text/event-stream"}, timeout=60
        ) as sent:
            assert any(line == "event: answer" for line in sent.iter_lines())
        with httpx.stream("GET", f"{address}/gradio_api/heartbeat/owl", timeout=60) as listening:
            next(listening.iter_raw())  # an open page does not keep it from ending
            assert _ends(process, how) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert not list(temporary.iterdir())


def test_conversations_are_there_after_a_restart(tmp_path: Path) -> None:
    with _running("--library", str(tmp_path / "owls"), "chat", LITREVIEW_AUTH="ada:quills") as (process, address):
        with httpx.Client(base_url=address, auth=("ada", "quills"), timeout=120) as client:
            assert client.get("/api/status", auth=None).status_code == 401
            begun = client.post("/api/chats", json={"question": "What do owls eat?"}).json()["chat"]
        assert _ends(process, signal.SIGTERM) == 0
    with (
        _running("--library", str(tmp_path / "owls"), "chat", LITREVIEW_AUTH="ada:quills,bea:feathers") as (_, address),
        httpx.Client(base_url=address, timeout=120) as client,
    ):
        found = client.get(f"/api/chats/{begun}", auth=("ada", "quills")).json()
        assert [turn["question"] for turn in found["turns"]] == ["What do owls eat?"]
        assert client.get(f"/api/chats/{begun}", auth=("bea", "feathers")).status_code == 404


def test_a_client_that_goes_away_leaves_the_service_well(tmp_path: Path) -> None:
    own = Settings(embedder="builtin", cache_dir=tmp_path)
    with Library.open("sample", settings=own) as library, serving_library(library) as address:
        for _ in range(3):
            with pytest.raises(httpx.ReadTimeout):
                httpx.post(f"{address}/api/review", json={"theme": "memory"}, timeout=httpx.Timeout(60, read=0.01))
        assert httpx.get(f"{address}/api/status", timeout=60).json()["papers"] > 0


@pytest.mark.parametrize("command", ["chat", "demo"])
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])  # noqa: S104 - refused
def test_other_machines_are_kept_out_unless_somebody_said_who(
    command: str, host: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LITREVIEW_AUTH", raising=False)
    assert main([command, "--host", host, "--no-browser"]) == 1
    said = capsys.readouterr().err
    assert "LITREVIEW_AUTH" in said
    assert "--open-to-everyone" in said
    assert len(said.splitlines()) == 1


def test_a_password_that_can_not_be_used_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--no-browser", "--port", "0", "--auth", "ada:abc"]) == 1
    said = capsys.readouterr().err
    assert "abc" not in said
    assert "--auth" in said
    assert "http://" not in said  # nobody is sent to an address where nothing will be


def test_a_port_that_is_taken_is_told_when_it_was_asked_for() -> None:
    with serving.listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressTaken, match=f"port {port}.*--port"):
            serving.listen("127.0.0.1", port)


def test_the_next_free_port_is_taken_when_none_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving.listen("127.0.0.1", 0) as taken:
        monkeypatch.setattr(serving, "PORT", taken.getsockname()[1])
        with serving.listen("127.0.0.1", None) as other:
            assert other.getsockname()[1] > taken.getsockname()[1]


def test_connections_wait_from_the_first_moment_on() -> None:
    with serving.listen("localhost", 0) as taken, socket.create_connection(taken.getsockname()[:2], 5):
        pass


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:"), ("localhost", "http://localhost:"), ("::", "http://localhost:")],
)
def test_the_address_is_one_for_a_browser(host: str, address: str) -> None:
    with serving.listen(host, 0) as taken:
        assert serving.address_of(taken, host).startswith(address)


def test_a_browser_is_opened_only_where_one_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(serving.webbrowser, "open", opened.append)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    serving.open_browser("http://127.0.0.1:1")
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    serving.open_browser("http://127.0.0.1:1")
    assert opened == ["http://127.0.0.1:1"]
