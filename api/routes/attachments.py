"""Evidence files: added to a dossier, and read again."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from api.bearer import Reader, Writer
from api.dependencies import Now, Transaction
from api.once import Repeatable
from api.openapi import json_router, refuses, repeatable
from api.pages.files import file_response
from api.refusals import RequestTooLarge
from api.schemas.dossiers import AttachmentOut
from api.schemas.words import Code, Name
from api.web import web_of
from approvals.commands.attach import MEDIA_TYPES, Attach, attach
from approvals.domain.refusals import deciding, filing, missing
from approvals.queries import dossiers
from approvals.queries.dossier_page import visible_dossier
from approvals.queries.visibility import may_see
from models.commendation import Paper

router: APIRouter = json_router("attachments")
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_SENT = {"content": {"application/octet-stream": _BYTES}, "required": True}
_FILE = {"description": "The file.", "content": dict.fromkeys(MEDIA_TYPES, _BYTES)}


async def content_of(request: Request) -> bytes:
    """The request's body; the shield lets no more in than a file may have."""
    return await request.body()


@router.post(
    "/dossiers/{code}/attachments",
    status_code=201,
    response_model=AttachmentOut,
    openapi_extra={"requestBody": _SENT},
    responses=repeatable(
        deciding.ActionNotAllowed,
        missing.DossierNotFound,
        filing.FileEmpty,
        filing.FileTooLarge,
        filing.FileTypeNotAllowed,
        deciding.NotAllowedHere,
        RequestTooLarge,
    ),
)
def attach_to_dossier(  # noqa: PLR0913, PLR0917 -- what FastAPI hands in
    request: Request,
    code: Code,
    name: Annotated[Name, Query(description="The file's name, with its ending.")],
    content: Annotated[bytes, Depends(content_of)],
    once: Repeatable,
    session: Transaction,
    writer: Writer,
    now: Now,
    paper: Annotated[Paper | None, Query(description="What of the contents it is.")] = None,
) -> Response:
    """Add a file, sent as the request's body. The same content again is the same file."""
    settings = web_of(request).settings

    def effect() -> AttachmentOut:
        command = Attach(
            dossier_id=visible_dossier(session, writer, code).id,
            person_id=writer.person.id,
            name=name,
            content=content,
            paper=paper,
        )
        added = attach(
            session,
            command,
            folder=settings.files_folder,
            limit_mb=settings.upload_limit_mb,
            now=now,
        )
        return AttachmentOut.of(added)

    return once.answer(effect, status=201)


@router.get(
    "/attachments/{attachment_id}",
    response_class=FileResponse,
    responses=refuses(missing.AttachmentNotFound) | {200: _FILE},
)
def get_attachment(
    attachment_id: UUID, request: Request, session: Transaction, viewer: Reader
) -> FileResponse:
    """The content of an evidence file."""
    found = dossiers.attachment(session, attachment_id)
    if found is None or not may_see(session, viewer, found.dossier_id):
        raise missing.AttachmentNotFound(attachment=attachment_id)
    response = file_response(request, found)
    response.headers["ETag"] = f'"{found.sha256}"'
    return response
