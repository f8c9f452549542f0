"""Passwords checked one after the other, so that whoever tries many slows down himself alone."""

from __future__ import annotations

from anyio import CapacityLimiter, Lock, to_thread
from starlette.types import Scope

from assistant.service.attempts import Attempts
from assistant.service.users import Users

_IN_LINE = 20  # passwords that may wait to be checked
_BUSY = 5  # seconds to wait when more do


class TooManyAttempts(Exception):
    """Too many wrong passwords, or too many at once; ``wait`` says how many seconds to wait."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} seconds")
        self.wait = wait


class Passwords:
    """Whether a password is a user's. The slow hash has a thread of its own: no other request waits for it."""

    def __init__(self, users: Users) -> None:
        self._users = users
        self._attempts = Attempts()
        self._turn = Lock()
        self._thread = CapacityLimiter(1)

    async def right(self, scope: Scope, name: str, password: str) -> bool:
        """Check a name and a password.

        Raises:
            TooManyAttempts: from this address, or for this name from there, or all in all at this moment.
        """
        if self._users.remembers(name, password):
            return True
        if self._turn.statistics().tasks_waiting >= _IN_LINE:
            raise TooManyAttempts(_BUSY)
        who = self._attempts.who(scope, name)
        async with self._turn:  # one at a time, so that an attempt counts before the next is looked at
            if wait := self._attempts.wait(who):
                raise TooManyAttempts(wait)
            if await to_thread.run_sync(self._users.knows, name, password, limiter=self._thread):
                self._attempts.right(who)
                return True
            self._attempts.failed(who)
            return False
