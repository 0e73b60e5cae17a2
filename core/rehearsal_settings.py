"""The settings of rehearsing faults: a part of `core.settings.Settings` for development alone."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings


class RehearsalSettings(BaseSettings):
    """What lets this system be broken on purpose."""

    failpoints: Path | None = Field(
        None,
        description=(
            "Development only: a folder whose files make processes die, stop, wait or fail at "
            "named points. Empty means that the points do nothing."
        ),
    )
