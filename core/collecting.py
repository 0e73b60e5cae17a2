"""What the search for cycles may leave alone: it takes a third of the time where much lives."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Nothing is searched for cycles meanwhile: what is made in here must not have any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_what_is_loaded() -> None:
    """What there is by now stays as long as the process, and is searched no more.

    For a process that is about to serve: its modules, routes and templates are most of what lives.
    """
    gc.collect()
    gc.freeze()
