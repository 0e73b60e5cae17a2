"""Rules changed for tests: the newest set gets an edition, and a dossier goes by it."""

from sqlmodel import Session

from approvals.commands.edit_rule_set import EditRuleSet, edit_rule_set
from approvals.commands.move_to_edition import MoveToEdition, move_to_edition
from approvals.domain.sourced import Strength
from approvals.queries import rules
from approvals.rules.editing import NewValue
from models.dossiers import Dossier
from models.rules import RuleSetEdition
from tests.builders import NOW, Country, a_dossier

ND98 = "nd98-2023"
LIMIT = "awards.bk-bo.unit.working_days"


def rules_edited(
    session: Session, country: Country, path: str = LIMIT, value: object = 7
) -> RuleSetEdition:
    new = NewValue(
        path=path,
        value=value,
        basis="Quy chế xét khen thưởng, Điều 9",
        strength=Strength.V2,
        note="Đọc trên cổng thông tin của Bộ.",
    )
    command = EditRuleSet(
        rule_set_id=ND98,
        edition=rules.newest_edition(session, ND98),
        news=(new,),
        reason="Quy chế mới",
        edited_by_id=country["administrator"].id,
    )
    made = edit_rule_set(session, command, now=NOW)
    session.flush()  # what follows reads it
    return made


def moved(session: Session, country: Country, dossier: Dossier, edition: int = 2) -> bool:
    command = MoveToEdition(
        dossier_id=dossier.id,
        edition=edition,
        reason="Theo quy chế mới",
        moved_by_id=country["administrator"].id,
    )
    return move_to_edition(session, command, now=NOW)


def edited_and_moved(session: Session, country: Country) -> None:
    """Every kind of event about changing rules."""
    dossier = a_dossier(session, country, number="383/TTr")
    moved(session, country, dossier, rules_edited(session, country).number)
