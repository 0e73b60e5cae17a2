"""Every flow there is, and how often each runs."""

from collections.abc import Mapping
from datetime import timedelta

from flows.begin_and_end_covers import begin_and_end_covers
from flows.deliver_mail import deliver_mail
from flows.deployments import NOMINATION, Deployed
from flows.morning_brief import morning_brief
from flows.reconcile import reconcile
from flows.remind_and_escalate import remind_and_escalate
from flows.seal import seal
from flows.survey import count, survey

DEPLOYED: Mapping[str, Deployed] = {
    deployed.flow.name: deployed
    for deployed in (
        NOMINATION,
        Deployed(
            remind_and_escalate,
            "Reminds reviewers and blocs of due days, and tells the secretariat of overdue gates.",
            timedelta(minutes=5),
        ),
        Deployed(
            begin_and_end_covers,
            "Hands on what waits for those whose absence begins, and back what still waits.",
            timedelta(minutes=5),
        ),
        Deployed(
            deliver_mail,
            "Sends what was queued and not yet taken by the mail provider.",
            timedelta(seconds=30),
        ),
        Deployed(
            reconcile,
            "Sees to it that every open dossier has a flow run, and every gate its people.",
            timedelta(minutes=1),
        ),
        Deployed(
            seal,
            "Seals what was recorded, signs and publishes what it came to.",
            # How long a change of the record could go unnoticed. Shorter costs a checkpoint each
            # time: 250 bytes in the table and the file.
            timedelta(minutes=3),
        ),
        Deployed(
            survey,
            "Keeps the dashboard's table of open dossiers, and why each does not move.",
            timedelta(minutes=1),
        ),
        Deployed(
            count,
            "Counts what moved on which day, and how long gates usually take.",
            timedelta(minutes=15),
        ),
        Deployed(
            morning_brief,
            "Mails the secretariat what is newly stuck, un-stuck and due, on working mornings.",
            timedelta(minutes=15),
        ),
    )
}
