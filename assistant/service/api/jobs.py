"""Reviews in the background."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from assistant.service.api.sending import document
from assistant.service.api.wanted import Owner, TheJobs, Theme, problems
from assistant.service.jobs import Job

routes = APIRouter(prefix="/jobs", tags=["reviews in the background"])
JobId = Annotated[str, Path(description="The id that it was given when it was started.")]


@routes.post("", response_model=Job, status_code=202, responses=problems(400, 429))
def start(jobs: TheJobs, owner: Owner, wanted: Theme) -> Response:
    """Start a review in the background; when it is done, it is among the saved ones."""
    return document(jobs.start(owner, wanted.theme, wanted.papers, wanted.filters, limit=wanted.limit), 202)


@routes.get("", response_model=list[Job], responses=problems())
def under_way(jobs: TheJobs, owner: Owner) -> Response:
    """List your reviews in the background, the last started first; a restart of the service forgets them."""
    return document(jobs.list(owner))


@routes.get("/{job_id}", response_model=Job, responses=problems(404))
def job(jobs: TheJobs, owner: Owner, job_id: JobId) -> Response:
    """Tell how far a review is, with the sections written so far."""
    return document(jobs.get(job_id, owner))


@routes.delete("/{job_id}", response_model=Job, responses=problems(404))
def stop(jobs: TheJobs, owner: Owner, job_id: JobId) -> Response:
    """Stop a review."""
    return document(jobs.stop(job_id, owner))
