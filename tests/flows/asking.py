"""One client for all that tests ask Prefect: making one takes longer than most answers."""

from functools import cache

from prefect import get_client
from prefect.client.orchestration import SyncPrefectClient


@cache
def prefect() -> SyncPrefectClient:
    """The client of the server that this process was connected to first; there is but one."""
    return get_client(sync_client=True).__enter__()


def close() -> None:
    """Let go of its connections."""
    if prefect.cache_info().currsize:
        prefect().__exit__(None, None, None)
        prefect.cache_clear()
