"""Whether somebody has shown well enough who they are to decide at a gate."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from approvals.domain.refusals.proving import FreshCodeNeeded, LoginNeeded
from approvals.domain.rule_set import StageRule
from models.enums import Assurance, Proof

# A mailed code proves that its reader has the mailbox now; a while later it is worth a link.
CODE_HOLDS = timedelta(minutes=10)

_WORTH: Mapping[Proof, Assurance] = MappingProxyType(
    {
        Proof.LINK: Assurance.LINK,
        Proof.CODE: Assurance.CODE,
        Proof.PASSKEY: Assurance.LOGIN,
        Proof.OIDC: Assurance.LOGIN,
    }
)
_ORDER = list(Assurance)


def asked_at(rule: StageRule, *, login_waived: bool) -> Assurance:
    """What a gate asks. Development may waive a login, so that the demo needs no device."""
    asked = rule.assurance.value
    return Assurance.LINK if login_waived and asked is Assurance.LOGIN else asked


def strictest(asked: Iterable[Assurance]) -> Assurance:
    """What several gates together ask of whoever decides at all of them in one go."""
    return max(asked, key=_ORDER.index, default=Assurance.LINK)


def suffices(proof: Proof, asked: Assurance) -> bool:
    return _ORDER.index(_WORTH[proof]) >= _ORDER.index(asked)


def ensure_proved(proof: Proof, asked: Assurance) -> None:
    """Refuse whoever has shown too little: `FreshCodeNeeded`, `LoginNeeded`."""
    if suffices(proof, asked):
        return
    raise LoginNeeded if asked is Assurance.LOGIN else FreshCodeNeeded


def proof_by_now(
    proof: Proof, proved_at: datetime, *, login_holds: timedelta, now: datetime
) -> Proof:
    """What a session's proof is worth now: one that was not given just now counts as a link."""
    holds = CODE_HOLDS if proof is Proof.CODE else login_holds
    return proof if now - proved_at <= holds else Proof.LINK
