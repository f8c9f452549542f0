"""The one way HTML is made: ``tag`` escapes every text and every attribute; only other tags pass as they are.

Made with markupsafe (Gradio and Jinja rest on it): ``Markup`` is a type of its own, so that mypy and a reader see
which texts are HTML already. Nobody writes a piece of HTML by hand, and nobody has to remember to escape.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from markupsafe import Markup, escape

from assistant.export.untrusted import one_line

__all__ = ["Markup", "icon", "joined", "link", "spaced", "tag", "titled", "unseen", "words"]

Child = str | Markup | int | None

_VOID = {"input", "path", "circle", "br"}
_ICONS = {  # drawn on a field of 16 by 16
    "plus": ("M8 3v10M3 8h10",),
    "pen": ("M3 13l.7-2.8 6.9-6.9a1.4 1.4 0 0 1 2 2L5.7 12.3 3 13z",),
    "bin": ("M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5",),
    "send": ("M8 13V3.5M4 7.2L8 3.2l4 4",),
    "stop": ("M4.5 4.5h7v7h-7z",),
    "close": ("M4 4l8 8M12 4l-8 8",),
    "list": ("M3 4.5h10M3 8h10M3 11.5h10",),
    "back": ("M7 4L3 8l4 4M3.4 8H13",),
    "tick": ("M3.5 8.5l3 3 6-7",),
    "up": ("M8 10.5V3.5M5 6.2l3-3 3 3M3 10.5V13h10v-2.5",),
    "down": ("M4 6l4 4 4-4",),
    "filter": ("M2.5 4.5h11M4.5 8h7M6.5 11.5h3",),
}


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Markup:
    """An element. Texts are escaped, None and False leave a child or an attribute out, True sets it without a value.

    ``class_`` is ``class``, ``data_turn`` is ``data-turn``.
    """
    opened = Markup("<") + Markup(name)  # noqa: S704 - names come from the code, never from a paper
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        opened += Markup(" ") + Markup(key.rstrip("_").replace("_", "-"))  # noqa: S704 - as above
        if value is not True:
            opened += Markup('="') + escape(str(value)) + Markup('"')
    opened += Markup(">")
    if name in _VOID:
        return opened
    return opened + joined(*children) + Markup("</") + Markup(name) + Markup(">")  # noqa: S704 - as above


def joined(*children: Child) -> Markup:
    """Children one after the other."""
    return Markup("").join(escape(child) for child in children if child is not None)


def words(text: str, **attributes: str | int | bool | None) -> Markup:
    """Text from elsewhere in its own direction: control characters go, right-to-left text turns nothing around it."""
    return tag("bdi", spaced(text), **attributes)


def spaced(text: str) -> str:
    """A stretch of a longer text without control characters and line ends, the spaces at its ends kept."""
    line = one_line(text)
    if not line:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{line}{' ' if text[-1].isspace() else ''}"


def titled(theme: str) -> str:
    """A theme as a title."""
    text = one_line(theme)
    return text[:1].upper() + text[1:]


def link(address: str, *children: Child) -> Markup:
    """A link that opens beside the page and tells the other side nothing; plain text where it is no web address."""
    try:
        usable = urlsplit(address).scheme in ("http", "https")
    except ValueError:  # a host in brackets that is no address
        usable = False
    if not usable:
        return tag("span", *children)
    return tag("a", *children, href=address, target="_blank", rel="noopener noreferrer", dir="auto")


def unseen(text: str) -> Markup:
    """Words for screen readers only."""
    return tag("span", text, class_="unseen")


def icon(name: str) -> Markup:
    """A line drawing that says nothing to a screen reader; its button has the words."""
    lines = joined(*(tag("path", d=line) for line in _ICONS[name]))
    return tag("svg", lines, class_="icon", viewBox="0 0 16 16", aria_hidden="true", focusable="false")
