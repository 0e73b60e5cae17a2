"""Development's mailbox: what would have been sent, to read and to click. Nowhere else."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from api.dependencies import PossibleViewer, Transaction
from api.pages.rendering import page
from api.refusals import PageNotFound
from api.security import CONTENT_POLICY
from approvals.queries import local_mail
from models.mail import LocalMail

router = APIRouter(include_in_schema=False, prefix="/dev")
_ON_A_PAGE = 30
_IN_JSON = 500

# The mail brings its own styles, and may open its links in a new tab; nothing else.
_MAIL_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


@router.get("/mail")
def mailbox(
    request: Request,
    session: Transaction,
    _viewer: PossibleViewer,
    to: str = "",
    q: str = "",
    before: UUID | None = None,
) -> HTMLResponse:
    mails = local_mail.newest(session, limit=_ON_A_PAGE + 1, before=before, to=to, words=q)
    shown, more = mails[:_ON_A_PAGE], mails[_ON_A_PAGE:]
    next_url = str(request.url.include_query_params(before=shown[-1].id)) if more else None
    return page(request, "dev_mailbox.html", mails=shown, to=to, q=q, next_url=next_url)


@router.get("/mail.json")
def mailbox_json(
    session: Transaction,
    to: str = "",
    q: str = "",
    limit: Annotated[int, Query(ge=1, le=_IN_JSON)] = _IN_JSON,
) -> JSONResponse:
    """The same for scripts, newest first."""
    return JSONResponse(
        [
            {
                "id": str(mail.id),
                "to": mail.to,
                "subject": mail.subject,
                "text": mail.text,
                "html": mail.html,
                "sent_at": mail.sent_at.isoformat(),
            }
            for mail in local_mail.newest(session, limit=limit, to=to, words=q)
        ]
    )


@router.get("/mail/{mail_id:uuid}")
def one_mail(
    request: Request, session: Transaction, _viewer: PossibleViewer, mail_id: UUID
) -> HTMLResponse:
    mail = _existing(session, mail_id)
    response = page(request, "dev_mail.html", mail=mail, text=_with_links(mail.text))
    response.headers["Content-Security-Policy"] = f"{CONTENT_POLICY}; frame-src 'self'"
    return response


@router.get("/mail/{mail_id:uuid}/html")
def mail_html(session: Transaction, mail_id: UUID) -> HTMLResponse:
    """The HTML part alone, for the frame. A link opens beside the mailbox, as in other readers."""
    html = _existing(session, mail_id).html.replace("<head>", '<head><base target="_blank">', 1)
    return HTMLResponse(html, headers={"Content-Security-Policy": _MAIL_POLICY})


def _existing(session: Transaction, mail_id: UUID) -> LocalMail:
    mail = local_mail.one(session, mail_id)
    if mail is None:
        raise PageNotFound
    return mail


def _with_links(text: str) -> Markup:
    """The plain part with its addresses to click, each on a line of its own in our mails."""
    lines = []
    for line in text.splitlines():
        address = line.strip()
        if address.startswith(("http://", "https://")) and " " not in address:
            lines.append(Markup('<a href="{0}">{0}</a>').format(address))
        else:
            lines.append(escape(line))
    return Markup("\n").join(lines)
