"""A port in use is said before anything starts."""

import socket
from collections.abc import Iterator
from contextlib import closing

import pytest

from core.ports import PortNotAllowed, PortNotFree, accepts, answers_ok, require_free


@pytest.fixture
def taken() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


def test_a_port_in_use_is_refused_by_its_setting(taken: int) -> None:
    with pytest.raises(PortNotFree, match="set BANGVANG_PORT"):
        require_free("127.0.0.1", taken, setting="BANGVANG_PORT")
    assert accepts("127.0.0.1", taken)


def test_a_free_port_is_fine() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]
    require_free("127.0.0.1", port, setting="BANGVANG_PORT")
    assert not accepts("127.0.0.1", port)
    assert not answers_ok(f"http://127.0.0.1:{port}/health")


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(PortNotAllowed, match="change BANGVANG_PORT"):
        require_free("192.0.2.1", 8600, setting="BANGVANG_PORT")
