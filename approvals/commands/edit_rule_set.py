"""Values of the rules are changed here: the set gets a new edition, and keeps those before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from approvals.commands.journaling import rule_set_edited
from approvals.domain.refusals.editing import EditReasonMissing, RulesEditedMeanwhile
from approvals.domain.refusals.missing import RuleSetNotFound
from approvals.queries import journal, rules
from approvals.rules.editing import NewValue, edited
from models.enums import Office
from models.rules import RuleSetEdition

EDITING = (Office.ADMINISTRATOR,)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRuleSet:
    """`edition` is the one that was looked at, which must still be the newest."""

    rule_set_id: str
    edition: int
    news: tuple[NewValue, ...]
    reason: str
    edited_by_id: UUID


def edit_rule_set(session: Session, command: EditRuleSet, *, now: datetime) -> RuleSetEdition:
    """Dossiers keep the edition they go by; submissions from now on take the new one.

    Whoever calls has checked that the editor may. Raises `RuleSetNotFound`,
    `RulesEditedMeanwhile`, `EditReasonMissing`, and what `editing.edited` raises.
    """
    chain = journal.for_update(session)  # before the set: whoever loads rules takes it first too
    if rules.for_update(session, command.rule_set_id) is None:
        raise RuleSetNotFound(rule_set=command.rule_set_id)
    newest = rules.newest_edition(session, command.rule_set_id)
    if newest != command.edition:
        raise RulesEditedMeanwhile(edition=newest)
    if not command.reason.strip():
        raise EditReasonMissing
    before = rules.content(session, command.rule_set_id, newest)
    changed = edited(before, *command.news, edition=newest + 1)
    made = RuleSetEdition(
        rule_set_id=command.rule_set_id,
        number=newest + 1,
        digest=changed.digest,
        content=changed.content,
        changes=[dict(one) for one in changed.changes],
        reason=command.reason.strip(),
        made_by_id=command.edited_by_id,
        made_at=now,
    )
    session.add(made)
    rule_set_edited(session, chain, made)
    return made
