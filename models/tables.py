"""Imports every table, for whoever needs the whole metadata (migrations and their test)."""

from models import (
    access,
    bodies,
    dockets,
    documents,
    dossiers,
    engine,
    gates,
    history,
    holds,
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
    "bodies",
    "dockets",
    "documents",
    "dossiers",
    "engine",
    "gates",
    "history",
    "holds",
    "limits",
    "mail",
    "open_dossiers",
    "personal_data",
    "preferences",
    "rules",
    "sealing",
    "searches",
]
