"""The outbox to Prefect."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from models.base import Instant, Table, refers_to


class Wake(Table, table=True):
    """A dossier whose flow run must look again.

    Deleted once a run that began after it has suspended itself again or ended.
    """

    dossier_id: UUID = Field(index=True, sa_column_args=refers_to("dossier.id"))
    created_at: datetime = Field(sa_type=Instant)
