"""A bloc's scores and inspection round, and following up of models."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

# Each kind of event that is new, and after which it stands.
_NEW = {
    "scoring.set": "movement.summed_up",
    "score.entered": "scoring.set",
    "score.appraised": "score.entered",
    "scoring.closed": "score.appraised",
    "visit.planned": "scoring.closed",
    "visit.held": "visit.planned",
    "visit.closed": "visit.held",
    "model_step.planned": "visit.closed",
    "model_step.done": "model_step.planned",
}


def upgrade() -> None:
    op.create_table(
        "inspection_visit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("findings", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(held_on IS NULL) = (findings = '')",
            name=op.f("ck_inspection_visit_held_with_findings"),
        ),
        sa.CheckConstraint(
            "closed_at IS NULL OR held_on IS NOT NULL",
            name=op.f("ck_inspection_visit_closed_when_held"),
        ),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_inspection_visit_bloc_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["body.id"], name=op.f("fk_inspection_visit_host_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["person.id"], name=op.f("fk_inspection_visit_planned_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_visit")),
        sa.UniqueConstraint(
            "bloc_id", "year", "host_id", name=op.f("uq_inspection_visit_bloc_id_year_host_id")
        ),
    )
    op.create_table(
        "scoring_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bloc_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("self_scored_by", sa.Date(), nullable=False),
        sa.Column("appraised_by", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "appraised_by >= self_scored_by", name=op.f("ck_scoring_sheet_days_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["bloc_id"], ["body.id"], name=op.f("fk_scoring_sheet_bloc_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name=op.f("fk_scoring_sheet_set_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_sheet")),
        sa.UniqueConstraint("bloc_id", "year", name=op.f("uq_scoring_sheet_bloc_id_year")),
    )
    op.create_table(
        "member_score",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("scored_by_id", sa.Uuid(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("appraisal", sa.String(), nullable=False),
        sa.Column("appraised_by_id", sa.Uuid(), nullable=True),
        sa.Column("appraised_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(appraised_at IS NULL) = (appraised_by_id IS NULL)",
            name=op.f("ck_member_score_appraised_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["appraised_by_id"], ["person.id"], name=op.f("fk_member_score_appraised_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_member_score_member_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["scored_by_id"], ["person.id"], name=op.f("fk_member_score_scored_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["scoring_sheet.id"], name=op.f("fk_member_score_sheet_id_scoring_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_score")),
        sa.UniqueConstraint(
            "sheet_id", "member_id", name=op.f("uq_member_score_sheet_id_member_id")
        ),
    )
    op.create_table(
        "scoring_criterion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("maximum", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("bonus", sa.Boolean(), nullable=False),
        sa.CheckConstraint("maximum > 0", name=op.f("ck_scoring_criterion_maximum_positive")),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["scoring_sheet.id"],
            name=op.f("fk_scoring_criterion_sheet_id_scoring_sheet"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_criterion")),
        sa.UniqueConstraint("sheet_id", "place", name=op.f("uq_scoring_criterion_sheet_id_place")),
    )
    op.create_table(
        "visiting_member",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["body.id"], name=op.f("fk_visiting_member_member_id_body")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["inspection_visit.id"],
            name=op.f("fk_visiting_member_visit_id_inspection_visit"),
        ),
        sa.PrimaryKeyConstraint("visit_id", "member_id", name=op.f("pk_visiting_member")),
    )
    op.create_table(
        "score_line",
        sa.Column("score_id", sa.Uuid(), nullable=False),
        sa.Column("criterion_id", sa.Uuid(), nullable=False),
        sa.Column("own", sa.Numeric(precision=7, scale=2), nullable=False),
        sa.Column("appraised", sa.Numeric(precision=7, scale=2), nullable=True),
        sa.CheckConstraint(
            "own >= 0 AND appraised >= 0", name=op.f("ck_score_line_points_counted")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["scoring_criterion.id"],
            name=op.f("fk_score_line_criterion_id_scoring_criterion"),
        ),
        sa.ForeignKeyConstraint(
            ["score_id"], ["member_score.id"], name=op.f("fk_score_line_score_id_member_score")
        ),
        sa.PrimaryKeyConstraint("score_id", "criterion_id", name=op.f("pk_score_line")),
    )
    op.create_table(
        "model_step",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('found', 'nurtured', 'summed_up', 'spread')",
            name=op.f("ck_model_step_stage_known"),
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_model_step_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["person.id"], name=op.f("fk_model_step_planned_by_id_person")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_model_step_seat_id_seat")),
        sa.PrimaryKeyConstraint("dossier_id", "stage", name=op.f("pk_model_step")),
    )
    op.create_index(
        "ix_model_step_due",
        "model_step",
        ["due_on"],
        unique=False,
        postgresql_where=sa.text("done_on IS NULL"),
    )
    op.create_index(op.f("ix_model_step_seat_id"), "model_step", ["seat_id"], unique=False)
    kinds = _kinds()
    for new, before in _NEW.items():
        kinds.insert(kinds.index(before) + 1, new)
    _know(kinds)


def downgrade() -> None:
    _know([kind for kind in _kinds() if kind not in _NEW])
    op.drop_index(op.f("ix_model_step_seat_id"), table_name="model_step")
    op.drop_index(
        "ix_model_step_due", table_name="model_step", postgresql_where=sa.text("done_on IS NULL")
    )
    op.drop_table("model_step")
    op.drop_table("score_line")
    op.drop_table("visiting_member")
    op.drop_table("scoring_criterion")
    op.drop_table("member_score")
    op.drop_table("scoring_sheet")
    op.drop_table("inspection_visit")


def _kinds() -> list[str]:
    """The kinds of events known so far, as the database has them, in its order."""
    check = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name"
    said = op.get_bind().execute(sa.text(check), {"name": "ck_event_kind_known"}).scalar_one()
    return list(said.split("'")[1::2])


def _know(kinds: list[str]) -> None:
    op.drop_constraint(op.f("ck_event_kind_known"), "event", type_="check")
    words = ", ".join(f"'{kind}'" for kind in kinds)
    op.create_check_constraint(op.f("ck_event_kind_known"), "event", f"kind IN ({words})")
