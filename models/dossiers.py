"""What is asked for: submissions, nominees, dossiers and their evidence files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.base import Instant, Table, by_value, one_of, refers_to
from models.commendation import AwardKind, Paper
from models.enums import DossierState, NomineeKind, Stage


class Submission(Table, table=True):
    """One body's list of dossiers for one campaign (tờ trình)."""

    __table_args__ = (
        UniqueConstraint("body_id", "number", "dated_on"),
        Index(
            "uq_submission_file",
            "body_id",
            "campaign_id",
            "file_sha256",
            unique=True,
            postgresql_where=text("file_sha256 IS NOT NULL"),
        ),
    )

    body_id: UUID = Field(foreign_key="body.id", index=True)
    campaign_id: UUID = Field(foreign_key="campaign.id", index=True)
    number: str = Field(max_length=80)  # `109/TTr-UBND`
    dated_on: date
    submitted_by_id: UUID = Field(foreign_key="person.id", index=True)
    submitted_at: datetime = Field(sa_type=Instant)
    file_sha256: str | None = Field(default=None, max_length=64)  # of the imported spreadsheet
    movement_id: UUID | None = Field(
        default=None, index=True, foreign_key="movement.id"
    )  # that it answers


class Nominee(Table, table=True):
    """Who is put forward: a person, a collective or a household."""

    __table_args__ = (
        one_of("kind", NomineeKind),
        Index("ix_nominee_sort_key", "sort_key", "id"),
        Index(
            "ix_nominee_search_key",
            "search_key",
            postgresql_using="gin",
            postgresql_ops={"search_key": "gin_trgm_ops"},
        ),
        Index("ix_nominee_name", "search_key"),  # who else has this very name
        Index("ix_nominee_body_id", "body_id", postgresql_where=text("body_id IS NOT NULL")),
    )

    kind: NomineeKind = Field(sa_type=by_value(NomineeKind))
    name: str = Field(max_length=300)
    position: str = Field(default="", max_length=300)  # office and workplace, as in the list
    email: str | None = Field(default=None, max_length=254)
    body_id: UUID | None = Field(default=None, foreign_key="body.id")  # a collective we know
    direct_worker: bool = False  # works directly, holds no leading office
    woman: bool | None = None  # None for collectives, and where not stated
    sort_key: str
    search_key: str
    erased_at: datetime | None = Field(default=None, sa_type=Instant)  # what was said is gone


class Dossier(Table, table=True):
    """One nominee for one award. Always in exactly one place: (state, stage, round)."""

    __table_args__ = (
        one_of("state", DossierState),
        one_of("stage", Stage),
        one_of("award_kind", AwardKind),
        CheckConstraint("round >= 1", name="round_positive"),
        CheckConstraint("edition >= 1", name="edition_positive"),
        CheckConstraint(
            "(state IN ('under_review', 'returned')) = (closed_at IS NULL)",
            name="closed_when_ended",
        ),
        ForeignKeyConstraint(["rule_set_id", "award_code"], ["award.rule_set_id", "award.code"]),
        Index("ix_dossier_state_stage", "state", "stage"),
        Index("ix_dossier_stage", "stage"),
        Index("ix_dossier_award_code", "award_code"),
        Index("ix_dossier_changed", "changed_at", "id"),
        # The roll of honour, in its order: see `approvals.queries.honours`.
        Index(
            "ix_dossier_honour",
            "closed_at",
            "id",
            postgresql_where=text("state = 'awarded' AND hidden_at IS NULL"),
        ),
        Index(
            "ix_dossier_code_part",
            "code",
            postgresql_using="gin",
            postgresql_ops={"code": "gin_trgm_ops"},
        ),
    )

    code: str = Field(max_length=20, unique=True)  # `HS-2026-000123`
    submission_id: UUID = Field(index=True, sa_column_args=refers_to("submission.id"))
    nominee_id: UUID = Field(unique=True, sa_column_args=refers_to("nominee.id"))
    rule_set_id: str = Field(max_length=40)
    edition: int = Field(default=1, sa_column_kwargs={"server_default": "1"})  # of the rule set
    award_code: str = Field(max_length=40)
    award_kind: AwardKind = Field(
        default=AwardKind.MERIT,
        sa_type=by_value(AwardKind),
        sa_column_kwargs={"server_default": AwardKind.MERIT.value},
    )
    achievements: str = ""  # tóm tắt thành tích
    state: DossierState = Field(sa_type=by_value(DossierState))
    stage: Stage = Field(sa_type=by_value(Stage))
    round: int = 1
    version: int = 1  # grows with every change: the ETag of the API
    decision_number: str | None = Field(default=None, max_length=80)  # `574/QĐ-TTg`
    submitted_at: datetime = Field(sa_type=Instant)
    changed_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    held_since: datetime | None = Field(default=None, sa_type=Instant)  # while a hold is open
    hidden_at: datetime | None = Field(default=None, sa_type=Instant)  # from the roll of honour
    consultation_id: UUID | None = Field(
        default=None, index=True, sa_column_args=refers_to("consultation.id")
    )  # that lists it
    consulted_until: date | None = None  # the last day of that
    settled_from_id: UUID | None = Field(
        default=None, unique=True, sa_column_args=refers_to("dossier.id")
    )  # the one that was not proposed upward
    last_seq: int = 0  # of its history, with the hash below: the head of its chain
    last_hash: bytes = bytes(32)

    @property
    def edition_key(self) -> tuple[str, int]:
        """Which edition of which rule set it goes by."""
        return self.rule_set_id, self.edition

    @property
    def history_head(self) -> str:
        """The first 12 hex characters of the newest event's hash: what mails and papers print."""
        return self.last_hash.hex()[:12]


class Attachment(Table, table=True):
    """An evidence file; its bytes live in the files folder under their SHA-256."""

    __table_args__ = (
        CheckConstraint("size > 0", name="size_positive"),
        one_of("paper", Paper),
        UniqueConstraint("dossier_id", "sha256"),
    )

    dossier_id: UUID = Field(foreign_key="dossier.id", index=True)
    name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int  # bytes
    sha256: str = Field(max_length=64)
    paper: Paper | None = Field(default=None, sa_type=by_value(Paper))  # None: not said
    added_by_id: UUID = Field(foreign_key="person.id")
    added_at: datetime = Field(sa_type=Instant)


class Numbering(SQLModel, table=True):
    """The last dossier number given in a year: numbers have no gaps."""

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    last: int
