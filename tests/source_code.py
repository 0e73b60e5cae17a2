"""Reads the project's own source, for the tests that hold it to its rules."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("api", "approvals", "cli", "core", "flows", "migrations", "models", "notifications")


def modules(*packages: str) -> list[Path]:
    """The modules of these packages, of all of them when none is named."""
    return sorted(
        path
        for package in packages or PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "versions" not in path.parts
    )


def name_of(path: Path) -> str:
    """A file's path inside the project: `approvals/domain/tally.py`."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def nodes(path: Path) -> Sequence[ast.AST]:
    """Everything in a module: walked through once, as there are many rules."""
    return list(ast.walk(tree(path)))


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name. `inside` is set for an import within a function."""

    module: str
    name: str
    line: int
    level: int = 0
    inside: bool = False

    @property
    def root(self) -> str:
        return self.module.partition(".")[0]


@cache
def imports(path: Path) -> Sequence[Import]:
    """Every import of a module, also those within functions."""
    return list(_imports(path))


def _imports(path: Path) -> Iterator[Import]:
    top = set(map(id, tree(path).body))
    for node in nodes(path):
        inside = id(node) not in top
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, "", node.lineno, inside=inside)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(node.module or "", alias.name, node.lineno, node.level, inside)


def method_calls(path: Path, *names: str) -> Iterator[tuple[str, str, int]]:
    """Calls `receiver.name(…)` of one of these names, with their line."""
    for node in nodes(path):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in names
        ):
            yield ast.unparse(node.func.value), node.func.attr, node.lineno


def line_of(path: Path, number: int) -> str:
    return path.read_text(encoding="utf-8").splitlines()[number - 1]
