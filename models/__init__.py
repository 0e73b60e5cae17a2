"""Tables and enums. Nothing is re-exported, so that rules load enums without SQLAlchemy."""
