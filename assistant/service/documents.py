"""The OpenAPI page, with its files from a package: no request leaves the machine."""

from __future__ import annotations

from importlib.resources import as_file, files

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

_FILES = "/docs/files"


def serve_documents(app: FastAPI) -> None:
    """Serve the page at ``/docs``, made from ``/openapi.json``."""
    with as_file(files("fastapi_offline") / "static") as folder:  # swagger-ui's files; wheels are always unpacked
        app.mount(_FILES, StaticFiles(directory=folder), name="docs")

    @app.get("/docs", include_in_schema=False)
    def page() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title=app.title,
            swagger_js_url=f"{_FILES}/swagger-ui-bundle.js",
            swagger_css_url=f"{_FILES}/swagger-ui.css",
            swagger_favicon_url=f"{_FILES}/favicon.png",
            swagger_ui_parameters={"validatorUrl": None, "defaultModelsExpandDepth": 0},
        )
