"""The floor: settings, database, clock, ids, language, logs."""
