"""From a content to a mail: subject, text and HTML in the reader's language."""

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import mrml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from approvals.domain.why_stuck import titled
from core.language import translator
from core.vietnamese import clean
from notifications import wording
from notifications.contents import Content

FOLDER = Path(__file__).resolve().parent / "templates"
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(template: str, content: Content, *, language: str) -> Rendered:
    """The mail of one content. What a template asks for and the content lacks, raises."""
    values = _values(content)
    plain, markup = environment(language, markup=False), environment(language, markup=True)
    subject = subject_of(template, content, language=language)
    text = plain.get_template(f"{template}/body.txt").render(values)
    mjml = markup.get_template(f"{template}/body.mjml").render(values, subject=subject)
    return Rendered(subject=subject, text=_tidy(text), html=mrml.to_html(mjml).content)


def subject_of(template: str, content: Content, *, language: str) -> str:
    """What a mail says before it is opened: one line."""
    subject = environment(language, markup=False).get_template(f"{template}/subject.txt")
    return clean(subject.render(_values(content)))


@cache
def environment(language: str, *, markup: bool) -> Environment:
    """Jinja for one language: nothing undefined passes, and in MJML markup in names stays text.

    Text and MJML have an environment each, since they share sentences (`*.part`), and what is
    escaped must depend on where a sentence ends up, not on the file it stands in.
    """
    jinja = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=markup,  # noqa: S701 -- a plain text has no markup to escape
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    texts = translator(language)
    jinja.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined] # the extension adds it
    jinja.policies["ext.i18n.trimmed"] = True  # as core.messages collects them
    jinja.globals["language"] = language
    jinja.filters |= {
        "long_date": wording.long_date(language),
        "short_date": wording.short_date,
        "day_month": wording.day_month,
        "number": wording.number(language),
        "local_time": wording.local_time,
        "grouped": wording.grouped,
        "quoted": wording.quoted,
        "broken_lines": wording.broken_lines,
        "stage_name": lambda stage: texts.gettext(wording.STAGES[stage]),
        "cause_name": lambda cause: wording.within_a_line(texts.gettext(titled(cause))),
        "became_name": lambda became: texts.gettext(wording.BECAME[became]),
        "ground_name": lambda ground: texts.gettext(wording.GROUNDS[ground]),
        "role_name": lambda role: texts.gettext(wording.ROLES[role]),
    }
    return jinja


def _values(content: Content) -> dict[str, Any]:
    return {field.name: _visible(getattr(content, field.name)) for field in fields(content)}


def _visible(value: Any) -> Any:  # noqa: ANN401 -- whatever a content holds
    """A value without control characters: they break a mail, hide a text or begin a header."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(_visible, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: _visible(getattr(value, field.name)) for field in fields(value)}
        )
    return value


def _tidy(text: str) -> str:
    """One empty line where templates left several, none at either end."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"
