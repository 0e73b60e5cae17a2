"""Logs name things by id: nothing that is logged is called what a name or an address is called."""

import ast
import logging
import sys
from traceback import format_exception

import psycopg
import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from core.withholding import Quotable, described
from tests.logs import logs_as_in_use
from tests.source_code import modules, name_of, nodes

LOGS = {"log", "_LOG", "logger"}
OF_PEOPLE = {
    "address", "email", "mail", "name", "nominee", "password", "person", "phone", "reason",
    "recipient", "subject", "text", "title", "to",
}  # fmt: skip


def test_no_log_line_has_a_field_for_names() -> None:
    lines = [
        (name_of(path), node.lineno, {keyword.arg for keyword in node.keywords})
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in LOGS
    ]
    assert len(lines) > 10
    assert not [(file, line) for file, line, fields in lines if fields & OF_PEOPLE]


ADDRESS, NAME = "oanh@bnv.example", "Trịnh Thị Oanh"


def hostile() -> Exception:
    """What PostgreSQL says of an address that is there already, as SQLAlchemy passes it on."""
    said = psycopg.errors.UniqueViolation(f"Key (email)=({ADDRESS}) already exists, of {NAME}")
    return IntegrityError("INSERT INTO person", {"name": NAME, "email": ADDRESS}, said)


def test_a_log_tells_type_state_and_place_of_an_exception_and_never_its_text() -> None:
    with logs_as_in_use() as written:
        log = structlog.get_logger()
        try:
            try:
                raise hostile()
            except IntegrityError as first:
                log.warning("given as a field", problem=first)
                raise LookupError(NAME) from first
        except LookupError:
            log.exception("being handled", message="7")
            logging.getLogger("library").exception("Encountered %r", hostile())
            sys.excepthook(*sys.exc_info())
    logs = written.getvalue()
    assert ADDRESS not in logs
    assert NAME not in logs
    assert logs.count("IntegrityError 23505") == 5
    assert logs.count("LookupError at tests/core/test_logging.py:") == 3
    assert "given as a field" in logs


def test_addresses_and_mailed_links_are_masked_wherever_a_library_puts_them() -> None:
    link = "/r/0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
    with logs_as_in_use() as written:
        logging.getLogger("library").warning("%s %s %d", "GET", link, 303)
        logging.getLogger("library").warning("could not reach <" + ADDRESS + ">")  # noqa: G003 -- as it would
        logging.getLogger("library").warning("%(to)s", {"to": f"to:{ADDRESS}"})
        structlog.get_logger().warning("tried", way=f"smtp for {ADDRESS}")
    logs = written.getvalue()
    assert "GET /r/*** 303" in logs
    assert "could not reach <***@***>" in logs
    assert logs.count("***@***") == 3
    assert ADDRESS not in logs


def test_what_is_quotable_is_quoted_also_out_of_a_group() -> None:
    assert described(Quotable("Crashed")) == "Quotable: Crashed"
    group = ExceptionGroup("went away", [Quotable("Crashed"), ValueError(NAME)])
    assert described(group) == "ExceptionGroup of Quotable: Crashed, ValueError"


@pytest.mark.parametrize("quoted", [ADDRESS, NAME])
def test_an_exception_does_quote(quoted: str) -> None:
    """Otherwise the tests above would prove nothing."""
    assert quoted in "".join(format_exception(hostile()))
