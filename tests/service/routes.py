"""All routes of an app, out of its own table: REST, documents, files, and everything that Gradio brings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any


def requests(routes: Iterable[Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of each, with something in the place of parameters."""
    for route in routes:
        inner = getattr(route, "include_context", None)
        if inner is not None:
            yield from requests(inner.included_router.routes, prefix + inner.prefix)
        elif not hasattr(route, "methods"):
            mounted = prefix + getattr(route, "path", "")
            yield from requests(getattr(route, "routes", None) or (), mounted)
            yield "GET", f"{mounted}/"
        for method in getattr(route, "methods", None) or ():
            path = re.sub(r"\{\w+(?::\w+)?\}", "x", route.path)
            yield method, prefix + path
