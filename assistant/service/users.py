"""Who may come in: names with passwords, and the tokens that stand for them once they have signed in.

All of it is in memory: passwords as scrypt hashes, tokens as SHA-256. A restart asks everyone to sign in again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable
from threading import Lock
from typing import NamedTuple, Self

from assistant.errors import BadRequest

LIFETIME = 7 * 24 * 3600  # seconds that a token is good for
_FOR_ONE = 200  # tokens that one user may have; the oldest go
_SHORTEST = 4  # characters of a password


class _Kept(NamedTuple):
    """A password as it is kept."""

    salt: bytes
    hashed: bytes


class _Ticket(NamedTuple):
    """What a token is good for."""

    user: str
    until: float


class Users:
    """The users, and who of them is signed in."""

    def __init__(self, passwords: Iterable[tuple[str, str]]) -> None:
        self._kept = {name: _keep(password) for name, password in passwords}
        self._nobody = _keep(secrets.token_urlsafe())  # as slow to check as a user's
        self._secret = secrets.token_bytes(32)
        self._known: set[bytes] = set()  # keyed hashes of what was right before: scrypt is slow on purpose
        self._tickets: dict[bytes, _Ticket] = {}
        self._lock = Lock()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The users that ``name:password`` texts name; one text may name several, with commas between.

        Raises:
            BadRequest: a text that names none; it is not repeated in the message.
        """
        parts = [part.strip().partition(":") for text in texts for part in text.split(",") if part.strip()]
        pairs = [(name.strip(), password) for name, _, password in parts]
        for number, (name, password) in enumerate(pairs, 1):
            if not name or len(password) < _SHORTEST:
                raise BadRequest(
                    f"user {number} of --auth or LITREVIEW_AUTH can't be used; write USER:PASSWORD with a password of "
                    f"at least {_SHORTEST} characters, and a comma between users"
                )
        if len(dict(pairs)) < len(pairs):
            raise BadRequest("--auth or LITREVIEW_AUTH names a user twice; give each a name of his own")
        if not pairs:
            raise BadRequest("--auth or LITREVIEW_AUTH names no user; write USER:PASSWORD")
        return cls(pairs)

    def remembers(self, name: str, password: str) -> bool:
        """Whether this was found to be the user's password before; at once."""
        return self._proof(name, password) in self._known

    def knows(self, name: str, password: str) -> bool:
        """Whether this is the user's password; takes as long for a name that nobody has."""
        salt, hashed = self._kept.get(name, self._nobody)
        right = hmac.compare_digest(_hash(password, salt), hashed) and name in self._kept
        if right:
            self._known.add(self._proof(name, password))
        return right

    def _proof(self, name: str, password: str) -> bytes:
        return hmac.digest(self._secret, f"{name}\0{password}".encode("utf-8", "replace"), "sha256")

    def sign_in(self, name: str) -> str:
        """A new token for a user who has shown his password."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._drop_old(name)
            self._tickets[_of_token(token)] = _Ticket(name, time.monotonic() + LIFETIME)
        return token

    def signed_in(self, token: str) -> str | None:
        """Whose token this is; None when it is nobody's or too old."""
        with self._lock:
            ticket = self._tickets.get(_of_token(token))
        return ticket.user if ticket and ticket.until > time.monotonic() else None

    def sign_out(self, token: str) -> None:
        """Make a token worthless."""
        with self._lock:
            self._tickets.pop(_of_token(token), None)

    def _drop_old(self, name: str) -> None:
        now = time.monotonic()
        self._tickets = {key: ticket for key, ticket in self._tickets.items() if ticket.until > now}
        own = [key for key, ticket in self._tickets.items() if ticket.user == name]
        for key in own[: max(0, len(own) - _FOR_ONE + 1)]:
            del self._tickets[key]


def _keep(password: str) -> _Kept:
    salt = secrets.token_bytes(16)
    return _Kept(salt, _hash(password, salt))


def _hash(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode("utf-8", "replace"), salt=salt, n=2**14, r=8, p=1)


def _of_token(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
