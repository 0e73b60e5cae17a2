"""Collects the texts to translate, and checks that none is missing: `make messages`.

Texts in code and templates are English; Vietnamese stands in its catalogue.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from core.language import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("api", "approvals", "cli", "core", "notifications")
TEMPLATES = {"silent": "false", "trimmed": "true"}
METHODS = [
    ("**/static/**", "ignore"),
    ("**.py", "python"),
    ("**/templates/**", "jinja2.ext:babel_extract"),
]
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}


def collected() -> Catalog:
    """Every text that stands in the sources now."""
    catalog = Catalog(project="bangvang", fuzzy=False)
    for source in SOURCES:
        for name, _line, text, comments, context in extract_from_dir(
            ROOT / source,
            method_map=METHODS,
            options_map={"**/templates/**": TEMPLATES},
            keywords=KEYWORDS,
        ):
            catalog.add(
                text, None, [(f"{source}/{name}", 0)], auto_comments=comments, context=context
            )
    return catalog


def renewed(language: str) -> tuple[Catalog, bytes]:
    """A language's catalogue with exactly the texts that stand in the sources, and its bytes."""
    path = catalogue(language)
    known = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    fresh = Catalog(locale=language, project="bangvang", fuzzy=False)
    for message in collected():
        if message.id:
            before = known.get(message.id, message.context)
            string = before.string if before else None
            fresh.add(
                message.id,
                string,
                [(name, 0) for name in sorted({name for name, _ in message.locations})],
                context=message.context,
            )
    written = BytesIO()
    write_po(written, fresh, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return fresh, written.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Texts without a translation; English is its own."""
    return [
        str(message.id) for message in catalog if message.id and not all(_forms(message.string))
    ]


def misfilled(catalog: Catalog) -> list[str]:
    """Translations with a placeholder that their text has not, or has less often."""
    return [
        str(message.id)
        for message in catalog
        if message.id and _most(_forms(message.string)) - _most(_forms(message.id))
    ]


def _most(forms: Iterable[str]) -> Counter[str]:
    """How often each placeholder stands in the form that has it most often."""
    counted: Counter[str] = Counter()
    for one in forms:
        counted |= Counter(PLACEHOLDER.findall(one))
    return counted


def _forms(string: object) -> list[str]:
    """The singular and plural forms of a translation, as a list."""
    return [string] if isinstance(string, str) else list(cast("Iterable[str]", string or [""]))


def update() -> int:
    for language in LANGUAGES:
        _, content = renewed(language)
        catalogue(language).parent.mkdir(parents=True, exist_ok=True)
        catalogue(language).write_bytes(content)
    return 0


def check() -> int:
    problems = []
    for language in LANGUAGES:
        catalog, content = renewed(language)
        if catalogue(language).read_bytes() != content:
            problems.append(f"{language}: run `make messages`, then translate what is new")
        if language != "en":
            problems += [f"{language}: not translated: {text}" for text in untranslated(catalog)]
            problems += [f"{language}: other placeholders: {text}" for text in misfilled(catalog)]
    sys.stderr.writelines(f"{problem}\n" for problem in problems)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit({"update": update, "check": check}[sys.argv[1]]())
