"""What each kind of event makes of a public consultation, and of the comments on it."""

from datetime import date
from types import SimpleNamespace

from approvals.history.draft import Draft
from approvals.history.told import Told, known_id
from models.consultations import Judgement


def opened(draft: Draft, event: Told) -> None:
    facts = event.facts
    draft.consultation = SimpleNamespace(
        id=known_id(facts["consultation"]),
        number=facts["number"],
        body_id=known_id(facts["body"]),
        title=event.text("title"),
        opens_on=date.fromisoformat(facts["opens_on"]),
        closes_on=date.fromisoformat(facts["closes_on"]),
        working_days=facts["working_days"],
        count_first_day=facts["count_first_day"],
        calendar=facts["calendar"],
        opened_by_id=event.actor_id,
        opened_at=event.at,
    )


def withdrawn(draft: Draft, event: Told) -> None:
    """The dossier stands in none; which one it was is told by the events before."""
    known = draft.consultation
    if known is None or known.id != known_id(event.facts["consultation"]):
        raise ValueError("it stands in another consultation")
    draft.consultation = None


def received(draft: Draft, event: Told) -> None:
    facts = event.facts
    comment = SimpleNamespace(
        id=known_id(facts["comment"]),
        consultation_id=known_id(facts["consultation"]),
        receipt=facts["receipt"],
        seq=event.seq,
        received_at=event.at,
        text=event.text("comment"),
    )
    draft.comments[comment.id] = comment


def judged(draft: Draft, event: Told) -> None:
    comment = draft.comments[known_id(event.facts["comment"])]
    comment.judgement = Judgement(event.facts["judgement"])
    comment.judged_by_id, comment.judged_at = event.actor_id, event.at
    comment.reason = event.text("reason")
