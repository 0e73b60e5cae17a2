"""What blocs do in a year: elections, agreements, registrations, votes and reports."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
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
_NEW = [
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
]


def upgrade() -> None:
    _know(_KINDS)
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bloc_id"], ["body.id"], name=op.f("fk_agreement_bloc_id_body")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_agreement_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("bloc_id", "year", name=op.f("uq_agreement_bloc_id_year")),
    )
    op.create_table(
        "bloc_election",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("votes_cast", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Uuid(), nullable=False),
        sa.Column("head_votes", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=True),
        sa.Column("deputy_votes", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "deputy_votes BETWEEN 0 AND votes_cast", name=op.f("ck_bloc_election_deputy_counted")
        ),
        sa.CheckConstraint(
            "head_votes BETWEEN 0 AND votes_cast", name=op.f("ck_bloc_election_head_counted")
        ),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_bloc_election_bloc_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["body.id"], name=op.f("fk_bloc_election_deputy_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_bloc_election_entered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["head_id"], ["body.id"], name=op.f("fk_bloc_election_head_id_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bloc_election")),
        sa.UniqueConstraint("bloc_id", "year", name=op.f("uq_bloc_election_bloc_id_year")),
    )
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("award_code", sa.String(length=40), nullable=False),
        sa.Column("rule_set_id", sa.String(length=40), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leader_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "leader_id IS NULL OR closed_at IS NOT NULL",
            name=op.f("ck_recommendation_led_when_closed"),
        ),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_recommendation_bloc_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["body.id"], name=op.f("fk_recommendation_leader_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_recommendation_opened_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["rule_set_id"], ["rule_set.id"], name=op.f("fk_recommendation_rule_set_id_rule_set")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint(
            "bloc_id", "year", "award_code", name=op.f("uq_recommendation_bloc_id_year_award_code")
        ),
    )
    op.create_index(
        op.f("ix_recommendation_leader_id"), "recommendation", ["leader_id"], unique=False
    )
    op.create_table(
        "registration",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("award_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("search_key", sa.String(), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "count >= 1 AND (name = '' OR count = 1)", name=op.f("ck_registration_named_is_one")
        ),
        sa.CheckConstraint(
            "kind IN ('individual', 'collective', 'household')",
            name=op.f("ck_registration_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_registration_bloc_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_registration_entered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_registration_member_id_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
    )
    op.create_index(
        "ix_registration_bloc", "registration", ["bloc_id", "year", "member_id"], unique=False
    )
    op.create_index(
        op.f("ix_registration_search_key"), "registration", ["search_key"], unique=False
    )
    op.create_table(
        "registration_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_registration_period_bloc_id_body")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_period")),
        sa.UniqueConstraint("bloc_id", "year", name=op.f("uq_registration_period_bloc_id_year")),
    )
    op.create_table(
        "report_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("results", sa.String(), nullable=False),
        sa.Column("obstacles", sa.String(), nullable=False),
        sa.Column("proposals", sa.String(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "period IN ('half_year', 'year')", name=op.f("ck_report_round_period_known")
        ),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_report_round_bloc_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_report_round_opened_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_round")),
        sa.UniqueConstraint(
            "bloc_id", "year", "period", name=op.f("uq_report_round_bloc_id_year_period")
        ),
    )
    op.create_index(op.f("ix_report_round_due_on"), "report_round", ["due_on"], unique=False)
    op.create_table(
        "agreement_signature",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_signature_agreement_id_agreement"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_agreement_signature_member_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_agreement_signature_person_id_person")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "member_id", name=op.f("pk_agreement_signature")),
    )
    op.create_table(
        "member_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("results", sa.String(), nullable=False),
        sa.Column("obstacles", sa.String(), nullable=False),
        sa.Column("proposals", sa.String(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_member_report_member_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["report_round.id"], name=op.f("fk_member_report_round_id_report_round")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["person.id"], name=op.f("fk_member_report_sent_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_report")),
        sa.UniqueConstraint(
            "round_id", "member_id", name=op.f("uq_member_report_round_id_member_id")
        ),
    )
    op.create_table(
        "raised_matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(answer = '') = (answered_at IS NULL)", name=op.f("ck_raised_matter_answered_when")
        ),
        sa.CheckConstraint(
            "kind IN ('obstacle', 'proposal')", name=op.f("ck_raised_matter_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_raised_matter_answered_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["report_round.id"], name=op.f("fk_raised_matter_round_id_report_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raised_matter")),
    )
    op.create_index(op.f("ix_raised_matter_round_id"), "raised_matter", ["round_id"], unique=False)
    op.create_table(
        "recommendation_candidate",
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("in_favour", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "in_favour >= 0 AND against >= 0",
            name=op.f("ck_recommendation_candidate_votes_counted"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_recommendation_candidate_member_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_candidate_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint(
            "recommendation_id", "member_id", name=op.f("pk_recommendation_candidate")
        ),
    )
    op.create_table(
        "recommendation_voter",
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_recommendation_voter_member_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_voter_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint(
            "recommendation_id", "member_id", name=op.f("pk_recommendation_voter")
        ),
    )
    op.create_table(
        "report_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_report_file_size_positive")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_report_file_added_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["member_report.id"], name=op.f("fk_report_file_report_id_member_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint("report_id", "sha256", name=op.f("uq_report_file_report_id_sha256")),
    )


def downgrade() -> None:
    op.drop_table("report_file")
    op.drop_table("recommendation_voter")
    op.drop_table("recommendation_candidate")
    op.drop_index(op.f("ix_raised_matter_round_id"), table_name="raised_matter")
    op.drop_table("raised_matter")
    op.drop_table("member_report")
    op.drop_table("agreement_signature")
    op.drop_index(op.f("ix_report_round_due_on"), table_name="report_round")
    op.drop_table("report_round")
    op.drop_table("registration_period")
    op.drop_index(op.f("ix_registration_search_key"), table_name="registration")
    op.drop_index("ix_registration_bloc", table_name="registration")
    op.drop_table("registration")
    op.drop_index(op.f("ix_recommendation_leader_id"), table_name="recommendation")
    op.drop_table("recommendation")
    op.drop_table("bloc_election")
    op.drop_table("agreement")

    _know([kind for kind in _KINDS if kind not in _NEW])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
