"""Reviews, outlines and what they rest on, while the client waits; ``jobs`` has those in the background."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from assistant.models import Outline, Review, SavedReview, Scope, Section
from assistant.service.api.sending import AS_EVENTS, Tell, document, progress, sent
from assistant.service.api.wanted import TheLibrary, Theme, problems

routes = APIRouter(tags=["reviews"])


@routes.post("/review", response_model=Review, responses={**problems(400, 404), 200: {"content": AS_EVENTS}})
async def review(request: Request, library: TheLibrary, wanted: Theme) -> Response:
    """Draft a themed review.

    With `Accept: text/event-stream`: events `progress` and `section`, then `review` (the Review) or `problem`. When
    the client goes away the review stops; `/api/jobs` has those that go on.
    """

    def work(tell: Tell) -> Review:
        def on_section(section: Section) -> None:
            tell("section", section)

        return library.review(
            wanted.theme,
            papers=wanted.papers,
            limit=wanted.limit,
            progress=progress(tell),
            on_section=on_section,
            **wanted.filters,
        )

    return await sent(request, "review", work)


@routes.post("/outline", response_model=Outline, responses=problems(400, 404))
def outline(library: TheLibrary, wanted: Theme) -> Response:
    """Plan a review: headings, what each is about, and its papers."""
    return document(library.outline(wanted.theme, papers=wanted.papers, limit=wanted.limit, **wanted.filters))


@routes.post("/scope", response_model=Scope, responses=problems(400))
def scope(library: TheLibrary, wanted: Theme) -> Response:
    """Tell which papers a review would rest on and which lie just below the cut, each with its reason."""
    return document(library.scope(wanted.theme, **wanted.filters))


@routes.get("/reviews", response_model=list[SavedReview], responses=problems())
def reviews(library: TheLibrary) -> Response:
    """List the saved reviews, the last made first."""
    return document(library.reviews())
