"""Opinions that other bodies are asked for, and the links they answer by."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
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
    "agency_opinion.asked",
    "agency_opinion.reminded",
    "agency_opinion.answered",
    "agency_opinion.lapsed",
}
_MOMENT = sa.DateTime(timezone=True)
_AWAITED = "answered_at IS NULL AND lapsed_at IS NULL"


def upgrade() -> None:
    _know("event", "kind", _KINDS)
    op.add_column("gate", sa.Column("opinion_due_on", sa.Date(), nullable=True))
    _create_opinion()
    _create_link()


def downgrade() -> None:
    op.drop_table("opinion_link")
    op.drop_table("inter_agency_opinion")
    op.drop_column("gate", "opinion_due_on")
    _know("event", "kind", [kind for kind in _KINDS if kind not in _NEW_KINDS])


def _create_opinion() -> None:
    table = "inter_agency_opinion"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("gate_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("calendar", sa.String(length=80), nullable=False),
        sa.Column("remind_at", _MOMENT, nullable=True),
        sa.Column("reminded_at", _MOMENT, nullable=True),
        sa.Column("lapses_at", _MOMENT, nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("document", sa.String(length=80), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.Column("lapsed_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "answer IN ('agree', 'object')", name=op.f("ck_inter_agency_opinion_answer_known")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)"
            " AND (answer IS NULL) = (answered_by_id IS NULL)",
            name=op.f("ck_inter_agency_opinion_answered_as_a_whole"),
        ),
        sa.CheckConstraint(
            "answered_at IS NULL OR lapsed_at IS NULL",
            name=op.f("ck_inter_agency_opinion_answered_or_lapsed"),
        ),
        _row(table, "dossier_id", "dossier", late=True),
        _row(table, "gate_id", "gate", late=True),
        _row(table, "body_id", "body"),
        _row(table, "asked_by_id", "person"),
        _row(table, "answered_by_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inter_agency_opinion")),
    )
    for column in ("dossier_id", "gate_id", "body_id"):
        op.create_index(op.f(f"ix_inter_agency_opinion_{column}"), table, [column])
    op.create_index(
        "uq_inter_agency_opinion_one_awaited",
        table,
        ["dossier_id", "body_id"],
        unique=True,
        postgresql_where=sa.text(_AWAITED),
    )
    for name, column in (("remind", "remind_at"), ("lapse", "lapses_at")):
        op.create_index(
            f"ix_inter_agency_opinion_{name}",
            table,
            [column],
            postgresql_where=sa.text(_AWAITED),
        )


def _create_link() -> None:
    table = "opinion_link"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        _row(table, "opinion_id", "inter_agency_opinion", late=True),
        _row(table, "message_id", "message"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_opinion_link_token_hash")),
    )
    for column in ("opinion_id", "message_id"):
        op.create_index(op.f(f"ix_opinion_link_{column}"), table, [column])


def _row(table: str, column: str, other: str, *, late: bool = False) -> sa.ForeignKeyConstraint:
    deferred = {"initially": "DEFERRED", "deferrable": True} if late else {}
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), **deferred
    )


def _know(table: str, column: str, words: list[str] | tuple[str, ...]) -> None:
    name = op.f(f"ck_{table}_{column}_known")
    op.drop_constraint(name, table, type_="check")
    known = ", ".join(f"'{word}'" for word in words)
    op.create_check_constraint(name, table, f"{column} IN ({known})")
