"""What tables of figures, their columns and what they count are called on pages and papers."""

from collections.abc import Mapping
from enum import StrEnum

from approvals.domain.counted import Age, Authority, Basis, Level, Pace, Work
from approvals.domain.figures import Column, Figures
from approvals.domain.movements import Duration
from approvals.domain.wording import N_
from models.commendation import AwardKind

FIGURE_LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Figures: {
        Figures.MOVEMENTS: N_("Emulation movements"),
        Figures.STATE_AWARDS: N_("Awards decided by the State"),
        Figures.MINISTRY_AWARDS: N_("Awards decided by ministries and provinces"),
        Figures.BODIES: N_("Bodies that do emulation and commendation work"),
        Figures.OFFICERS: N_("Officers who do emulation and commendation work"),
        Figures.SHARES: N_("What was filed, by kind of commendation"),
        Figures.DIRECT: N_("Direct workers in each submission"),
        Figures.AUTHORITY: N_("Given by the body itself, or proposed upward"),
        Figures.TIMELINESS: N_("Time taken at each stage"),
        Figures.FIELDS: N_("Spread by field"),
        Figures.BACKLOG: N_("What is open, by kind and age"),
    },
    Column: {
        Column.TOTAL: N_("Total"),
        Column.LAUNCHED: N_("of which launched in the year"),
        Column.IN_BLOCS: N_("of which in a bloc alone"),
        Column.ENTERPRISES: N_("of which enterprises"),
        Column.MINISTRY_LEADERS: N_("Leaders of ministries and provinces"),
        Column.DEPARTMENT_LEADERS: N_("Leaders of departments"),
        Column.ENTREPRENEURS: N_("Entrepreneurs"),
        Column.OTHER_LEADERS: N_("Other leaders, from deputies up"),
        Column.SHARE: N_("Share of all"),
        Column.SHARE_DIRECT: N_("Share of direct workers"),
        Column.SHARE_OWN: N_("Share given by itself"),
        Column.GATES: N_("Steps decided"),
        Column.SHARE_IN_TIME: N_("Share in time, of those with a limit"),
        Column.HALF: N_("Half took at most, in working days"),
        Column.PRESENT: N_("Bodies"),
        Column.WITH_COUNCIL: N_("of which with a council"),
        Column.PEOPLE: N_("People"),
        Column.WOMEN: N_("of which women"),
        Column.TRAINING: N_("Training and qualifications"),
    },
    AwardKind: {
        AwardKind.MERIT: N_("Merit"),
        AwardKind.SUDDEN: N_("Sudden deeds"),
        AwardKind.MOVEMENT: N_("Movements"),
        AwardKind.SERVICE: N_("Long service"),
        AwardKind.TENURE: N_("Tenure in the armed forces"),
        AwardKind.FOREIGN: N_("Foreign relations"),
        AwardKind.RESISTANCE: N_("Resistance"),
    },
    Duration: {
        Duration.UNDER_ONE: N_("Under 1 year"),
        Duration.ONE: N_("1 year"),
        Duration.UNDER_THREE: N_("Over 1, under 3 years"),
        Duration.UNDER_FIVE: N_("3 to under 5 years"),
        Duration.FIVE_OR_MORE: N_("5 years and more"),
    },
    Basis: {
        Basis.FILED: N_("filed in the year"),
        Basis.AWARDED: N_("awarded in the year"),
        Basis.JUDGED: N_("decided at a stage in the year"),
        Basis.OPEN: N_("open now"),
    },
    Level: {
        Level.STATE: N_("decided by the State"),
        Level.MINISTRY: N_("decided by a ministry or province"),
        Level.GRASSROOTS: N_("decided by the nominating body"),
    },
    Authority: {
        Authority.OWN: N_("Given by itself"),
        Authority.UPWARD: N_("Proposed upward"),
    },
    Work: {
        Work.DIRECT: N_("Direct workers"),
        Work.OTHER: N_("Others, leaders of all ranks among them"),
    },
    Pace: {
        Pace.IN_TIME: N_("In time"),
        Pace.LATE: N_("Late"),
        Pace.UNLIMITED: N_("Without a limit"),
    },
    Age: {
        Age.UNDER_30: N_("Under 30 days"),
        Age.UNDER_90: N_("30 to 89 days"),
        Age.UNDER_180: N_("90 to 179 days"),
        Age.UNDER_365: N_("180 to 364 days"),
        Age.OLDER: N_("365 days and more"),
    },
}

# What each table counts, in a sentence.
ABOUT: Mapping[Figures, str] = {
    Figures.MOVEMENTS: N_(
        "Movements of the register that ran on some day of the year, by level and kind, and for how"
        " long. One without an end counts as running until the end of the year."
    ),
    Figures.STATE_AWARDS: N_(
        "Awarded in the year, by award, by who proposed them, by recipient and by kind."
        " What was taken back since is not counted."
    ),
    Figures.MINISTRY_AWARDS: N_(
        "Awarded in the year, by award, by who proposed them, by recipient and by kind."
        " What was taken back since is not counted."
    ),
    Figures.BODIES: N_("Ministries, provinces and units as they are entered in this system."),
    Figures.OFFICERS: N_(
        "People who hold such a seat as it is entered in this system; somebody with two stands in"
        " both rows."
    ),
    Figures.SHARES: N_("Dossiers filed in the year, and the share of each kind."),
    Figures.DIRECT: N_(
        "Individuals put forward in the year, and how many of them work directly and hold no"
        " leading office. No rule sets a share."
    ),
    Figures.AUTHORITY: N_(
        "Dossiers filed in the year: for awards that the body may give itself, and for those that"
        " somebody above it decides."
    ),
    Figures.TIMELINESS: N_(
        "Steps passed, returned or not approved in the year. The day on which a dossier comes to a"
        " stage does not count. A link leads to dossiers: one that came there twice is listed once."
    ),
    Figures.FIELDS: N_("By field of work."),
    Figures.BACKLOG: N_("Dossiers that are open today, by calendar days since they were filed."),
}
