"""`bangvang person`: who signs in or is written to."""

from cyclopts import App

from approvals.commands import administer
from approvals.commands.passkeys import remove_all_passkeys
from approvals.commands.sign_in import end_sessions, issue_token
from approvals.intake.cells import is_address
from approvals.queries import registers
from cli.access import database
from cli.listing import Limit, show, tell
from cli.options import AsJson
from cli.writing import DryRun, writing
from core.clock import now
from core.database import transaction
from core.keys import application_key
from core.refusal import Refusal
from core.settings import load_settings
from models.bodies import Person
from models.enums import Language

app = App(name="person", help="People.")


class EmailInvalid(Refusal):
    code = "email_invalid"


@app.command(name="list")
def list_(*, search: str = "", limit: Limit = 200, as_json: AsJson = False) -> None:
    """List people by given name.

    Args:
        search: Only people whose name or address has this in it; diacritics do not matter.

    """
    with database() as engine, transaction(engine) as session:
        found = registers.people_list(session, search=search, limit=limit)
        show([_row(person) for person in found], as_json=as_json, nothing="Nobody found.")


@app.command
def add(
    name: str,
    email: str,
    *,
    language: Language = Language.VI,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Enter somebody. Whoever has this address already stays as they are.

    Example: bangvang person add "Nguyễn Thị Hoa" hoa@botuphap.example

    Args:
        name: Full name, family name first.
        email: Where mail goes, and what they sign in with.
        language: Language of their mails and pages.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        if not is_address(email):
            raise EmailInvalid(f"“{email}” is not an e-mail address.", field="email")
        person = administer.add_person(
            session, name=name, email=email, language=language, now=now()
        )
        tell(f"{person.name} <{person.email}> is entered.", _row(person), as_json=as_json)


@app.command
def deactivate(email: str, *, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Somebody leaves: they are signed out, cannot sign in and are not asked any more.

    What they decided stays. Tasks that wait for them are handed over from the dossiers' pages.

    Args:
        email: The address they were entered with.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        person = administer.deactivate_person(session, email, now=now())
        tell(f"{person.name} <{person.email}> is no longer active.", _row(person), as_json=as_json)


@app.command
def token(email: str, *, as_json: AsJson = False) -> None:
    """Print a token for somebody's scripts: it acts for them in the JSON API for a year.

    It is shown this once; only a keyed hash of it is kept. `person sign-out` ends it.

    Args:
        email: The address they were entered with.

    """
    settings = load_settings()
    key = application_key(settings)
    with database(settings) as engine, transaction(engine) as session:
        issued = issue_token(session, email, key=key, now=now())
        tell(issued, {"email": email, "token": issued}, as_json=as_json)


@app.command(name="sign-out")
def sign_out(email: str, *, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """End somebody's sessions in every browser, and all tokens of their scripts.

    Args:
        email: The address they were entered with.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        end_sessions(session, email, now=now())
        tell(f"{email} is signed out everywhere.", {"email": email}, as_json=as_json)


@app.command(name="forget-passkeys")
def forget_passkeys(email: str, *, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Remove all of somebody's passkeys, who has lost them. They sign in with a mailed code again.

    Args:
        email: The address they were entered with.

    """
    with database() as engine, writing(engine, dry_run=dry_run) as session:
        count = remove_all_passkeys(session, email)
        row = {"email": email, "removed": count}
        tell(f"{email} has no passkeys any more; {count} removed.", row, as_json=as_json)


def _row(person: Person) -> dict[str, object]:
    return {
        "name": person.name,
        "email": person.email,
        "language": person.language.value,
        "active": person.active,
    }
