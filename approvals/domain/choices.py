"""What a reviewer may choose, and when they must say why."""

from approvals.domain.rule_set import StageRule
from models.enums import Choice, GateMethod, Role


def choices_offered(rule: StageRule, role: Role) -> tuple[Choice, ...]:
    """The choices of a role at a stage, in the order they are shown.

    An appraiser recommends, and may recommend anything; the head then decides.
    """
    if role is Role.APPRAISER or role in rule.may_return:
        return (Choice.PASS, Choice.RETURN, Choice.REJECT)
    return (Choice.PASS, Choice.REJECT)


def is_secret(rule: StageRule, choice: Choice) -> bool:
    """Whether a choice is a vote nobody may trace. To return a dossier is an act, not a vote."""
    return rule.secret and choice is not Choice.RETURN


def reason_needed(rule: StageRule, role: Role, choice: Choice) -> bool:
    """Whether a choice needs words: an appraiser reports, a refusal or a return says why.

    Votes never need them, since a council answers as a whole; secret ones do not even take any.
    """
    if role is Role.APPRAISER or choice is Choice.RETURN:
        return True
    return rule.method is not GateMethod.BALLOT and choice is Choice.REJECT
