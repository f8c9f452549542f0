"""Reviews in the background: they go on when the page is closed, and are there afterwards.

A finished review is in the library, with its capsule. One that runs when the process ends is lost, and has to be
started again.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from threading import BoundedSemaphore, RLock, Thread
from typing import Any, Literal

from assistant.errors import AssistantError, JobNotFound, TooManyJobs
from assistant.library import Library
from assistant.library.filters import FilterWords, filters_of
from assistant.library.words import asked
from assistant.models import Filters, Review, Section
from assistant.models.noun import Noun

State = Literal["running", "done", "stopped", "failed"]
_LOG = logging.getLogger(__name__)
_WAITING = "waiting for another review to end"


class Progress(Noun):
    """How far a review is: what is being done, how much of it, of how much (0 where that is unknown)."""

    what: str
    done: int = 0
    total: int = 0


class Job(Noun):
    """A review in the background, as it is now.

    ``papers`` are those chosen by hand, None where the theme decides. ``sections`` are those written so far.
    ``review`` is there when it is done; ``error`` says why it failed.
    """

    id: str
    owner: str
    theme: str
    papers: tuple[str, ...] | None = None
    filters: Filters = Filters()
    state: State = "running"
    progress: Progress = Progress(what=_WAITING)
    sections: tuple[Section, ...] = ()
    review: Review | None = None
    error: str = ""


class _Stopped(BaseException):
    """Ends the thread of a review that is no longer wanted; no ``except Exception`` may swallow it."""


class Jobs:
    """The background reviews of one process."""

    def __init__(self, library: Library, *, at_once: int = 2, under_way: int = 10, kept: int = 50) -> None:
        """Prepare to run reviews.

        Args:
            library: what is reviewed.
            at_once: how many run at the same time; the others wait.
            under_way: how many one owner may have running and waiting.
            kept: how many that have ended are remembered for one owner.
        """
        self._library = library
        self._turn = BoundedSemaphore(at_once)
        self._under_way = under_way
        self._kept = kept
        self._jobs: dict[str, Job] = {}
        self._unwanted: set[str] = set()
        self._lock = RLock()

    def start(
        self,
        owner: str,
        theme: str,
        papers: Sequence[str] | None = None,
        filters: FilterWords | None = None,
        *,
        limit: int | None = None,
    ) -> Job:
        """Start a review of a theme, of these papers or of those that belong to it.

        Raises:
            TooManyJobs: the owner has enough under way.
            BadRequest: a theme or a filter that can't be used.
        """
        theme, chosen = asked("theme", theme), None if papers is None else tuple(papers)
        meant = filters_of(filters or {})
        with self._lock:
            if sum(job.state == "running" for job in self.list(owner)) >= self._under_way:
                raise TooManyJobs(f"{self._under_way} reviews are under way; wait for one to end, or stop one")
            job = Job(id=secrets.token_urlsafe(16), owner=owner, theme=theme, papers=chosen, filters=meant)
            self._jobs[job.id] = job
            self._forget(owner)
        wanted: dict[str, Any] = {"papers": papers, "limit": limit, **(filters or {})}
        Thread(target=self._run, args=(job, wanted), name="review", daemon=True).start()
        return job

    def get(self, job_id: str, owner: str) -> Job:
        """One of the owner's reviews as it is now.

        Raises:
            JobNotFound: the owner has none with this id.
        """
        with self._lock:
            job = self._jobs.get(job_id)
        if job is None or job.owner != owner:
            raise JobNotFound(f"no review under way has the id {job_id[:40]!r}; those that ended are in the library")
        return job

    def list(self, owner: str) -> tuple[Job, ...]:
        """The owner's reviews since the process began, the last started first."""
        with self._lock:
            return tuple(job for job in reversed(self._jobs.values()) if job.owner == owner)

    def stop(self, job_id: str, owner: str) -> Job:
        """Stop one of the owner's reviews; one that has ended stays as it is.

        Raises:
            JobNotFound: the owner has none with this id.
        """
        with self._lock:
            job = self.get(job_id, owner)
            if job.state != "running":
                return job
            self._unwanted.add(job_id)
            return self._change(job_id, state="stopped")

    def stop_all(self) -> None:
        """Stop them all, when the process ends."""
        with self._lock:
            for job in self._jobs.values():
                if job.state == "running":
                    self.stop(job.id, job.owner)

    def _forget(self, owner: str) -> None:
        """Let go of the oldest that have ended."""
        ended = [job for job in self.list(owner) if job.state != "running"]
        for job in ended[self._kept :]:
            del self._jobs[job.id]

    def _change(self, job_id: str, **changes: object) -> Job:
        with self._lock:
            self._jobs[job_id] = self._jobs[job_id].model_copy(update=changes)
            return self._jobs[job_id]

    def _end(self, job_id: str, **changes: object) -> None:
        """How a review ended, unless it was stopped before."""
        with self._lock:
            if job_id not in self._unwanted:
                self._change(job_id, **changes)

    def _heard(self, job_id: str) -> Callable[[str, int, int], None]:
        """Notes how far a review is, and ends it when it is not wanted any more."""

        def tell(what: str, done: int, total: int) -> None:
            with self._lock:
                if job_id in self._unwanted:
                    raise _Stopped
                self._change(job_id, progress=Progress(what=what, done=done, total=total))

        return tell

    def _run(self, job: Job, wanted: dict[str, Any]) -> None:
        tell = self._heard(job.id)

        def on_section(section: Section) -> None:
            with self._lock:
                self._change(job.id, sections=(*self._jobs[job.id].sections, section))

        try:
            with self._turn:
                tell("reading", 0, 0)
                review = self._library.review(job.theme, progress=tell, on_section=on_section, **wanted)
            self._end(job.id, state="done", review=review, sections=review.sections)
        except _Stopped:
            pass
        except AssistantError as error:
            self._end(job.id, state="failed", error=str(error))
        except Exception as error:
            _LOG.exception("a review failed")
            self._end(job.id, state="failed", error=f"an unexpected error, {type(error).__name__}; please report it")
        finally:
            with self._lock:
                self._unwanted.discard(job.id)
