"""What a message's templates ask for, and what its content carries."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_origin, get_type_hints

from jinja2 import nodes

from notifications.contents import Content
from notifications.rendering import FOLDER, environment

PARTS = ("subject.txt", "body.txt", "body.mjml")


def names_carried(kind: type[Content]) -> set[str]:
    """Fields, and the fields of what they hold: `dossier`, `dossier.code`; not those of lists."""
    found: set[str] = set()
    for name, hint in get_type_hints(kind).items():
        found.add(name)
        held = () if get_origin(hint) is tuple else (hint, *get_args(hint))
        inner = [part for part in held if is_dataclass(part)]
        found |= {f"{name}.{field.name}" for part in inner for field in fields(part)}
    return found


def names_asked(template: str) -> set[str]:
    """What a message's templates and all that these are made of ask for, and none of them sets."""
    jinja = environment("vi", markup=True)
    waiting, seen = {f"{template}/{part}" for part in PARTS}, dict[str, nodes.Template]()
    while waiting:
        name = waiting.pop()
        seen[name] = jinja.parse((FOLDER / name).read_text())
        waiting |= {used for used in templates_used(seen[name]) if used not in seen}
    # Macros have arguments of their own.
    trees = [tree for name, tree in seen.items() if not name.endswith("parts.mjml")]
    known = (
        set(jinja.globals) | {"super", "loop"} | {name for tree in trees for name in set_by(tree)}
    )
    return {name for tree in trees for name in asked_by(tree) if name.split(".")[0] not in known}


def templates_used(tree: nodes.Template) -> set[str]:
    found: list[nodes.Include | nodes.Extends | nodes.Import] = [
        *tree.find_all(nodes.Include),
        *tree.find_all(nodes.Extends),
        *tree.find_all(nodes.Import),
    ]
    return {node.template.value for node in found if isinstance(node.template, nodes.Const)}


def set_by(tree: nodes.Template) -> set[str]:
    stored = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    return stored | {node.target for node in tree.find_all(nodes.Import)}


def asked_by(tree: nodes.Template) -> set[str]:
    inside = {
        f"{node.node.name}.{node.attr}"
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name)
    }
    return {name.name for name in tree.find_all(nodes.Name)} | inside
