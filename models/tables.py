"""Imports every table, for whoever needs the whole metadata (migrations and their test)."""

from models import access, bodies, dossiers, engine, gates, history, mail, rules
from models.base import METADATA

__all__ = [
    "METADATA",
    "access",
    "bodies",
    "dossiers",
    "engine",
    "gates",
    "history",
    "mail",
    "rules",
]
