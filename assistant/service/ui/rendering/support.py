"""How well a sentence is borne out, in words, in colour and in shape."""

from __future__ import annotations

from assistant.models import Support
from assistant.service.ui.rendering.markup import Markup, tag

IN_WORDS: dict[Support, str] = {
    "verbatim": "Quoted word for word",
    "supported": "Borne out by the abstract",
    "partial": "Partly borne out",
    "unsupported": "Not traceable to a paper",
    "connecting": "Connects, states no fact",
}
_SHAPES: dict[Support, tuple[str, ...]] = {  # on a field of 12 by 12
    "verbatim": ("M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z",),
    "supported": (
        "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.4a3.1 3.1 0 1 1 0 6.2 3.1 3.1 0 0 1 0-6.2z",
        "M6 4.4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z",
    ),
    "partial": ("M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm0 1.4v6.2a3.1 3.1 0 0 1 0-6.2z",),
    "unsupported": ("M6 1L11.4 10.6H.6zM6 3.7L2.9 9.2h6.2z",),
}


def glyph(support: Support, *, named: bool = True) -> Markup | None:
    """The shape of a support; ``named`` gives it its words as a hint and for screen readers."""
    shapes = _SHAPES.get(support)
    if shapes is None:
        return None
    drawn = (tag("path", d=shape, fill_rule="evenodd") for shape in shapes)
    seen = {"role": "img", "aria_label": IN_WORDS[support]} if named else {"aria_hidden": "true"}
    hint = tag("title", IN_WORDS[support]) if named else None
    return tag("svg", hint, *drawn, class_=f"glyph {support}", viewBox="0 0 12 12", **seen)


def legend() -> Markup:
    """What the shapes mean."""
    entries = (tag("li", glyph(support, named=False), IN_WORDS[support]) for support in _SHAPES)
    return tag("ul", *entries, class_="legend", aria_label="What the marks mean")
