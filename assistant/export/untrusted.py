"""Text that comes from papers, made safe to show: what it says stays, what it could do does not."""

from __future__ import annotations

import re

# Control characters, and format characters that hide text or turn its direction. Joiners stay: several scripts
# need them.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# What opens something in Markdown. An underscore after a letter opens nothing, nor does "<" before a number;
# "://", "www." and "@" make links by themselves in many readers.
_ACTIVE = re.compile(
    r"[`*\[\]~]|(?<![^\W_])_|\\(?=[!-/:-@\[-`{-~]|$)|(?<!\S)#+(?!\w)|:(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)"
)
_HTML = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_ENTITY = {"<": "&lt;", "&": "&amp;"}
_LIST_OR_QUOTE = re.compile(r"^(\d{1,9})?(?=[.)](?:\s|$)|(?<!\d)[-+>])")


def one_line(text: str) -> str:
    """A text as one line without control characters, for a terminal or the middle of a document."""
    visible = _INVISIBLE.sub("", " ".join(text.split()))  # some line ends are among the invisible
    return _SURROGATE.sub("\ufffd", " ".join(visible.split()))


def escape_markdown(text: str) -> str:
    """A text as one line that a Markdown reader shows as it is: no markup, link, image or HTML comes out of it."""
    escaped = _HTML.sub(lambda found: _ENTITY[found[0]], one_line(text))
    escaped = _ACTIVE.sub(lambda found: "".join(f"\\{character}" for character in found[0]), escaped)
    return _LIST_OR_QUOTE.sub(lambda found: f"{found[0]}\\", escaped)
