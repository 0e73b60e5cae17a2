"""The rule sets that come with the program enter the database, once each."""

from datetime import datetime

from sqlmodel import Session

from approvals.commands.journaling import rule_set_loaded
from approvals.domain.refusals.filing import RuleSetChanged
from approvals.queries import journal, rules
from approvals.rules import loader
from models.rules import Award, RuleSet


def load_rule_sets(session: Session, *, now: datetime) -> list[str]:
    """Store every built-in rule set not stored yet; return the ids added. Idempotent.

    The journal says of each when it came, and the hash of its file.

    A stored rule set never changes, since dossiers were judged by it. Where the file of a stored
    one has another content, the stored one stays if the file names it among its earlier editions;
    otherwise raises `RuleSetChanged`.
    """
    added = []
    for rule_set, content, digest in loader.built_in():
        known = rules.stored(session, rule_set.id)
        if known is not None:
            if known.digest not in {digest, *rule_set.earlier_editions}:
                raise RuleSetChanged(rule_set=rule_set.id)
            continue
        chain = journal.for_update(session)
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
        added.append(rule_set.id)
    return added
