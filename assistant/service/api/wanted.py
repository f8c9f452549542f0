"""What the endpoints are given: the library, who asks, filters and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.library import Library
from assistant.library.filters import FilterWords
from assistant.service.guard import user_of
from assistant.service.jobs import Jobs
from assistant.service.limits import Limits
from assistant.service.problems import MEDIA_TYPE, Problem

MOST = 100_000  # papers that anything may be limited to
_YEAR = "2017, 2015:2020, 2015: or :2020"


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _limits(request: Request) -> Limits:
    limits: Limits = request.app.state.limits
    return limits


TheLibrary = Annotated[Library, Depends(_library)]
TheJobs = Annotated[Jobs, Depends(_jobs)]
TheLimits = Annotated[Limits, Depends(_limits)]
Owner = Annotated[str, Depends(user_of)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many papers.")]
Offset = Annotated[int, Query(ge=0, le=2**31, description="How many to leave out at the beginning.")]


def _filters(
    year: Annotated[str | None, Query(description=f"Years: {_YEAR}.")] = None,
    author: Annotated[str | None, Query(description="Only papers of this author.")] = None,
    venue: Annotated[str | None, Query(description="Only papers that appeared there.")] = None,
    category: Annotated[str | None, Query(description="Only papers of this category.")] = None,
) -> FilterWords:
    return FilterWords(year=year, author=author, venue=venue, category=category)


Filters = Annotated[FilterWords, Depends(_filters)]


class Wanted(BaseModel):
    """Which papers count. Names that are none are refused, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: str | int | None = Field(None, description=f"Years: {_YEAR}.")
    author: str | None = Field(None, description="Only papers of this author.")
    venue: str | None = Field(None, description="Only papers that appeared there.")
    category: str | None = Field(None, description="Only papers of this category.")

    @property
    def filters(self) -> FilterWords:
        """The filters as the library takes them."""
        return FilterWords(year=self.year, author=self.author, venue=self.venue, category=self.category)


class Question(Wanted):
    """What is asked, of which papers."""

    question: str = Field(description="The question.", examples=["How does an agent reuse past episodes?"])
    limit: int = Field(5, ge=1, le=MOST, description="At most so many papers.")


class Theme(Wanted):
    """What is reviewed, from which papers."""

    theme: str = Field(description="The theme.", examples=["episodic memory in RL"])
    limit: int | None = Field(None, ge=1, le=MOST, description="At most so many papers.")
    papers: tuple[str, ...] | None = Field(
        None, max_length=MOST, description="Papers chosen by hand (ids, keys or titles), in place of cut and filters."
    )


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """How the schema describes what an endpoint answers when something is wrong."""
    content: Mapping[str, Any] = {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}
    return {status: {"model": Problem, "content": {MEDIA_TYPE: content}} for status in sorted({*statuses, 422})}
