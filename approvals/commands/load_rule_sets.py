"""Rule sets enter the database, once each: those that come with the program, and others."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.journaling import rule_set_loaded
from approvals.domain.refusals.filing import RuleSetChanged, RuleSetDayTaken
from approvals.queries import journal, rules
from approvals.rules import loader
from approvals.rules.loader import LoadedRuleSet
from models.rules import Award, RuleSet


def load_rule_sets(session: Session, *, now: datetime) -> list[str]:
    """Store every built-in rule set not stored yet; return the ids added. Idempotent.

    The journal says of each when it came, and the hash of its file.

    A stored rule set never changes, since dossiers were judged by it. Where the file of a stored
    one has another content, the stored one stays if the file names it among its earlier editions;
    otherwise raises `RuleSetChanged`.
    """
    loaded = [one for one in loader.built_in() if load_rule_set(session, one, now=now)]
    return [one.rules.id for one in loaded]


def load_rule_set(session: Session, loaded: LoadedRuleSet, *, now: datetime) -> bool:
    """Store one rule set; False where it is stored already. Raises as `load_rule_sets` does.

    Raises `RuleSetDayTaken` where another set begins on its first day: a day has one set.
    """
    rule_set, content, digest = loaded
    known = rules.stored(session, rule_set.id)
    if known is not None:
        if known.digest not in {digest, *rule_set.earlier_editions}:
            raise RuleSetChanged(rule_set=rule_set.id)
        return False
    chain = journal.for_update(session)
    for other in rules.all_stored(session):
        if other.valid_from == rule_set.valid_from:
            raise RuleSetDayTaken(rule_set=rule_set.id, other=other.id, on=rule_set.valid_from)
    row = RuleSet(
        id=rule_set.id,
        title=rule_set.title,
        valid_from=rule_set.valid_from,
        valid_to=rule_set.valid_to,
        digest=digest,
        content=content,
        loaded_at=now,
    )
    session.add(row)
    session.flush()  # awards refer to it
    rule_set_loaded(session, chain, row, now=now)
    session.add_all(
        Award(rule_set_id=rule_set.id, code=award.code, name=award.name, name_en=award.name_en)
        for award in rule_set.awards.values()
    )
    return True
