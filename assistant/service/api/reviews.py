"""Reviews and outlines, while the client waits or in the background."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from assistant.models import Outline, Review
from assistant.service.api.sending import AS_EVENTS, Tell, document, sent
from assistant.service.api.wanted import Owner, TheJobs, TheLibrary, Theme, problems
from assistant.service.jobs import Job, Progress

routes = APIRouter(tags=["reviews"])
JobId = Annotated[str, Path(description="The review's id, as it was given when it was started.")]


@routes.post("/review", response_model=Review, responses={**problems(400), 200: {"content": AS_EVENTS}})
async def review(request: Request, library: TheLibrary, wanted: Theme) -> Response:
    """Draft a themed review.

    With `Accept: text/event-stream`: events `progress`, then `review` (the Review) or `problem`. When the client goes
    away the review stops; `/api/jobs` has those that go on.
    """

    def work(tell: Tell) -> Review:
        def progress(what: str, done: int, total: int) -> None:
            tell("progress", Progress(what=what, done=done, total=total))

        return library.review(wanted.theme, limit=wanted.limit, progress=progress, **wanted.filters)

    return await sent(request, "review", work)


@routes.post("/outline", response_model=Outline, responses=problems(400))
def outline(library: TheLibrary, wanted: Theme) -> Response:
    """Plan a review: headings, what each is about, and its papers."""
    return document(library.outline(wanted.theme, limit=wanted.limit, **wanted.filters))


@routes.post("/jobs", response_model=Job, status_code=202, responses=problems(400, 429))
def start(jobs: TheJobs, owner: Owner, wanted: Theme) -> Response:
    """Start a review in the background."""
    return document(jobs.start(owner, wanted.theme, filters=wanted.filters, limit=wanted.limit), 202)


@routes.get("/jobs", response_model=list[Job], responses=problems())
def under_way(jobs: TheJobs, owner: Owner) -> Response:
    """List your reviews in the background, the last started first; a restart of the service forgets them."""
    return document(jobs.list(owner))


@routes.get("/jobs/{job_id}", response_model=Job, responses=problems(404))
def job(jobs: TheJobs, owner: Owner, job_id: JobId) -> Response:
    """Tell how far a review is."""
    return document(jobs.get(job_id, owner))


@routes.delete("/jobs/{job_id}", response_model=Job, responses=problems(404))
def stop(jobs: TheJobs, owner: Owner, job_id: JobId) -> Response:
    """Stop a review."""
    return document(jobs.stop(job_id, owner))
