"""Reviews in the background: they go on by themselves, are stopped, fail in words, and are kept apart."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event

import pytest

from assistant import Library
from assistant.errors import BadRequest, JobNotFound, ModelUnavailable, TooManyJobs
from assistant.models import Review
from assistant.service.jobs import Job, Jobs


def _until(done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert time.monotonic() < deadline, "it never ended"
        time.sleep(0.01)


def _ended(jobs: Jobs, job: Job) -> Job:
    _until(lambda: jobs.get(job.id, job.owner).state != "running")
    return jobs.get(job.id, job.owner)


class Held:
    """A library whose reviews wait in the middle until they are let go."""

    def __init__(self, library: Library, error: Exception | None = None) -> None:
        self._library = library
        self._error = error
        self.begun, self.go = Event(), Event()
        self.left = False

    def review(self, theme: str, *, progress: Callable[[str, int, int], None], **wanted: object) -> Review:
        try:
            self.begun.set()
            assert self.go.wait(30)
            progress("writing", 1, 2)
            if self._error:
                raise self._error
            return self._library.review(theme, progress=progress, **wanted)  # type: ignore[arg-type]
        finally:
            self.left = True


def test_a_review_goes_on_and_is_kept(library: Library) -> None:
    jobs = Jobs(library)
    job = jobs.start("ada", "episodic memory")
    assert job.state == "running"
    done = _ended(jobs, job)
    assert done.state == "done"
    assert done.review == library.review("episodic memory")
    assert done.sections == done.review.sections
    assert done.review.capsule in {saved.capsule for saved in library.reviews()}


def test_sections_are_there_as_they_are_written(library: Library) -> None:
    jobs = Jobs(library)
    job = jobs.start("", "episodic memory", filters={"year": "2016:"}, limit=8)
    done = _ended(jobs, job)
    assert done.review is not None
    assert done.sections == done.review.sections
    assert len(done.review.coverage.relevant) <= 8


def test_papers_chosen_by_hand_are_reviewed(library: Library) -> None:
    chosen = [paper.id for paper in library.papers()[:4]]
    done = _ended(jobs := Jobs(library), jobs.start("", "episodic memory", chosen))
    assert done.review is not None
    assert set(done.review.coverage.relevant) == set(chosen)


def test_a_review_that_is_stopped_ends_and_stays_stopped(library: Library) -> None:
    held = Held(library)
    jobs = Jobs(held)  # type: ignore[arg-type]
    job = jobs.start("ada", "episodic memory")
    assert held.begun.wait(30)
    assert jobs.stop(job.id, "ada").state == "stopped"
    held.go.set()
    _until(lambda: held.left)
    assert jobs.get(job.id, "ada").state == "stopped"
    assert jobs.get(job.id, "ada").review is None


def test_what_goes_wrong_is_told(library: Library) -> None:
    held = Held(library, ModelUnavailable("the model's server does not answer; start it"))
    held.go.set()
    done = _ended(jobs := Jobs(held), jobs.start("", "episodic memory"))  # type: ignore[arg-type]
    assert (done.state, done.error) == ("failed", "the model's server does not answer; start it")


@pytest.mark.parametrize("theme", ["", " ", "x" * 100_000])
def test_a_theme_that_is_none_is_not_begun(library: Library, theme: str) -> None:
    jobs = Jobs(library)
    with pytest.raises(BadRequest, match="theme"):
        jobs.start("", theme)
    assert jobs.list("") == ()


def test_only_so_many_run_and_wait(library: Library) -> None:
    held = Held(library)
    jobs = Jobs(held, at_once=1, under_way=2)  # type: ignore[arg-type]
    first, second = jobs.start("ada", "memory"), jobs.start("ada", "exploration")
    assert held.begun.wait(30)
    assert jobs.get(second.id, "ada").progress.what == "waiting for another review to end"
    with pytest.raises(TooManyJobs):
        jobs.start("ada", "planning")
    other = jobs.start("bea", "planning")
    held.go.set()
    assert [_ended(jobs, job).state for job in (first, second, other)] == ["done"] * 3


def test_they_belong_to_who_started_them(library: Library) -> None:
    jobs = Jobs(library)
    job = jobs.start("ada", "episodic memory")
    assert [one.id for one in jobs.list("ada")] == [job.id]
    assert jobs.list("bea") == ()
    for reach in (jobs.get, jobs.stop):
        with pytest.raises(JobNotFound):
            reach(job.id, "bea")
    _ended(jobs, job)


def test_the_oldest_that_ended_are_forgotten(library: Library) -> None:
    jobs = Jobs(library, kept=1)
    started = []
    for theme in ("memory", "exploration", "planning"):
        started.append(jobs.start("", theme))
        _ended(jobs, started[-1])
    jobs.start("", "world models")
    assert started[0].id not in {job.id for job in jobs.list("")}
    _until(lambda: all(job.state != "running" for job in jobs.list("")))
