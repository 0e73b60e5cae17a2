"""Evidence files go out as downloads: nothing in them runs here, whatever they are."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse

from api.web import web_of
from approvals.commands.attach import path_of
from approvals.domain.refusals.missing import AttachmentNotFound
from models.dossiers import Attachment

_POLICY = "default-src 'none'; sandbox"


def file_response(request: Request, attachment: Attachment) -> FileResponse:
    """The bytes of a file that the caller has made sure may be seen."""
    found = content_response(request, attachment.sha256, attachment.name, attachment.media_type)
    if found is None:
        raise AttachmentNotFound(attachment=attachment.id)
    return found


def content_response(
    request: Request, sha256: str, name: str, media_type: str
) -> FileResponse | None:
    """Content as a download under a name; None when it is not kept here."""
    path = path_of(web_of(request).settings.files_folder, sha256)
    if not path.is_file():
        return None
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return FileResponse(
        path,
        media_type=media_type,
        headers={"Content-Disposition": disposition, "Content-Security-Policy": _POLICY},
    )
