"""The list of reviews at the side: those being written, then those that are kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from assistant.export.untrusted import one_line
from assistant.export.words import counted
from assistant.models import SavedReview
from assistant.service.jobs import Job
from assistant.service.ui.rendering.markup import Markup, icon, tag, titled, words

MOST = 200  # reviews that are listed


def reviews_frame() -> Markup:
    """What stands around the list; ``${value}`` is the list."""
    new = tag("button", icon("plus"), "New review", type="button", class_="new", data_fresh=True)
    return tag("nav", new, "${value}", class_="conversations", aria_label="Reviews")


def reviews(running: Iterable[Job], saved: Iterable[SavedReview], current: str) -> Markup:
    """Reviews under way, then the saved ones, the last made first; ``current`` is the one that is open."""
    drawn = [_one(job.id, titled(job.theme), "being written", current=current, running=True) for job in running]
    drawn += [_one(one.capsule, one.title, _about(one), current=current) for one in [*saved][:MOST]]
    if drawn:
        return tag("ul", *drawn, class_="chats reviews")
    return tag("p", "Your reviews will be listed here.", class_="hint")


def _one(id_: str, title: str, about: str, *, current: str, running: bool = False) -> Markup:
    name = one_line(title) or "(untitled)"
    here = id_ == current
    pulse = tag("span", class_="pulse") if running else None
    chosen = tag(
        "button",
        words(name, class_="name"),
        tag("span", pulse, about, class_="about"),
        type="button",
        class_="choose-review",
        data_review=id_,
        aria_current="true" if here else None,
        title=name,
    )
    return tag("li", chosen, class_="current" if here else None)


def _about(one: SavedReview) -> str:
    return " · ".join(filter(None, (_day(one.made), counted(one.papers, "paper"))))


def _day(made: str | None) -> str:
    if made is None:
        return ""
    try:
        day = datetime.fromisoformat(made)
    except ValueError:
        return ""
    return f"{day.day} {day:%b %Y}"
