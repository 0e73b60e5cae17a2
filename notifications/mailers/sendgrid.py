"""Mail through SendGrid's v3 API, with the provider's own client."""

import logging
from datetime import timedelta
from http.client import HTTPException
from urllib.error import URLError

from python_http_client.exceptions import HTTPError
from sendgrid import SendGridAPIClient
from sendgrid.helpers.mail import (
    Category,
    ClickTracking,
    CustomArg,
    From,
    Ganalytics,
    Header,
    HtmlContent,
    Mail,
    OpenTracking,
    PlainTextContent,
    ReplyTo,
    SubscriptionTracking,
    To,
    TrackingSettings,
)

from core.vietnamese import clean
from notifications.mailers.port import Envelope, OutcomeUnknown, RetryLater, Undeliverable

ACCEPTED = 202
TIMEOUT_SECONDS = 10.0
LONGEST_PROBLEM = 300

# Nothing is wrong with the mail: our key, our rate or their service is. Mended, the mail goes.
OURS_OR_THEIRS = frozenset({401, 403, 404, 408, 429})
# Said by something in front of SendGrid, which cannot know whether SendGrid took the mail.
GATEWAY = frozenset({502, 504})

# At DEBUG this client writes whole requests: the API key, links and codes.
logging.getLogger("python_http_client").setLevel(logging.INFO)


class SendGridMailer:
    """Sends one mail a request, untracked, with our message id where its webhook returns it."""

    grace = timedelta(minutes=15)

    def __init__(
        self,
        *,
        api_key: str,
        host: str,
        sender: str,
        sender_name: str,
        timeout: float = TIMEOUT_SECONDS,
    ) -> None:
        self._sender = From(clean(sender), clean(sender_name))
        client = SendGridAPIClient(api_key=api_key, host=host.rstrip("/"))
        client.client.timeout = timeout  # it has none by default, and would wait for ever
        self._client = client

    def send(self, envelope: Envelope) -> str:
        """See `Mailer.send`; the id is SendGrid's `X-Message-Id`."""
        try:
            response = self._client.send(self._request(envelope))
        except HTTPError as answer:
            raise _failure(answer) from None
        except URLError as error:  # before the request was through: nobody can have taken it
            raise RetryLater(f"not reached: {type(error.reason).__name__}") from None
        except (OSError, HTTPException) as error:
            raise OutcomeUnknown(f"no answer: {type(error).__name__}") from None
        if response.status_code != ACCEPTED:
            raise RetryLater(f"answered {response.status_code}, not {ACCEPTED}")
        return str(response.headers.get("X-Message-Id", ""))

    def _request(self, envelope: Envelope) -> Mail:
        mail = Mail(
            from_email=self._sender,
            to_emails=To(clean(envelope.to_address), clean(envelope.to_name)),
            subject=clean(envelope.subject),
            plain_text_content=PlainTextContent(envelope.text),
            html_content=HtmlContent(envelope.html),
        )
        # `p=0` puts it inside the personalization, the only place from which it reliably returns.
        mail.add_custom_arg(CustomArg("message_id", str(envelope.message_id), p=0))
        mail.add_category(Category(envelope.template))
        for name, value in envelope.headers.items():
            mail.add_header(Header(name, value))
        if envelope.reply_to:
            mail.reply_to = ReplyTo(clean(envelope.reply_to))
        mail.tracking_settings = TrackingSettings(
            click_tracking=ClickTracking(enable=False, enable_text=False),
            open_tracking=OpenTracking(enable=False),
            subscription_tracking=SubscriptionTracking(enable=False),
            ganalytics=Ganalytics(enable=False),
        )
        return mail


def _failure(answer: HTTPError) -> Exception:
    """What an answer other than 202 means for the mail."""
    problem = f"{answer.status_code} {_said(answer)}"[:LONGEST_PROBLEM]
    if answer.status_code in GATEWAY:
        return OutcomeUnknown(problem)
    if answer.status_code in OURS_OR_THEIRS or answer.status_code >= 500:  # noqa: PLR2004 -- HTTP
        return RetryLater(problem, after=_asked_to_wait(answer))
    return Undeliverable(problem)


def _said(answer: HTTPError) -> str:
    """SendGrid's own words, made safe for one line of a log or page."""
    body = answer.body if isinstance(answer.body, bytes) else str(answer.body).encode()
    return clean(body.decode("utf-8", "replace"))


def _asked_to_wait(answer: HTTPError) -> timedelta | None:
    seconds = str((answer.headers or {}).get("Retry-After", ""))
    return timedelta(seconds=int(seconds)) if seconds.isdigit() else None
