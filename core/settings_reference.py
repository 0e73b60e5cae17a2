"""Writes docs/reference/settings.md and .env.example from the settings themselves: `make docs`."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from core.mail_settings import MailSettings
from core.paper_settings import PaperSettings
from core.public_settings import PublicSettings
from core.rehearsal_settings import RehearsalSettings
from core.sealing_settings import SealingSettings
from core.settings import SECRETS, Settings
from core.sign_in_settings import SignInSettings
from core.watching_settings import WatchingSettings

ROOT = Path(__file__).resolve().parent.parent
_ABOUT = """\
# Settings

Read from the environment when a process starts; none is needed on a laptop. What contradicts
itself is refused with one sentence that names the variables. One marked 🔒 may instead be given as
the path of a file that holds it, with `_FILE` at the end of its name, as Docker and systemd hand
secrets over. [.env.example](../../.env.example) has all of them to copy.

This page is written from `core/settings.py` by `make docs`.

| variable | default | meaning |
|---|---|---|
"""
_EXAMPLE = """\
# Every setting with its default, for `docker run --env-file` or systemd's EnvironmentFile: copy,
# and uncomment what you change. Written from core/settings.py by `make docs`.
"""


def reference() -> str:
    """The page, in Markdown."""
    return _ABOUT + "".join(f"{row}\n" for row in _rows())


def example() -> str:
    """The .env file with everything commented out."""
    parts = [_EXAMPLE]
    for name, field in _fields():
        words = f"{field.description}{_bounds(field)}".replace("`", "")
        parts.append(f"\n# {words}\n#{variable(name)}={_default(field)}\n")
    return "".join(parts)


def _fields() -> list[tuple[str, FieldInfo]]:
    """Our own first, then those of parts that are kept apart."""
    parts = (
        MailSettings,
        SealingSettings,
        SignInSettings,
        PaperSettings,
        PublicSettings,
        WatchingSettings,
        RehearsalSettings,
    )
    return sorted(
        Settings.model_fields.items(),
        key=lambda field: [field[0] in part.model_fields for part in parts],
    )


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"BANGVANG_{name.upper()}"


def write() -> None:
    (ROOT / "docs/reference/settings.md").write_text(reference(), encoding="utf-8")
    (ROOT / ".env.example").write_text(example(), encoding="utf-8")


def _rows() -> Iterator[str]:
    for name, field in _fields():
        lock = " 🔒" if name in SECRETS else ""
        default = f"`{_default(field)}`" if _default(field) else "–"
        yield f"| `{variable(name)}`{lock} | {default} | {field.description}{_bounds(field)} |"


def _default(field: FieldInfo) -> str:
    if field.default is None or isinstance(field.default, SecretStr):
        return ""
    return str(field.default.value if isinstance(field.default, StrEnum) else field.default)


def _bounds(field: FieldInfo) -> str:
    """` From 1 to 65535.`, where the field says so."""
    least = next((one.ge for one in field.metadata if hasattr(one, "ge")), None)
    most = next((one.le for one in field.metadata if hasattr(one, "le")), None)
    if least is None:
        return ""
    return f" From {least} to {most}." if most is not None else f" At least {least}."


if __name__ == "__main__":
    write()
