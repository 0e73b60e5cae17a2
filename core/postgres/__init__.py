"""The database server that comes with the application, and where databases are found."""

from core.postgres.addresses import DatabaseUrls, database_urls, embedded_server, server_running
from core.postgres.databases import ensure_database, require_database
from core.postgres.refusals import PostgresRefused
from core.postgres.server import EmbeddedPostgres

__all__ = [
    "DatabaseUrls",
    "EmbeddedPostgres",
    "PostgresRefused",
    "database_urls",
    "embedded_server",
    "ensure_database",
    "require_database",
    "server_running",
]
