"""A bar on the terminal, for what takes as long as its bytes do."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

Told = Callable[[int], None]


class Bar:
    """Stages one after the other, each with the bytes done and, where known, all of them."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def stage(self, name: str, total: int | None = None) -> Told:
        task = self._progress.add_task(name, total=total)
        return lambda count: self._progress.advance(task, count)


@contextmanager
def bar(*, quiet: bool) -> Iterator[Bar]:
    """Nothing is drawn where no terminal or no words are wanted."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(binary_units=True)
    silent = quiet or not console.is_terminal
    with Progress(
        *columns, TimeElapsedColumn(), console=console, transient=True, disable=silent
    ) as drawn:
        yield Bar(drawn)


def counted(chunks: Iterable[bytes], told: Told) -> Iterator[bytes]:
    """The same pieces; `told` hears of each how long it is."""
    for chunk in chunks:
        told(len(chunk))
        yield chunk
