"""The append-only record: one hash chain per dossier."""
