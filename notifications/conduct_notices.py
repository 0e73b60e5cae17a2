"""Messages about holds, and about awards that are taken back. None tells what is verified."""

from dataclasses import dataclass
from uuid import UUID

from notifications.notice import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOnHold(Notice):
    """To those asked and to the nominator: nothing is decided until there is word again.

    `hold_id` is the hold that the pause began with: further ones bring no mail.
    """

    template = "put_on_hold"

    hold_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesOn(Notice):
    """To those of them who were told: the dossier is on hold no more, and until when it is due."""

    template = "goes_on"

    hold_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationProposed(Notice):
    """To the head of the body that gave an award: decide whether to take it back."""

    template = "revocation_proposed"
    can_wait = False  # there are days to decide it in

    revocation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationDecided(Notice):
    """To the nominator: the award is taken back, or stands."""

    template = "revocation_decided"

    revocation_id: UUID
