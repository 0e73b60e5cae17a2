"""What guards find of lists and dossiers, by what the tables know of the nominees."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from approvals.commands.attach import Attach, attach
from approvals.commands.submit import Submit, submit_examined
from approvals.domain.guards.finding import Finding
from approvals.domain.refusals.deciding import PassStopped
from approvals.domain.refusals.filing import NominationStopped
from approvals.history.looking_back import state_at
from approvals.queries import events, rules
from approvals.queries.cases import case_of
from approvals.queries.findings import findings_of_cases, findings_of_list
from core.vietnamese import search_key
from models.commendation import AwardKind, Paper
from models.dossiers import Dossier
from models.enums import Choice, NomineeKind
from models.past_awards import PastAward
from tests.builders import (
    MINISTRY,
    Country,
    a_country,
    a_dossier,
    a_nomination,
    a_submission,
    decide_as,
    fresh,
    pass_gate,
)

NOW = datetime(2025, 11, 25, 2, 0, tzinfo=UTC)  # under NĐ 152/2025/NĐ-CP, which may stop
TODAY = NOW.date()


@pytest.fixture
def country(session: Session) -> Country:
    return a_country(session, council=2, today=TODAY)


def a_past_award(award: str, year: int, **others: object) -> PastAward:
    fields: dict[str, object] = {
        "kind": NomineeKind.INDIVIDUAL,
        "name": "Cao Thị Quỳnh",
        "position": "Chuyên viên, Vụ Pháp luật",
        "award_code": award,
        "year": year,
        "decision_number": f"{year}/QĐ-BTP",
        "decided_on": date(year + 1, 1, 10),
        "file_sha256": "0" * 64,
        "added_at": NOW,
    } | others
    return PastAward(**fields, search_key=search_key(str(fields["name"])))  # type: ignore[arg-type]


def findings(session: Session, dossier: Dossier) -> list[Finding]:
    session.flush()
    return findings_of_cases(session, [case_of(session, dossier)], on=TODAY)[dossier.id]


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found]


def test_the_record_is_what_was_brought_in_and_what_was_awarded_here(
    session: Session, country: Country
) -> None:
    session.add_all([a_past_award("cstd-bo", 2023), a_past_award("cstd-bo", 2024)])
    dossier = a_dossier(session, country, "cstdtq", now=NOW)
    assert codes(findings(session, dossier)) == ["to_check", *["papers_missing"] * 2]
    namesake = a_dossier(session, country, "cstdtq", now=NOW, number="2/TTr-BTP", position="Vụ B")
    assert codes(findings(session, namesake))[:2] == ["open_by_name", "met_by_name_only"]


def test_an_award_given_here_is_in_the_record_until_it_is_taken_back(
    session: Session, country: Country
) -> None:
    first = a_dossier(session, country, "bk-bo", now=NOW)
    pass_gate(session, first, now=NOW)
    second = a_nomination("bk-ttg", achievements="Việc khác.")
    again = a_nomination("bk-bo", achievements="Việc khác.")
    assert _codes_if_filed(session, country, second) == []
    assert _codes_if_filed(session, country, again) == ["open_already"]
    decide_as(session, first, now=NOW)
    assert fresh(session, first).closed_at is not None
    assert _codes_if_filed(session, country, again) == ["rewarded_already"]


def _codes_if_filed(session: Session, country: Country, *nominations: object) -> list[str]:
    session.flush()
    found = findings_of_list(
        session,
        nominations,  # type: ignore[arg-type]
        rules.rule_set_in_force(session, TODAY),
        body_id=country.bodies[MINISTRY].id,
        campaign_id=country.campaign.id,  # type: ignore[union-attr]
        on=TODAY,
    )
    return codes(found)


def test_a_nominee_under_review_cannot_be_put_forward_again(
    session: Session, country: Country
) -> None:
    a_dossier(session, country, now=NOW)
    with pytest.raises(NominationStopped) as refused:
        a_submission(
            session, country, a_nomination(name="Ma Thị Son"), a_nomination(), number="2", now=NOW
        )
    assert refused.value.field == "nominations.1"
    assert refused.value.facts == {"row": 2, "name": "Cao Thị Quỳnh", "finding": "open_already"}
    assert len(session.exec(select(Dossier.id)).all()) == 1


def test_what_was_pointed_out_is_in_the_history(session: Session, country: Country) -> None:
    nominations = (
        a_nomination(position="Vụ A", award_kind=AwardKind.SUDDEN),
        a_nomination(position="Vụ B"),
    )
    command = Submit(
        body_id=country.bodies[MINISTRY].id,
        campaign_id=country.campaign.id,  # type: ignore[union-attr]
        number="1/TTr-BTP",
        dated_on=TODAY,
        submitted_by_id=country["alice"].id,
        nominations=nominations,
    )
    filed = submit_examined(session, command, now=NOW)
    assert [(one.line, one.code) for one in filed.findings] == [(1, "listed_by_name")]
    first, second = session.exec(select(Dossier).order_by(Dossier.code)).all()
    submitted = [events.timeline(session, one.id)[0].facts for one in (first, second)]
    assert [facts["findings"] for facts in submitted] == [[], ["listed_by_name"]]
    assert (first.award_kind, second.award_kind) == (AwardKind.SUDDEN, AwardKind.MERIT)


def test_of_two_that_are_the_same_only_the_later_cannot_be_passed(
    session: Session, country: Country
) -> None:
    first = a_dossier(session, country, now=NOW)
    second = a_dossier(session, country, now=NOW, number="2/TTr-BTP", position="Vụ B")
    second_nominee = case_of(session, second).nominee
    second_nominee.position = "Chuyên viên - Vụ Pháp luật"  # as a supplement may say
    session.flush()
    with pytest.raises(PassStopped) as refused:
        decide_as(session, second, now=NOW)
    assert refused.value.facts == {"finding": "open_already"}
    decide_as(session, first, now=NOW)
    decide_as(session, second, Choice.REJECT, now=NOW)


def test_files_are_said_to_be_papers(session: Session, country: Country, tmp_path) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    dossier = a_dossier(session, country, "bk-bo", now=NOW)
    assert codes(findings(session, dossier)) == ["papers_missing"]
    for number, paper in enumerate(Paper):
        file = Attach(
            dossier_id=dossier.id,
            person_id=country["alice"].id,
            name=f"{number}.pdf",
            content=b"%PDF-1.7 " + paper.encode(),
            paper=paper,
        )
        attach(session, file, folder=tmp_path, limit_mb=1, now=NOW)
    assert findings(session, dossier) == []
    assert {one.paper for one in state_at(session, dossier.id, dossier.last_seq).files} == set(
        Paper
    )


def test_a_long_list_takes_as_many_queries_as_a_short_one(
    session: Session, country: Country
) -> None:
    asked: list[str] = []
    bind = session.connection()
    event.listen(bind, "before_cursor_execute", lambda *call: asked.append(call[2]))
    counts = []
    for lines in (1, 200):
        nominations = [a_nomination("cstdtq", name=f"Lê Thị {n}") for n in range(lines)]
        before = len(asked)
        _codes_if_filed(session, country, *nominations)
        counts.append(len(asked) - before)
    assert counts[0] == counts[1]
