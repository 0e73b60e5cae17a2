"""The tables of today as bare rows, of many dossiers at once, to be held against the record."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from uuid import UUID

from sqlmodel import Session

from approvals.queries.bare import Row, fetch
from models.enums import EventKind

# Each table's columns that events tell of, in the order in which rows are compared; the first one
# names the row. Left out: ids that nobody refers to, and what only counts changes.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dossier": (
            "id", "code", "submission_id", "nominee_id", "rule_set_id", "edition",
            "award_code", "award_kind", "achievements", "state", "stage", "round",
            "decision_number", "submitted_at", "closed_at", "held_since", "hidden_at",
            "consultation_id", "consulted_until", "settled_from_id",
        ),
        "nominee": (
            "id", "kind", "name", "position", "email", "body_id", "direct_worker", "woman",
            "sort_key", "search_key",
        ),
        "submission": (
            "id", "body_id", "campaign_id", "number", "dated_on", "submitted_by_id",
            "submitted_at", "file_sha256", "movement_id",
        ),
        "attachment": (
            "id", "name", "media_type", "size", "sha256", "paper", "added_by_id", "added_at",
        ),
        "gate": (
            "id", "body_id", "stage", "round", "method", "members", "box_yes", "box_no",
            "box_votes", "state", "opened_at", "due_on", "due_at", "calendar", "remind_at",
            "escalate_at", "escalated_at", "closed_at", "stopped_at", "stopped_due_on",
            "opinion_due_on",
        ),
        "assignment": (
            "id", "gate_id", "seat_id", "person_id", "role", "state", "excluded_because",
            "replaces_id", "activated_at", "decided_at", "decided_by_id",
        ),
        "ballot": ("assignment_id", "gate_id", "choice", "cast_at"),
        "written_opinion": (
            "assignment_id", "entered_by_id", "entered_at", "dated_on", "scan_name",
            "scan_media_type", "scan_sha256",
        ),
        "hold": (
            "id", "dossier_id", "cause", "document", "clock_stops", "placed_by_id", "placed_at",
            "released_by_id", "released_at", "outcome",
        ),
        # One that was withdrawn lists no dossier any more, and is not compared.
        "consultation": (
            "id", "number", "body_id", "submission_id", "title", "opens_on", "closes_on",
            "working_days", "count_first_day", "calendar", "opened_by_id", "opened_at",
        ),
        "public_comment": (
            "id", "consultation_id", "dossier_id", "receipt", "seq", "received_at", "judgement",
            "judged_by_id", "judged_at",
        ),
        "inter_agency_opinion": (
            "id", "dossier_id", "gate_id", "body_id", "asked_by_id", "asked_at", "due_on",
            "calendar", "remind_at", "reminded_at", "lapses_at", "answer", "document",
            "answered_by_id", "answered_at", "lapsed_at",
        ),
        "revocation": (
            "id", "dossier_id", "body_id", "ground", "conclusion_number", "concluded_on",
            "propose_by", "state", "proposed_by_id", "proposed_at", "due_on", "decided_by_id",
            "decided_at", "decision_number", "recovered_on",
        ),
    }
)  # fmt: skip

Rows = Mapping[str, dict[UUID, Row]]  # by table and by the row's name

_OPINIONS = """written_opinion
    JOIN assignment ON assignment.id = written_opinion.assignment_id
    JOIN gate ON gate.id = assignment.gate_id"""
# How each table leads to its dossier: the way there, and where the dossier's id stands.
_WAYS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "dossier": ("dossier", "dossier.id"),
        "nominee": ("nominee JOIN dossier ON dossier.nominee_id = nominee.id", "dossier.id"),
        "submission": (
            "submission JOIN dossier ON dossier.submission_id = submission.id",
            "dossier.id",
        ),
        "attachment": ("attachment", "attachment.dossier_id"),
        "gate": ("gate", "gate.dossier_id"),
        "assignment": ("assignment JOIN gate ON gate.id = assignment.gate_id", "gate.dossier_id"),
        "ballot": ("ballot JOIN gate ON gate.id = ballot.gate_id", "gate.dossier_id"),
        "written_opinion": (_OPINIONS, "gate.dossier_id"),
        "hold": ("hold", "hold.dossier_id"),
        "consultation": (
            "consultation JOIN dossier ON dossier.consultation_id = consultation.id",
            "dossier.id",
        ),
        "public_comment": ("public_comment", "public_comment.dossier_id"),
        "inter_agency_opinion": ("inter_agency_opinion", "inter_agency_opinion.dossier_id"),
        "revocation": ("revocation", "revocation.dossier_id"),
    }
)
# What must be there for a row to belong to a dossier.
_STRAYS: Mapping[str, str] = MappingProxyType(
    {
        "nominee": "dossier above ON above.nominee_id = one.id",
        "submission": "dossier above ON above.submission_id = one.id",
        "attachment": "dossier above ON above.id = one.dossier_id",
        "gate": "dossier above ON above.id = one.dossier_id",
        "assignment": "gate above ON above.id = one.gate_id",
        "ballot": "gate above ON above.id = one.gate_id",
        "written_opinion": "assignment above ON above.id = one.assignment_id",
        "hold": "dossier above ON above.id = one.dossier_id",
        "public_comment": "dossier above ON above.id = one.dossier_id",
        "inter_agency_opinion": "gate above ON above.id = one.gate_id",
        "revocation": "dossier above ON above.id = one.dossier_id",
    }
)
# The votes in a box together: their number is known before they are counted.
_SUMS = {"gate.box_votes": "box_yes + box_no"}


def _statement(name: str) -> str:
    source, dossier_id = _WAYS[name]
    wanted = (_SUMS.get(f"{name}.{one}", f"{name}.{one}") for one in COLUMNS[name])
    return f"SELECT {dossier_id}, {', '.join(wanted)} FROM {source} WHERE {dossier_id} = ANY(%s)"  # noqa: S608 -- names from this page


_STATEMENTS = {name: _statement(name) for name in COLUMNS}


def dossier_ids(session: Session, *, after: UUID, limit: int) -> list[UUID]:
    """The next dossiers, by id."""
    statement = "SELECT id FROM dossier WHERE id > %s ORDER BY id LIMIT %s"
    return [one for (one,) in fetch(session, statement, (after, limit))]


def rows_of(session: Session, ids: Collection[UUID]) -> dict[UUID, Rows]:
    """All that the tables hold of these dossiers, in one query a table; nothing for unknown ids."""
    found: dict[UUID, Rows] = {one: {name: {} for name in COLUMNS} for one in ids}
    for name, statement in _STATEMENTS.items():
        for of_dossier, *row in fetch(session, statement, (list(ids),)):
            found[of_dossier][name][row[0]] = tuple(row)
    return found


def strays(session: Session) -> Iterator[tuple[str, UUID]]:
    """Rows that belong to no dossier, by table: foreign keys keep them out, while they are kept."""
    for name, above in _STRAYS.items():
        key = COLUMNS[name][0]
        statement = f"SELECT one.{key} FROM {name} one LEFT JOIN {above} WHERE above.id IS NULL"  # noqa: S608 -- names from this page
        for (row_id,) in fetch(session, statement):
            yield name, row_id


def dossiers_gone(session: Session) -> list[UUID]:
    """Histories that began as a dossier's, and whose dossier is not there."""
    statement = """
        SELECT chain_id FROM event LEFT JOIN dossier ON dossier.id = chain_id
        WHERE seq = 1 AND kind = %s AND dossier.id IS NULL ORDER BY chain_id
    """
    return [one for (one,) in fetch(session, statement, (EventKind.DOSSIER_SUBMITTED.value,))]
