"""Every event there is of emulation: blocs' years and movements."""

from pathlib import Path

from sqlmodel import Session

from tests.bloc_year import a_whole_year
from tests.builders import Country
from tests.movements import a_whole_movement


def everything_is_striven_for(session: Session, country: Country, folder: Path) -> None:
    a_whole_year(session, country, folder)
    a_whole_movement(session, country)
