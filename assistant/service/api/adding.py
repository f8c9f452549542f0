"""Adding papers: files are received into a folder of their own, read, and gone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

from anyio import open_file, to_thread
from fastapi import APIRouter, Query, Request, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from assistant.errors import BadRequest
from assistant.models import IngestReport, Upload
from assistant.service.api.sending import AS_EVENTS, Tell, progress, sent
from assistant.service.api.wanted import TheLibrary, TheLimits, problems

routes = APIRouter(tags=["library"])

_FILES = {"type": "array", "items": {"type": "string", "format": "binary"}}
_FORM = {"type": "object", "properties": {"files": _FILES}, "required": ["files"]}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": _FORM},
            "text/plain": {"schema": {"type": "string"}},
            "application/jsonl": {"schema": {"type": "string"}},
        },
    }
}
_MOST = 2000  # files in one request


@routes.post(
    "/add",
    response_model=IngestReport,
    openapi_extra=_BODY,
    responses={**problems(400, 413), 200: {"content": AS_EVENTS}},
)
async def add(
    request: Request,
    library: TheLibrary,
    limits: TheLimits,
    name: Annotated[str, Query(description="What a file sent as the body itself is called.")] = "upload",
) -> Response:
    """Add papers from files: as a form with `files`, or one file as the body itself.

    What could not be read is in the report, with file, place and reason. With `Accept: text/event-stream`: events
    `progress`, then `report` (the IngestReport) or `problem`.
    """
    folder = Path(await to_thread.run_sync(tempfile.mkdtemp))
    try:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            files = await _of_form(request, folder, limits.file)
        else:
            files = [await _written(folder, name, request.stream(), limits.file)]
        if not files:
            raise BadRequest("the form holds no files; send them under the name files")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise

    def work(tell: Tell) -> IngestReport:
        try:
            return library.add(*files, progress=progress(tell))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    return await sent(request, "report", work)


async def _of_form(request: Request, folder: Path, most: int) -> list[Upload]:
    async with request.form(max_files=_MOST, max_fields=100) as form:
        return [
            await _written(folder, part.filename or "upload", _chunks(part), most)
            for part in form.getlist("files")
            if isinstance(part, UploadFile)
        ]


async def _chunks(part: UploadFile) -> AsyncIterator[bytes]:
    while chunk := await part.read(1_000_000):
        yield chunk


async def _written(folder: Path, name: str, chunks: AsyncIterator[bytes], most: int) -> Upload:
    """Write a file under a name of ours; the name that the client gave is only shown."""
    path = folder / str(sum(1 for _ in folder.iterdir()))
    size = 0
    async with await open_file(path, "wb") as file:
        async for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise HTTPException(413, f"a file is larger than {most / 10**6:,.0f} MB; split it and add the parts")
            await file.write(chunk)
    return Upload(name=name, path=path)
