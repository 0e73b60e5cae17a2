"""Rule sets as stored with the dossiers they govern."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from approvals.domain.refusals.filing import NoRuleSetInForce
from approvals.domain.refusals.missing import EditionNotFound
from approvals.domain.route import stages_for
from approvals.domain.rule_set import BLOC, RuleSet
from approvals.rules import loader
from models.bodies import Person
from models.dossiers import Dossier
from models.enums import NomineeKind
from models.rules import Award, RuleSetEdition
from models.rules import RuleSet as StoredRuleSet


def stored(session: Session, rule_set_id: str) -> StoredRuleSet | None:
    return session.get(StoredRuleSet, rule_set_id)


def all_stored(session: Session) -> list[StoredRuleSet]:
    """Every rule set, the newest first."""
    newest_first = (col(StoredRuleSet.valid_from).desc(), col(StoredRuleSet.id))
    return list(session.exec(select(StoredRuleSet).order_by(*newest_first)).all())


def newer_built_in(row: StoredRuleSet) -> RuleSet | None:
    """What this program brings for a stored set, where it says otherwise than what was loaded."""
    brought = loader.built_in_set(row.id)
    return brought.rules if brought and brought.digest != row.digest else None


def rule_set(session: Session, rule_set_id: str, edition: int | None = None) -> RuleSet:
    """One edition of a rule set; the newest by default. Raises `EditionNotFound`."""
    known = newest_edition(session, rule_set_id) if edition is None else edition
    digest = session.exec(_digest(rule_set_id, known)).first()
    if digest in _cache:
        return _cache[digest]
    if known == 1:
        return _parsed(session.get_one(StoredRuleSet, rule_set_id))
    made = session.get(RuleSetEdition, (rule_set_id, known))
    if made is None:
        raise EditionNotFound(rule_set=rule_set_id, edition=known)
    return _parsed(made)


def _digest(rule_set_id: str, edition: int) -> SelectOfScalar[str]:
    """Tells whether an edition was parsed already; its content is thousands of times longer."""
    if edition == 1:
        return select(StoredRuleSet.digest).where(StoredRuleSet.id == rule_set_id)
    return select(RuleSetEdition.digest).where(
        RuleSetEdition.rule_set_id == rule_set_id, RuleSetEdition.number == edition
    )


def rules_of(session: Session, dossier: Dossier) -> RuleSet:
    """The rules a dossier goes by: as they were when it was submitted, or was moved to others."""
    return rule_set(session, *dossier.edition_key)


def rules_of_all(session: Session, dossiers: Iterable[Dossier]) -> dict[tuple[str, int], RuleSet]:
    """The rules that any of these dossiers goes by, by id and edition."""
    return {key: rule_set(session, *key) for key in {one.edition_key for one in dossiers}}


def newest_edition(session: Session, rule_set_id: str) -> int:
    """Its number; 1 where nothing was changed since the set was loaded."""
    newest = select(func.max(RuleSetEdition.number)).where(
        RuleSetEdition.rule_set_id == rule_set_id
    )
    return session.exec(newest).one() or 1


def editions(session: Session, rule_set_id: str) -> list[tuple[RuleSetEdition, Person]]:
    """What was changed since the set was loaded and by whom, the newest first."""
    made = (
        select(RuleSetEdition, Person)
        .join(Person, col(Person.id) == col(RuleSetEdition.made_by_id))
        .where(RuleSetEdition.rule_set_id == rule_set_id)
        .order_by(col(RuleSetEdition.number).desc())
    )
    return list(session.exec(made).all())


def content(session: Session, rule_set_id: str, edition: int) -> dict[str, Any]:
    """What an edition says, in JSON's types."""
    if edition == 1:
        return session.get_one(StoredRuleSet, rule_set_id).content
    return session.get_one(RuleSetEdition, (rule_set_id, edition)).content


def for_update(session: Session, rule_set_id: str) -> StoredRuleSet | None:
    """The set, locked: one edition is made after the other."""
    return session.get(StoredRuleSet, rule_set_id, with_for_update=True)


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
    return rule_set(session, row.id)


def before_blocs(session: Session) -> frozenset[tuple[str, NomineeKind]]:
    """Awards with the kinds of nominees that come before a bloc on their way, by any rule set.

    No edition changes a route.
    """
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


def _parsed(row: StoredRuleSet | RuleSetEdition) -> RuleSet:
    """Parsed once per content: a digest never means two things."""
    if row.digest not in _cache:
        _cache[row.digest] = loader.parse(row.content)
    return _cache[row.digest]
