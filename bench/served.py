"""Our nomination flow as Prefect's own `serve()` runs it: a process for each resume.

A program for `python -m bench.served`, with the environment of a worker.
"""

import os

from core.engine_environment import client_environment
from core.settings import load_settings

LIMIT = 10  # runs at one time, as in our worker
NAME = "served"


def main() -> None:
    os.environ.update(client_environment(load_settings()))
    from flows.nomination import nomination  # noqa: PLC0415 -- Prefect reads its settings then

    nomination.serve(name=NAME, limit=LIMIT, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
