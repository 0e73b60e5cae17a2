"""Rules as pure functions: no clock, no database, no framework."""
