"""The journal knows when the record was restored from a backup."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_KINDS = [
    "dossier.submitted",
    "dossier.resubmitted",
    "dossier.returned",
    "dossier.awarded",
    "dossier.declined",
    "dossier.withdrawn",
    "dossier.revoked",
    "hold.placed",
    "hold.released",
    "revocation.proposed",
    "revocation.refused",
    "recovery.noted",
    "dossier.moved_to_edition",
    "agency_opinion.asked",
    "agency_opinion.reminded",
    "agency_opinion.answered",
    "agency_opinion.lapsed",
    "consultation.opened",
    "consultation.withdrawn",
    "comment.received",
    "comment.judged",
    "gate.opened",
    "gate.settled",
    "assignment.activated",
    "assignment.decided",
    "assignment.reassigned",
    "assignment.recused",
    "assignment.undone",
    "decision.undone",
    "opinion.entered",
    "opinion.struck",
    "envelopes.opened",
    "reviewer.reminded",
    "unit.reminded",
    "gate.escalated",
    "message.delivered",
    "message.failed",
    "address.corrected",
    "attachment.added",
    "messages.queued",
    "message.accepted",
    "texts.erased",
    "run.repaired",
    "history.read",
    "history.searched",
    "record.exported",
    "record.restored",
    "request.registered",
    "request.answered",
    "rule_set.loaded",
    "rule_set.edited",
    "seal_key.introduced",
    "log.begun",
    "cover.named",
    "cover.ended",
    "absence.entered",
    "absence.ended",
    "body.added",
    "bloc.joined",
    "bloc.elected",
    "agreement.written",
    "agreement.signed",
    "registration.opened",
    "registration.entered",
    "registration.removed",
    "recommendation.opened",
    "recommendation.voted",
    "recommendation.closed",
    "report.opened",
    "report.sent",
    "report_file.added",
    "report.closed",
    "matter.answered",
    "campaign.added",
    "person.added",
    "person.deactivated",
    "person.erased",
    "seat.given",
    "seat.ended",
    "series.set",
    "past_awards.entered",
]


def upgrade() -> None:
    _know(_KINDS)
    op.create_index(
        "ix_event_restored",
        "event",
        ["at"],
        postgresql_where=sa.text("kind = 'record.restored'"),
    )


def downgrade() -> None:
    op.drop_index("ix_event_restored", table_name="event")
    _know([kind for kind in _KINDS if kind != "record.restored"])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
