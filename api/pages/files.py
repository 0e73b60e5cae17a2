"""Evidence files go out as downloads: nothing in them runs here, whatever they are."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse

from api.web import web_of
from approvals.commands.attach import path_of
from approvals.domain.refusals import AttachmentNotFound
from models.dossiers import Attachment

_POLICY = "default-src 'none'; sandbox"


def file_response(request: Request, attachment: Attachment) -> FileResponse:
    """The bytes of a file that the caller has made sure may be seen."""
    path = path_of(web_of(request).settings.files_folder, attachment.sha256)
    if not path.is_file():
        raise AttachmentNotFound(attachment=attachment.id)
    disposition = f"attachment; filename*=UTF-8''{quote(attachment.name, safe='')}"
    return FileResponse(
        path,
        media_type=attachment.media_type,
        headers={"Content-Disposition": disposition, "Content-Security-Policy": _POLICY},
    )
