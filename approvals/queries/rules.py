"""Rule sets as stored with the dossiers they govern."""

from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from approvals.domain.refusals.filing import NoRuleSetInForce
from approvals.domain.route import stages_for
from approvals.domain.rule_set import BLOC, RuleSet
from approvals.rules import loader
from models.dossiers import Dossier
from models.enums import NomineeKind
from models.rules import Award
from models.rules import RuleSet as StoredRuleSet


def stored(session: Session, rule_set_id: str) -> StoredRuleSet | None:
    return session.get(StoredRuleSet, rule_set_id)


def all_stored(session: Session) -> list[StoredRuleSet]:
    """Every rule set, the newest first."""
    newest_first = (col(StoredRuleSet.valid_from).desc(), col(StoredRuleSet.id))
    return list(session.exec(select(StoredRuleSet).order_by(*newest_first)).all())


def rule_set(session: Session, rule_set_id: str) -> RuleSet:
    """The rules a dossier was submitted under, as they were then."""
    return _parsed(session.get_one(StoredRuleSet, rule_set_id))


def rule_set_in_force(session: Session, on: date) -> RuleSet:
    """The newest rule set that had begun by a day; raises `NoRuleSetInForce`.

    One that has run out stays in use until its successor is loaded: dossiers do not stop coming in.
    """
    row = session.exec(
        select(StoredRuleSet)
        .where(col(StoredRuleSet.valid_from) <= on)
        .order_by(col(StoredRuleSet.valid_from).desc(), col(StoredRuleSet.id))
        .limit(1)
    ).first()
    if row is None:
        raise NoRuleSetInForce(on=on)
    return _parsed(row)


def before_blocs(session: Session) -> frozenset[tuple[str, NomineeKind]]:
    """Awards with the kinds of nominees that come before a bloc on their way, by any rule set."""
    awards = [award for row in all_stored(session) for award in _parsed(row).awards.values()]
    return frozenset(
        (award.code, kind)
        for award in awards
        for kind in NomineeKind
        if any(rule.at == BLOC for rule in stages_for(award, kind))
    )


# An `Award` as the rules of a `Dossier` know it, to join the two.
OF_ITS_RULES: ColumnElement[bool] = (col(Award.rule_set_id) == col(Dossier.rule_set_id)) & (
    col(Award.code) == col(Dossier.award_code)
)

_cache: dict[str, RuleSet] = {}


def _parsed(row: StoredRuleSet) -> RuleSet:
    """Parsed once per content: a digest never means two things."""
    if row.digest not in _cache:
        _cache[row.digest] = loader.parse(row.content)
    return _cache[row.digest]
