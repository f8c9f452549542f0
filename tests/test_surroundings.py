"""What conftest promises to every test: it stays on this machine, in folders of its own."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import load
from tests.needs import needs
from tests.offline.sitecustomize import NetworkRefused, is_local

FAR = "example.org"


@pytest.fixture
def forgiven(refused: Path, at_home: None) -> Path:
    """The file of refused calls, handed over to a test that makes some on purpose."""
    return refused


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0)])
def test_no_connection_leaves_the_machine(forgiven: Path, address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(family, kind) as opened, pytest.raises(NetworkRefused, match=address[0]):
            opened.connect(address)
    with socket.socket(family, socket.SOCK_DGRAM) as opened, pytest.raises(NetworkRefused):
        opened.sendto(b"x", address)
    assert len(forgiven.read_text().splitlines()) == 3
    forgiven.unlink()


def test_no_name_is_looked_up(forgiven: Path) -> None:
    for look_up in (lambda: socket.getaddrinfo(FAR, 443), lambda: socket.gethostbyname(FAR)):
        with pytest.raises(NetworkRefused, match=FAR):
            look_up()
    forgiven.unlink()


def test_a_swallowed_attempt_of_a_started_process_is_still_seen(forgiven: Path) -> None:
    attempt = f"    import socket\n    socket.create_connection(({FAR!r}, 443), 1)\n"
    subprocess.run([sys.executable, "-c", f"try:\n{attempt}except Exception:\n    pass"], check=True)
    assert FAR in forgiven.read_text()
    forgiven.unlink()


def test_loopback_and_unix_sockets_work(tmp_path: Path) -> None:
    for family, address in ((socket.AF_INET, ("127.0.0.1", 0)), (socket.AF_UNIX, str(tmp_path / "door"))):
        with socket.socket(family) as server, socket.socket(family) as client:
            server.bind(address)
            server.listen()
            client.connect(server.getsockname())
    assert socket.getaddrinfo("localhost", 80)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "::", "localhost", b"localhost", "", None])
def test_hosts_of_this_machine(host: str | bytes | None) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["192.168.0.7", "10.0.0.1", FAR, "localhost.example.org", "fe80::1"])
def test_hosts_elsewhere(host: str) -> None:
    assert not is_local(host)


def test_folders_and_keys_are_the_tests_own(tmp_path: Path, cache_dir: Path) -> None:
    settings = load()
    assert (settings.data_dir, settings.cache_dir) == (tmp_path / "data", cache_dir)
    assert not [name for name in os.environ if name.endswith("_API_KEY")]
    assert os.environ["LITREVIEW_MODEL_CALLS"] == "off"


def test_what_is_missing_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("Python", present=True)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="without a harp"):
        needs("a harp", present=False)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI must have a harp"):
        needs("a harp", present=False)
