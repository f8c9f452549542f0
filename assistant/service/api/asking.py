"""Search and ask."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.models import Answer, SearchResult
from assistant.service.api.sending import AS_EVENTS, Tell, document, progress, sent
from assistant.service.api.wanted import Filters, Limit, Question, TheLibrary, problems

routes = APIRouter(tags=["ask"])


@routes.get("/search", response_model=SearchResult, responses=problems(400))
def search(
    library: TheLibrary,
    query: Annotated[str, Query(description="What is looked for.", examples=["exploration bonus"])],
    filters: Filters,
    limit: Limit = 10,
) -> Response:
    """Rank papers by how well they fit a query, with the passages that matched."""
    return document(library.search(query, limit=limit, **filters))


@routes.post("/ask", response_model=Answer, responses={**problems(400), 200: {"content": AS_EVENTS}})
async def ask(request: Request, library: TheLibrary, asked: Question) -> Response:
    """Answer a question with cited sentences.

    With `Accept: text/event-stream` the answer is sent as it is written: events `draft` (a PartialAnswer), before them
    `progress` where papers have to be indexed first, then `answer` (the Answer) or `problem`.
    """

    def work(tell: Tell) -> Answer:
        return library.ask(
            asked.question,
            limit=asked.limit,
            on_draft=lambda draft: tell("draft", draft),
            progress=progress(tell),
            **asked.filters,
        )

    return await sent(request, "answer", work)
