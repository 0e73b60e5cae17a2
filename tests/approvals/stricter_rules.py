"""The built-in rules as a ministry might tighten them: every gate asks for a fresh code."""

import json
from datetime import date, timedelta
from hashlib import sha256

from sqlmodel import Session

from approvals.queries.rules import rule_set_in_force
from approvals.rules import loader
from models.rules import Award, RuleSet
from tests.builders import NOW

ID = "codes"


def ask_for_codes(session: Session, *, on: date) -> None:
    """Put them in force a day after those that they tighten, which are in force on a day."""
    base = rule_set_in_force(session, on)
    rules, content, _ = loader.load_file(loader.FOLDER / f"{base.id}.toml")
    begins = (base.valid_from + timedelta(days=1)).isoformat()
    tightened = json.loads(json.dumps(content)) | {"id": ID, "valid_from": begins}
    tightened["defaults"]["assurance"]["value"] = "code"
    session.add(
        RuleSet(
            id=ID,
            title=rules.title,
            valid_from=loader.parse(tightened).valid_from,
            digest=sha256(ID.encode()).hexdigest(),
            content=tightened,
            loaded_at=NOW,
        )
    )
    session.flush()  # awards refer to it
    session.add_all(
        Award(rule_set_id=ID, code=award.code, name=award.name, name_en=award.name_en)
        for award in rules.awards.values()
    )
    session.flush()
