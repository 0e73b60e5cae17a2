"""One line per event, with ids and never names, addresses or tokens.

That holds for what libraries log, too: `configure` sets both ways of logging up, and whatever an
exception says is replaced by `core.withholding.described`. Addresses and mailed links are masked
besides, wherever they stand; a name cannot be told from other words, so nobody logs one.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

from core.withholding import described, trace_of

_SECRET_PATH = re.compile(r"/r/[A-Za-z0-9_-]{8,}")
_ADDRESS = re.compile(r"[^\s@\"'<>()\[\],;:=]+@[^\s@\"'<>()\[\],;:]+\.[^\W\d_]{2,}")


def configure(process: str, *, development: bool) -> None:
    """Set up logs for one process: readable in development, JSON elsewhere."""
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if development
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            describe_exceptions,
            mask,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    structlog.contextvars.bind_contextvars(process=process)
    logging.setLogRecordFactory(Discreet)
    sys.excepthook = _died


def describe_exceptions(
    _logger: object, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Exceptions by type and place, whether given as a field or as what is being handled."""
    handled = event.pop("exc_info", None)
    if handled:
        error = handled if isinstance(handled, BaseException) else sys.exc_info()[1]
        if error is not None:
            event["exception"] = trace_of(error)
    return {name: _told(value) for name, value in event.items()}


def mask(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A mailed link is a key: whoever reads a log must not be able to use it. Nor to write."""
    return {
        name: masked(value) if isinstance(value, str) else value for name, value in event.items()
    }


def masked(text: str) -> str:
    return _ADDRESS.sub("***@***", _SECRET_PATH.sub("/r/***", text))


class Discreet(logging.LogRecord):
    """What a library logs: its exceptions described, addresses and mailed links masked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- as logging calls it
        super().__init__(*args, **kwargs)
        if isinstance(self.args, tuple):
            self.args = tuple(_discreet(value) for value in self.args)
        elif self.args:
            self.args = {name: _discreet(value) for name, value in self.args.items()}
        self.msg = _told(self.msg)
        error = self.exc_info[1] if self.exc_info else None
        if error is not None:  # a formatter writes this text, and the exception no more
            self.exc_text, self.exc_info = masked(trace_of(error)), None

    def getMessage(self) -> str:  # noqa: N802 -- logging's name
        return masked(super().getMessage())


def _told(value: object) -> object:
    return described(value) if isinstance(value, BaseException) else value


def _discreet(value: object) -> object:
    told = _told(value)
    return masked(told) if isinstance(told, str) else told


def _died(_type: type[BaseException], error: BaseException, _at: TracebackType | None) -> None:
    """Nobody caught it: the process ends, and its log says where."""
    sys.stderr.write(f"{masked(trace_of(error))}\n")
