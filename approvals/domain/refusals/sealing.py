"""Why nothing is sealed or signed."""

from approvals.domain.wording import N_, WordedRefusal


class LogOlder(WordedRefusal):
    """A restored backup, or a log that was cut off. Nothing is signed, so nothing is denied."""

    template = N_(
        "The log has %(size)s entries, and %(published)s were published: this database is older "
        "than that. Restore a newer backup, or run `bangvang audit begin-new-log`."
    )
    published: int
    size: int


class LogDiffers(WordedRefusal):
    """History was rewritten, or this is another database."""

    template = N_(
        "The first %(published)s entries of the log are not those that were published. Find out "
        "why (`bangvang audit verify`); then run `bangvang audit begin-new-log`."
    )
    published: int


class LogRenamed(WordedRefusal):
    template = N_(
        "The log was published as “%(published)s”, and is now called “%(name)s”. Set "
        "BANGVANG_SEAL_NAME to the former name, or run `bangvang audit begin-new-log`."
    )
    published: str
    name: str


class NothingToSign(WordedRefusal):
    """No checkpoint of this log says this: it is another's, or was never made here."""

    template = N_("This is no checkpoint of this log. Sign what `audit checkpoints` prints.")


class NotSignedByUs(WordedRefusal):
    template = N_("No key of this log has signed this rightly. Check BANGVANG_SEAL_PUBLIC_KEY.")


class NewerIsSigned(WordedRefusal):
    template = N_("A checkpoint at %(size)s entries is signed already. Sign a newer one.")
    size: int


class PublishedUnreadable(WordedRefusal):
    """Whether the log continues what was published cannot be told."""

    template = N_("The file of checkpoints (%(file)s) cannot be read. Restore it from a copy.")
    file: str
