"""What is told a Milvus server over the network: the token, by TLS where a certificate is named, and to nobody else."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tests.support.index
from index.engines.milvus_connection import MilvusConnection
from index.errors import UnreachableEngineError

pytest.importorskip("pymilvus", reason="pymilvus is an extra")
grpc: Any = pytest.importorskip("grpc", reason="pymilvus brings it")

TOKEN = "reader:secret"
_TLS = Path(tests.support.index.__file__).with_name("tls")
CERTIFICATE, KEY = _TLS / "localhost.pem", _TLS / "localhost-key.pem"
"""Of a server that exists in tests only."""


@dataclass
class StandIn:
    """Answers every call of a client with nothing, which is success, and keeps what came with it."""

    port: int = 0
    is_silent: bool = False
    authorisations: set[str] = field(default_factory=set)

    def service(self, details: Any) -> Any:
        """Return what answers a call."""
        for name, value in details.invocation_metadata:
            if name == "authorization":
                self.authorisations.add(value)
        return grpc.unary_unary_rpc_method_handler(self.answer)

    def answer(self, *_: object) -> bytes:
        """Return nothing; not before a call is given up, where this is silent."""
        while self.is_silent:
            time.sleep(0.05)
        return b""


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """Return a server on the loopback that speaks TLS."""
    made = StandIn()

    class Handler(grpc.GenericRpcHandler):  # type: ignore[misc]  # grpc is untyped where it is not installed
        def service(self, handler_call_details: Any) -> Any:
            return made.service(handler_call_details)

    server = grpc.server(ThreadPoolExecutor(2), handlers=[Handler()])
    credentials = grpc.ssl_server_credentials([(KEY.read_bytes(), CERTIFICATE.read_bytes())])
    made.port = server.add_secure_port("localhost:0", credentials)
    server.start()
    yield made
    server.stop(0)


def test_the_token_is_told_by_tls(stand_in: StandIn) -> None:
    """A server whose certificate is the named one is spoken to."""
    connection = MilvusConnection(f"https://localhost:{stand_in.port}", TOKEN, CERTIFICATE, 5)
    assert connection.list("verbatim_") == []
    assert stand_in.authorisations == {base64.b64encode(TOKEN.encode()).decode()}


def test_a_call_that_is_cut_off_means_that_the_server_is_away(stand_in: StandIn) -> None:
    """Whatever the client makes of it: a search that is not answered in time, and one without a server."""
    connection = MilvusConnection(f"https://localhost:{stand_in.port}", TOKEN, CERTIFICATE, 2)
    connection.list("verbatim_")
    stand_in.is_silent = True
    with pytest.raises(UnreachableEngineError):
        connection.search("a", np.zeros(4, np.float32), 1)
    stand_in.is_silent = False


def test_a_server_that_no_certificate_vouches_for_is_told_nothing(stand_in: StandIn) -> None:
    """It is away, for all that is known."""
    connection = MilvusConnection(f"https://localhost:{stand_in.port}", TOKEN, None, 2)
    with pytest.raises(UnreachableEngineError):
        connection.list("verbatim_")
    assert not stand_in.authorisations
