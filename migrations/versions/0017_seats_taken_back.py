"""Seats that were given by mistake: they were held on no day, and who was asked by them is not."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ORDER = "ck_seat_valid_in_order"
_KINDS = [
    "dossier.submitted",
    "dossier.resubmitted",
    "dossier.returned",
    "dossier.awarded",
    "dossier.declined",
    "dossier.withdrawn",
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
    "request.registered",
    "request.answered",
    "rule_set.loaded",
    "seal_key.introduced",
    "log.begun",
    "cover.named",
    "cover.ended",
    "absence.entered",
    "absence.ended",
    "body.added",
    "bloc.joined",
    "campaign.added",
    "person.added",
    "person.deactivated",
    "person.erased",
    "seat.given",
    "seat.ended",
]


def upgrade() -> None:
    _know(_KINDS)
    _end(no_earlier_than="valid_from - 1")


def downgrade() -> None:
    op.execute("UPDATE seat SET valid_to = valid_from WHERE valid_to < valid_from")
    _end(no_earlier_than="valid_from")
    _know([kind for kind in _KINDS if kind != "assignment.undone"])


def _end(*, no_earlier_than: str) -> None:
    op.drop_constraint(op.f(_ORDER), "seat", type_="check")
    op.create_check_constraint(
        op.f(_ORDER), "seat", f"valid_to IS NULL OR valid_to >= {no_earlier_than}"
    )


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
