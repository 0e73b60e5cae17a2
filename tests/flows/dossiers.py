"""What flow tests ask of dossiers: file some, move them on, see who was written to."""

from collections import Counter
from uuid import UUID

from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun
from sqlalchemy import Engine, text
from sqlmodel import col, select

from approvals.queries import events
from core.database import transaction
from models.dossiers import Dossier
from models.enums import Choice, EventKind, MessageState
from models.mail import Message
from tests.builders import a_country, a_nomination, a_submission, decide_as, pass_gate
from tests.flows.asking import prefect


def filed(engine: Engine, count: int = 1, award: str = "bk-bo") -> list[Dossier]:
    """So many dossiers of one submission, each at its first gate: a council of three."""
    with transaction(engine) as session:
        country = a_country(session, council=3)
        submission = a_submission(session, country, *(a_nomination(award) for _ in range(count)))
        return list(
            session.exec(
                select(Dossier)
                .where(Dossier.submission_id == submission.id)
                .order_by(col(Dossier.code))
            ).all()
        )


def passed(engine: Engine, dossier: Dossier) -> None:
    """Everybody asked at its gate says yes."""
    with transaction(engine) as session:
        pass_gate(session, dossier)


def decided(engine: Engine, dossier: Dossier, choice: Choice) -> None:
    """The first of those asked decides."""
    with transaction(engine) as session:
        decide_as(session, dossier, choice)


def waking(engine: Engine) -> int:
    """How many wake-ups wait."""
    with transaction(engine) as session:
        return int(session.execute(text("SELECT count(*) FROM wake")).scalar_one())


def told(engine: Engine, dossier: Dossier) -> Counter[str]:
    """Messages about a dossier that were sent, by kind."""
    with transaction(engine) as session:
        return Counter(
            session.exec(
                select(Message.template).where(
                    Message.dossier_id == dossier.id, Message.state == MessageState.ACCEPTED
                )
            ).all()
        )


def most_often_sent(engine: Engine) -> int:
    """How often the message sent most often was handed to the local mailbox."""
    with transaction(engine) as session:
        return max(Counter(session.execute(text("SELECT message_id FROM local_mail"))).values())


def repairs(engine: Engine, dossier: Dossier) -> list[tuple[str, str]]:
    """What was found wrong with a dossier's runs and what was done, as its history says."""
    with transaction(engine) as session:
        timeline = events.timeline(session, dossier.id)
    return [
        (entry.facts["found"], entry.facts["done"])
        for entry in timeline
        if entry.kind is EventKind.RUN_REPAIRED
    ]


def run_of(dossier: Dossier, replaces: UUID | None = None) -> FlowRun | None:
    """A dossier's first flow run, or the one that took the place of another."""
    key = f"{dossier.id}:{replaces}" if replaces else str(dossier.id)
    found = prefect().read_flow_runs(
        flow_run_filter=FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=[key]))
    )
    return found[0] if found else None


def is_asleep(dossier: Dossier, replaces: UUID | None = None) -> bool:
    """Whether its run is suspended."""
    run = run_of(dossier, replaces)
    return run is not None and run.state_name == "Suspended"


def history_of(run: FlowRun) -> Counter[str]:
    """The states a run has been in, by name."""
    return Counter(state.name or "" for state in prefect().read_flow_run_states(run.id))
