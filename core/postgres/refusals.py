"""Why the embedded PostgreSQL would not start, said so that a person knows what to do."""

from pathlib import Path

from core.refusal import Refusal


class PostgresRefused(Refusal):
    """Something about the database server on this machine; the data is left as it was."""

    code = "postgres_refused"


class PostgresVersionDiffers(PostgresRefused):
    code = "postgres_version_differs"

    def __init__(self, folder: Path, *, found: str, expected: str) -> None:
        super().__init__(
            f"{folder} was made by PostgreSQL {found} and this is PostgreSQL {expected}: restore a "
            "backup into an empty BANGVANG_HOME, or install the release that made it.",
            folder=str(folder),
            found=found,
            expected=expected,
        )


class PostgresFolderInUse(PostgresRefused):
    code = "postgres_folder_in_use"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"A PostgreSQL that was not started from here is working in {folder}: stop it, "
            "or set BANGVANG_HOME to another folder.",
            folder=str(folder),
        )


class PostgresFolderNotWritable(PostgresRefused):
    code = "postgres_folder_not_writable"

    def __init__(self, folder: Path, account: str) -> None:
        super().__init__(
            f"{account} cannot write to {folder}: run as the user who owns it, "
            "or set BANGVANG_HOME to another folder.",
            folder=str(folder),
            account=account,
        )


class PostgresDiskFull(PostgresRefused):
    code = "postgres_disk_full"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The disk that holds {folder} is full: make room and start again; "
            "nothing that was saved is lost.",
            folder=str(folder),
        )


class PostgresNotRunnable(PostgresRefused):
    code = "postgres_not_runnable"

    def __init__(self, program: Path, account: str, reason: str) -> None:
        super().__init__(
            f"{account} cannot run {program} ({reason}): run as an ordinary user, "
            "or set BANGVANG_DATABASE_URL to a PostgreSQL of your own.",
            program=str(program),
            account=account,
        )


class PostgresDidNotStart(PostgresRefused):
    code = "postgres_did_not_start"

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"PostgreSQL did not start in {folder}: {reason} (its log there says more).",
            folder=str(folder),
        )


class DatabaseUnreachable(PostgresRefused):
    code = "database_unreachable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The database does not answer ({reason}): start it, or correct BANGVANG_DATABASE_URL."
        )


class DatabaseMissing(PostgresRefused):
    code = "database_missing"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The database {name} does not exist and this account may not create it: "
            f"ask its administrator for CREATE DATABASE {name}.",
            name=name,
        )


def refusal_for(said: str, folder: Path, account: str) -> PostgresRefused:
    """What the system or the server said, as what a person can do about it."""
    if "No space left on device" in said or "Disk quota exceeded" in said:
        return PostgresDiskFull(folder)
    if "Permission denied" in said or "Read-only file system" in said or "not permitted" in said:
        return PostgresFolderNotWritable(folder, account)
    if ("lock file" in said and "already exists" in said) or "still in use" in said:
        return PostgresFolderInUse(folder)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error:" in line]
    return PostgresDidNotStart(folder, (telling or lines or ["it said nothing"])[-1])
