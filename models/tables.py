"""Imports every table, for whoever needs the whole metadata (migrations and their test)."""

from models import (
    access,
    bloc_year,
    bodies,
    dockets,
    dossiers,
    engine,
    gates,
    history,
    limits,
    mail,
    open_dossiers,
    personal_data,
    preferences,
    rules,
    sealing,
    searches,
)
from models.base import METADATA

__all__ = [
    "METADATA",
    "access",
    "bloc_year",
    "bodies",
    "dockets",
    "dossiers",
    "engine",
    "gates",
    "history",
    "limits",
    "mail",
    "open_dossiers",
    "personal_data",
    "preferences",
    "rules",
    "sealing",
    "searches",
]
