"""The house rules, held against the source: a failure says the rule, its reason, its decision."""

import ast
from pathlib import Path

import pytest

from tests.source_code import PACKAGES, ROOT, imports, line_of, method_calls, modules, name_of, tree

LONGEST = 250
WHOLE = {"approvals/history/verify_bundle.py"}  # one file, so that an auditor has it all
EVERYTHING = [*modules(), *modules("tests", "bench")]

# One line per rule: why it is one, and the decision behind it.
WHY = {
    "transactions": "Only core.database ends transactions, so that whoever opens one commits it "
    "and a decision is never half done (docs/decisions/0011).",
    "flush": "A flush says in a comment what needs it, since each is a round trip and a hidden "
    "order of writes (docs/decisions/0011).",
    "size": f"A file has at most {LONGEST} lines, so that it is read whole; split it by what its "
    "parts are about (docs/architecture.md).",
    "queries": "SELECT and UPDATE stand in approvals/queries only, so that what is read under "
    "which lock is seen in one place (docs/decisions/0011).",
    "clock": "Only the edges (api, flows, cli) read the clock and pass `now` down, so that every "
    "rule can be tried at any moment (docs/decisions/0005).",
    "prefect": "Prefect is imported in flows only: the database is the truth, Prefect conducts, "
    "and could be replaced (docs/decisions/0002).",
    "absolute": "Imports are absolute, so that a search for a module finds all its users.",
    "late": "An import inside a function says why: `# noqa: PLC0415 -- slow import` or "
    "`optional dependency`. A circular import means that something is in the wrong file.",
    "mocks": "Our own code is not mocked: fakes and a real PostgreSQL keep tests about behaviour.",
    "words": "utils, helpers, common, misc, manager and handler say nothing: name what it does.",
}
_STATEMENTS = {"select", "update", "insert", "delete", "text"}
_CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"),
}  # fmt: skip
_EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler"}


def check(rule: str, breaches: list[str]) -> None:
    assert not breaches, f"{WHY[rule]}\nBroken by: " + ", ".join(breaches)


def at(path: Path, line: int) -> str:
    return f"{name_of(path)}:{line}"


def test_only_core_ends_transactions() -> None:
    check(
        "transactions",
        [
            at(path, line)
            for path in modules()
            if name_of(path) != "core/database.py"
            for _, _, line in method_calls(path, "commit", "rollback")
        ],
    )


def test_a_flush_says_what_needs_it() -> None:
    check(
        "flush",
        [
            at(path, line)
            for path in modules("approvals", "api", "notifications", "flows")
            for receiver, _, line in method_calls(path, "flush")
            if receiver == "session" and "#" not in line_of(path, line)
        ],
    )


def test_a_file_fits_on_a_few_screens() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in EVERYTHING}
    check(
        "size",
        [
            f"{name} ({lines})"
            for name, lines in lengths.items()
            if lines > LONGEST and name not in WHOLE
        ],
    )


def test_only_queries_ask_the_database() -> None:
    breaches = []
    for path in modules("api", "approvals", "notifications", "flows", "cli"):
        if name_of(path).startswith("approvals/queries/"):
            continue
        breaches += [
            at(path, found.line)
            for found in imports(path)
            if found.root in {"sqlalchemy", "sqlmodel"} and found.name in _STATEMENTS
        ]
        breaches += [
            at(path, line)
            for receiver, _, line in method_calls(path, "get", "get_one", "exec", "execute")
            if receiver in {"session", "self.session"}
        ]
    check("queries", breaches)


def test_only_the_edges_read_the_clock() -> None:
    breaches = []
    for path in modules():
        if name_of(path) not in {"core/clock.py", "core/ids.py"}:
            calls = method_calls(path, *{name for _, name in _CLOCKS})
            breaches += [
                at(path, line) for receiver, name, line in calls if (receiver, name) in _CLOCKS
            ]
    for path in modules("approvals", "notifications", "models"):
        breaches += [
            at(path, found.line)
            for found in imports(path)
            if (found.module, found.name) == ("core.clock", "now")
        ]
    check("clock", breaches)


def test_only_flows_know_prefect() -> None:
    check(
        "prefect",
        [
            at(path, found.line)
            for path in modules(*set(PACKAGES) - {"flows"})
            for found in imports(path)
            if found.root == "prefect"
        ],
    )


def test_imports_are_absolute() -> None:
    check(
        "absolute",
        [at(path, found.line) for path in EVERYTHING for found in imports(path) if found.level],
    )


def test_an_import_inside_a_function_says_why() -> None:
    reasons = ("slow import", "optional dependency")
    check(
        "late",
        [
            at(path, found.line)
            for path in modules()
            for found in imports(path)
            if found.inside and not any(why in line_of(path, found.line) for why in reasons)
        ],
    )


def test_our_own_code_is_not_mocked() -> None:
    check(
        "mocks",
        [
            at(path, found.line)
            for path in modules("tests")
            for found in imports(path)
            if found.module.startswith("unittest")
        ],
    )


def test_files_are_named_for_what_they_do() -> None:
    check("words", [name_of(path) for path in EVERYTHING if path.stem in _EMPTY_WORDS])


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_module_says_in_one_sentence_what_it_owns(path: Path) -> None:
    words = ast.get_docstring(tree(path)) or ""
    assert words.partition("\n\n")[0].strip(), f"{name_of(path)} has no docstring"


def test_packages_are_those_the_tree_names() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert found == set(PACKAGES)
