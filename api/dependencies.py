"""What routes ask for: a transaction, the moment, and who is looking."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends
from fastapi.params import Depends as Dependency
from sqlmodel import Session
from starlette.requests import Request

from api.cookies import SESSION
from api.refusals import SignInNeeded
from api.web import engine_of, web_of
from approvals.commands.sign_in import signed_in
from approvals.domain.assurance import proof_by_now
from approvals.domain.refusals.deciding import NotAllowedHere
from approvals.queries.troubles import troubles
from approvals.queries.visibility import Viewer, viewer_of
from core.clock import local_date, now
from core.database import transaction
from core.refusal import Refusal
from models.enums import Office, Proof, SessionKind

T = TypeVar("T")


def open_transaction(request: Request) -> Iterator[Session]:
    with transaction(engine_of(request)) as session:
        yield session


def read_clock() -> datetime:
    return now()


# scope="function" commits before the response leaves; the default scope commits after it, so
# that a failed commit would already have been reported as 200.
Transaction = Annotated[Session, Depends(open_transaction, scope="function")]
Now = Annotated[datetime, Depends(read_clock)]


def possible_viewer(request: Request, session: Transaction, now: Now) -> Viewer | None:
    """Whoever is signed in with this browser, or nobody. Pages also learn what does not work."""
    request.state.troubles = troubles(session, now=now)
    web = web_of(request)
    token = web.cookies.read(request, SESSION)
    return recognised(request, session, token, SessionKind.BROWSER, now=now)


def recognised(
    request: Request, session: Session, token: str | None, kind: SessionKind, *, now: datetime
) -> Viewer | None:
    """Whose token it is; whatever is answered is then in their language."""
    web = web_of(request)
    found = signed_in(session, token, kind, key=web.key, now=now) if token else None
    viewer = viewer_of(session, found.person_id, on=local_date(now)) if found else None
    if found is not None and viewer is not None:
        session.expunge(viewer.person)  # stays readable when a refusal undoes the transaction
        request.state.viewer = viewer
        request.state.person_language = viewer.person.language.value
        request.state.proof = proof_by_now(
            found.proof, found.proved_at, login_holds=web.settings.login_holds, now=now
        )
    return viewer


PossibleViewer = Annotated[Viewer | None, Depends(possible_viewer)]


def current_viewer(viewer: PossibleViewer) -> Viewer:
    if viewer is None:
        raise SignInNeeded
    return viewer


CurrentViewer = Annotated[Viewer, Depends(current_viewer)]


def proof_shown(request: Request, viewer: CurrentViewer) -> Proof:  # noqa: ARG001 -- whose it is
    """How well the viewer has shown who they are, by now."""
    proof: Proof = request.state.proof
    return proof


ProofShown = Annotated[Proof, Depends(proof_shown)]


def holding(*offices: Office) -> Dependency:
    """Only for viewers who hold one of these offices somewhere."""

    def held(viewer: CurrentViewer) -> None:
        if not viewer.holds(*offices):
            raise NotAllowedHere

    dependency: Dependency = Depends(held)
    return dependency


class Attempting(Protocol):
    """Does some work in a transaction of its own; see `attempting`."""

    def __call__(self, work: Callable[[Session], T]) -> T | Refusal: ...


def attempting(request: Request) -> Attempting:
    """For pages that show a refusal beside the form.

    A refusal undoes the work and is handed back instead of its result.
    """

    def attempt(work: Callable[[Session], T]) -> T | Refusal:
        try:
            with transaction(engine_of(request)) as session:
                return work(session)
        except Refusal as refusal:
            return refusal

    return attempt


Attempt = Annotated[Attempting, Depends(attempting)]
