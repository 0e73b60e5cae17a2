"""Public consultations, and the comments that come in."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
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
_NEW_KINDS = {
    "consultation.opened",
    "consultation.withdrawn",
    "comment.received",
    "comment.judged",
}
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _know(_KINDS)
    _create_consultation()
    _create_comment()
    op.add_column("dossier", sa.Column("consultation_id", sa.Uuid(), nullable=True))
    op.add_column("dossier", sa.Column("consulted_until", sa.Date(), nullable=True))
    op.create_index(op.f("ix_dossier_consultation_id"), "dossier", ["consultation_id"])
    op.create_foreign_key(
        op.f("fk_dossier_consultation_id_consultation"),
        "dossier",
        "consultation",
        ["consultation_id"],
        ["id"],
        initially="DEFERRED",
        deferrable=True,
    )


def downgrade() -> None:
    op.drop_column("dossier", "consulted_until")
    op.drop_column("dossier", "consultation_id")
    op.drop_table("public_comment")
    op.drop_table("consultation")
    _know([kind for kind in _KINDS if kind not in _NEW_KINDS])


def _create_consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("count_first_day", sa.Boolean(), nullable=False),
        sa.Column("calendar", sa.String(length=80), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", _MOMENT, nullable=True),
        sa.CheckConstraint("closes_on >= opens_on", name=op.f("ck_consultation_days_in_order")),
        sa.CheckConstraint("working_days >= 1", name=op.f("ck_consultation_a_day_or_more")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_consultation_withdrawn_as_a_whole"),
        ),
        _refers("consultation", "body_id", "body"),
        _refers("consultation", "submission_id", "submission", later=True),
        _refers("consultation", "opened_by_id", "person"),
        _refers("consultation", "withdrawn_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("number", name=op.f("uq_consultation_number")),
    )
    for column in ("body_id", "submission_id", "closes_on"):
        op.create_index(op.f(f"ix_consultation_{column}"), "consultation", [column])


def _create_comment() -> None:
    op.create_table(
        "public_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("receipt", sa.String(length=20), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("judgement", sa.String(length=32), nullable=True),
        sa.Column("judged_by_id", sa.Uuid(), nullable=True),
        sa.Column("judged_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "judgement IN ('kept', 'set_aside', 'denunciation')",
            name=op.f("ck_public_comment_judgement_known"),
        ),
        sa.CheckConstraint(
            "(judgement IS NULL) = (judged_by_id IS NULL)"
            " AND (judgement IS NULL) = (judged_at IS NULL)",
            name=op.f("ck_public_comment_judged_as_a_whole"),
        ),
        _refers("public_comment", "consultation_id", "consultation"),
        _refers("public_comment", "dossier_id", "dossier", later=True),
        _refers("public_comment", "judged_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_comment")),
        sa.UniqueConstraint("receipt", name=op.f("uq_public_comment_receipt")),
    )
    for column in ("consultation_id", "dossier_id"):
        op.create_index(op.f(f"ix_public_comment_{column}"), "public_comment", [column])


def _refers(table: str, column: str, to: str, *, later: bool = False) -> sa.ForeignKeyConstraint:
    """`later`: checked at commit."""
    name = op.f(f"fk_{table}_{column}_{to}")
    if later:
        return sa.ForeignKeyConstraint(
            [column], [f"{to}.id"], name=name, initially="DEFERRED", deferrable=True
        )
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name)


def _know(kinds: list[str]) -> None:
    name = op.f("ck_event_kind_known")
    op.drop_constraint(name, "event", type_="check")
    known = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(name, "event", f"kind IN ({known})")
