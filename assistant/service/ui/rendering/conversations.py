"""The list of conversations at the side."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.export.untrusted import one_line
from assistant.models import Chat
from assistant.service.ui.rendering.markup import Markup, icon, tag, words


def rail_frame() -> Markup:
    """What stands around the list: a new conversation, and the search; ``${value}`` is the list."""
    new = tag("button", icon("plus"), "New conversation", type="button", class_="new", data_new=True)
    search = tag("input", type="search", class_="find", placeholder="Search", aria_label="Search conversations")
    return tag("nav", new, search, "${value}", class_="conversations", aria_label="Conversations")


def conversations(chats: Iterable[Chat], current: str, searched: str = "") -> Markup:
    """The conversations, the last used first; ``current`` is the id of the one that is open."""
    drawn = [_one(chat, current=chat.id == current) for chat in chats]
    if drawn:
        return tag("ul", *drawn, class_="chats")
    empty = "No conversation has these words." if searched else "Your conversations will be listed here."
    return tag("p", empty, class_="hint")


def _one(chat: Chat, *, current: bool) -> Markup:
    title = one_line(chat.title) or "(untitled)"
    chosen = tag(
        "button",
        words(title),
        type="button",
        class_="choose",
        data_chat=chat.id,
        aria_current="true" if current else None,
        title=title,
    )
    rename = _small("pen", f"Rename {title}", data_rename=chat.id, data_title=title)
    remove = _small("bin", f"Delete {title}", data_remove=chat.id, data_title=title)
    return tag("li", chosen, rename, remove, class_="current" if current else None)


def _small(drawing: str, label: str, **data: str) -> Markup:
    return tag("button", icon(drawing), type="button", class_="small", aria_label=label, **data)
