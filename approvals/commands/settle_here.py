"""The head of a body gives an award of its own, and does not propose the nominee upward.

The dossier ends; another one for the same nominee and the award chosen goes on in its place. See
docs/decisions/0041-settle-here.md.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from approvals.commands.attach import note_attached
from approvals.commands.filing import Filing, begin
from approvals.commands.opening import candidate_exclusion, moment_of
from approvals.commands.roll import Roll
from approvals.commands.settling import end_duties, finish, move
from approvals.domain.holding import ensure_not_held
from approvals.domain.refusals.deciding import NotAllowedHere, NotEligible
from approvals.domain.refusals.missing import DossierNotFound
from approvals.domain.refusals.settling_here import CouncilIsVoting, SettlingUnexplained
from approvals.domain.rule_set import AwardRule, StageRule
from approvals.domain.settling_here import JudgedHere, ensure_own, goes_on_at, own_awards
from approvals.domain.transitions import Action, next_state
from approvals.queries import bodies, dossiers, gates, mail, rules, settled_here, visibility
from approvals.queries.cases import Case, case_of
from approvals.queries.visibility import Viewer
from core.clock import local_date
from models.dossiers import Attachment, Dossier, Nominee
from models.enums import AssignmentState, DossierState, GateMethod, GateState, Office
from models.gates import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleHere:
    """`award_code` is one of the body's own, in the rules that the dossier goes by."""

    dossier_id: UUID
    award_code: str
    reason: str
    person_id: UUID


def settle_here(session: Session, command: SettleHere, *, now: datetime) -> Dossier:
    """The new dossier. It cannot be undone; the nominating body may withdraw what came of it.

    The same award again answers with the dossier that came of it. Raises `DossierNotFound`,
    `NotAllowedHere` to all but the head of the body where it lies, `ActionNotAllowed` unless it is
    under review, `OnHold`, `CouncilIsVoting`, `SettlingUnexplained`, `NotEligible`, and what
    `ensure_own` does.
    """
    dossier = dossiers.for_update(session, command.dossier_id)
    viewer = visibility.viewer_of(session, command.person_id, on=local_date(now))
    if dossier is None or viewer is None or not visibility.may_see(session, viewer, dossier.id):
        raise DossierNotFound(dossier=command.dossier_id)
    gate = mail.last_gate(session, dossier)
    if not may_settle(viewer, gate.body_id):
        raise NotAllowedHere
    known = settled_here.successor(session, dossier.id)
    if known is not None and known.award_code == command.award_code:
        return known
    next_state(dossier.state, Action.SETTLE_HERE)
    ensure_not_held(dossier.held_since)
    case, roll = case_of(session, dossier), Roll(session, on=local_date(now))
    award = _chosen(session, command, viewer, case, gate, roll)
    under = rules.rules_of(session, dossier)

    gate.state, gate.closed_at = GateState.SETTLED_HERE, now
    end_duties(session, [gate.id], now=now)
    filing = Filing(session, case.submission, under, roll, now)
    fresh = _instead(filing, case, award, gate, command.person_id)
    move(
        session,
        dossier,
        Action.SETTLE_HERE,
        gate=gate.key,
        reason=command.reason.strip(),
        actor_id=command.person_id,
        facts={"award": award.code, "dossier": str(fresh.id), "code": fresh.code},
        now=now,
    )
    finish(session, dossier, now=now)
    return fresh


def may_settle(viewer: Viewer, body_id: UUID) -> bool:
    """Whether somebody may give awards of this body itself: its head, in person."""
    return viewer.holds_in(body_id, Office.HEAD)


def own_awards_at(session: Session, viewer: Viewer, dossier: Dossier) -> list[AwardRule]:
    """What somebody may choose from; nothing where they may not settle it, or not now."""
    gate = gates.open_gate(session, dossier.id)
    if gate is None or dossier.held_since is not None or not may_settle(viewer, gate.body_id):
        return []
    if _council_votes(session, gate):
        return []
    case = case_of(session, dossier)
    judged_here = _judged_here(Roll(session, on=viewer.on), case, gate)
    under = rules.rules_of(session, dossier)
    return own_awards(under, case.award, case.nominee.kind, judged_here)


def _chosen(  # noqa: PLR0913, PLR0917 -- who chooses what, of which dossier
    session: Session, command: SettleHere, viewer: Viewer, case: Case, gate: Gate, roll: Roll
) -> AwardRule:
    seats = bodies.seats_of(session, viewer.person.id, on=roll.on)
    body = next(body for _, body in seats if body.id == gate.body_id)
    under, judged_here = rules.rules_of(session, case.dossier), _judged_here(roll, case, gate)
    own = own_awards(under, case.award, case.nominee.kind, judged_here)
    award = ensure_own(command.award_code, case.award, own, judged_here, body=body.name)
    if not command.reason.strip():
        raise SettlingUnexplained
    if _council_votes(session, gate):
        raise CouncilIsVoting
    because = candidate_exclusion(case, award.route[-1], viewer.person, roll)
    if because is not None:
        raise NotEligible(because=because)
    return award


def _council_votes(session: Session, gate: Gate) -> bool:
    """A vote that was cast counts, or it would be known that some were not liked."""
    decided = gates.in_state(session, gate.id, AssignmentState.DECIDED)
    return gate.method is GateMethod.BALLOT and bool(decided)


def _judged_here(roll: Roll, case: Case, gate: Gate) -> JudgedHere:
    def judged_here(rule: StageRule) -> bool:
        body = roll.judging_body_if_any(case.submission, rule)
        return body is not None and body.id == gate.body_id

    return judged_here


def _instead(filing: Filing, case: Case, award: AwardRule, gate: Gate, person_id: UUID) -> Dossier:
    """The dossier for the body's own award, with nominee and evidence of the first."""
    session, now, first = filing.session, filing.now, case.dossier
    [number] = dossiers.take_numbers(session, local_date(now).year, 1)
    nominee = Nominee(**case.nominee.model_dump(exclude={"id"}))
    rule = goes_on_at(award, nominee.kind, gate.stage)
    fresh = Dossier(
        code=f"HS-{local_date(now).year}-{number:06d}",
        submission_id=first.submission_id,
        nominee_id=nominee.id,
        rule_set_id=first.rule_set_id,
        edition=first.edition,
        award_code=award.code,
        award_kind=first.award_kind,
        achievements=first.achievements,
        state=DossierState.UNDER_REVIEW,
        stage=rule.stage,
        submitted_at=now,
        changed_at=now,
        settled_from_id=first.id,
    )
    facts: dict[str, Any] = {
        "findings": [],  # its page and its gates look again
        "settled_from": str(first.id),
        "submitted_by": str(case.submission.submitted_by_id),
        "submitted_at": moment_of(case.submission.submitted_at),
    }
    files = dossiers.attachments_of(session, first.id)
    begin(filing, fresh, nominee, award, rule, actor_id=person_id, facts=facts)
    for one in files:
        kept = one.model_dump(exclude={"id", "dossier_id", "added_by_id", "added_at"})
        copied = Attachment(**kept, dossier_id=fresh.id, added_by_id=person_id, added_at=now)
        session.add(copied)
        note_attached(session, fresh, copied)
    return fresh
