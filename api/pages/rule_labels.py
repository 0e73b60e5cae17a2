"""What the closed lists of the rules are called on pages."""

from collections.abc import Mapping
from enum import StrEnum

from approvals.domain.categories import (
    AwardGroup,
    Rating,
    Scope,
    Severity,
    Topic,
)
from approvals.domain.guards.nominated import Condition, Whose
from approvals.domain.rule_set import BLOC, MINISTRY, NOMINATING_BODY
from approvals.domain.sourced import Strength
from approvals.domain.wording import N_
from models.commendation import AwardKind, Paper
from models.enums import Assurance, ExcludedMembers

PLACES: Mapping[str, str] = {
    NOMINATING_BODY: N_("the nominating body"),
    BLOC: N_("its emulation bloc"),
    MINISTRY: N_("the ministry, agency or province"),
}
STRENGTHS: Mapping[StrEnum, str] = {
    Strength.V1: N_("seen in an official source"),
    Strength.V2: N_("seen in a legal database or a newspaper"),
    Strength.V3: N_("seen for one ministry or province, or in a repealed text"),
    Strength.W: N_("not verified: an unofficial source"),
    Strength.U: N_("not verified"),
}
RULE_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Strength: STRENGTHS,
    AwardGroup: {
        AwardGroup.EMULATION_TITLE: N_("Emulation titles"),
        AwardGroup.ORDER: N_("Orders"),
        AwardGroup.MEDAL: N_("Medals"),
        AwardGroup.STATE_TITLE: N_("State honorary titles"),
        AwardGroup.STATE_PRIZE: N_("Ho Chi Minh Prize and State Prize"),
        AwardGroup.COMMEMORATIVE_MEDAL: N_("Commemorative medals"),
        AwardGroup.CERTIFICATE: N_("Certificates of merit"),
        AwardGroup.LETTER: N_("Letters of commendation"),
    },
    AwardKind: {
        AwardKind.MERIT: N_("for merit"),
        AwardKind.SUDDEN: N_("for a sudden deed"),
        AwardKind.MOVEMENT: N_("for a movement"),
        AwardKind.SERVICE: N_("for long service"),
        AwardKind.TENURE: N_("for tenure in the armed forces"),
        AwardKind.FOREIGN: N_("for foreign relations"),
        AwardKind.RESISTANCE: N_("for the resistance"),
    },
    Rating: {
        Rating.GOOD: N_("tasks completed well, or better"),
        Rating.EXCELLENT: N_("tasks completed excellently"),
    },
    Scope: {
        Scope.UNIT: N_("in the unit"),
        Scope.MINISTRY: N_("in the ministry or province"),
        Scope.NATIONWIDE: N_("nationwide"),
    },
    Paper: {
        Paper.SUBMISSION_LETTER: N_("submission letter"),
        Paper.ACHIEVEMENT_REPORT: N_("report of achievements"),
        Paper.CONFIRMED_REPORT: N_("report of achievements, confirmed"),
        Paper.COUNCIL_MINUTES: N_("minutes of the council"),
        Paper.INITIATIVE_CERTIFICATE: N_("certificate of the initiative or scientific work"),
        Paper.PROOF_OF_DEED: N_("proof of the deed"),
        Paper.AGENCY_OPINIONS: N_("opinions of the competent bodies"),
    },
    Severity: {
        Severity.WARN: N_("it is pointed out; the dossier may go on"),
        Severity.STOP: N_("the dossier does not go on until it is mended"),
    },
    Condition: {
        Condition.RATINGS: N_("how tasks were completed in each year"),
        Condition.INITIATIVES: N_("initiatives, and how far they reach"),
        Condition.BODY_AGE: N_("how old the collective is"),
        Condition.MOVEMENT: N_("how long the movement lasted"),
        Condition.BLOC_LEADER: N_("whether it was voted leader of its cluster or bloc"),
        Condition.BESIDES: N_("what else the article asks"),
    },
    Whose: {Whose.ANOTHER_BODY: N_("a dossier of another body")},
    Topic: {
        Topic.VALIDITY: N_("Validity"),
        Topic.AUTHORITY: N_("Who decides"),
        Topic.PREREQUISITE: N_("Conditions"),
        Topic.SPACING: N_("Time between two awards"),
        Topic.RATIO: N_("Ratio"),
        Topic.WINDOW: N_("Submission to the centre"),
        Topic.CONTENTS: N_("Dossier contents"),
        Topic.POSTING: N_("Public posting"),
        Topic.OPINION: N_("Inter-agency opinion"),
        Topic.COUNCIL: N_("Councils"),
        Topic.HOLD: N_("Hold"),
    },
    Assurance: {
        Assurance.LINK: N_("the mailed link with its code"),
        Assurance.CODE: N_("a fresh mailed code"),
        Assurance.LOGIN: N_("a sign-in minutes before"),
    },
    ExcludedMembers: {
        ExcludedMembers.COUNT: N_("count among all members"),
        ExcludedMembers.LEAVE: N_("do not count among all members"),
    },
}
