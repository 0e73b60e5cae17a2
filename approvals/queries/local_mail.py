"""Development's local mailbox, newest first."""

from uuid import UUID

from sqlmodel import Session, col, or_, select

from models.mail import LocalMail


def newest(
    session: Session, *, limit: int, before: UUID | None = None, to: str = "", words: str = ""
) -> list[LocalMail]:
    """Mails kept on this machine; `to` narrows to one address, `words` to what they say."""
    query = select(LocalMail).order_by(col(LocalMail.id).desc()).limit(limit)
    if before is not None:
        query = query.where(col(LocalMail.id) < before)
    if to:
        query = query.where(LocalMail.to == to.strip().lower())
    if words:
        said = (col(LocalMail.subject), col(LocalMail.text))
        query = query.where(or_(*(part.icontains(words.strip(), autoescape=True) for part in said)))
    return list(session.exec(query).all())


def one(session: Session, mail_id: UUID) -> LocalMail | None:
    return session.get(LocalMail, mail_id)


def of_message(session: Session, message_id: UUID) -> LocalMail | None:
    """The mail a message became, if it was kept already."""
    return session.exec(select(LocalMail).where(LocalMail.message_id == message_id)).first()
