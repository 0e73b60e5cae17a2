"""Logs name things by id: nothing that is logged is called what a name or an address is called."""

import ast

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
