"""References and addresses made to lead astray are refused with a word."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from apiyard.core.errors import ApiyardError, ForbiddenError, UnavailableError
from apiyard.spec import source as sources
from apiyard.spec.build import Builder
from apiyard.spec.limits import Limits
from apiyard.spec.schema import Scope


@pytest.mark.parametrize(
    "address", ["64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "fec0::1", "::ffff:0:127.0.0.1"]
)
def test_addresses_that_carry_another_one_are_not_public(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network may bring them to this machine."""
    ipaddress.ip_address(address)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (address, 443, 0, 0))])
    with pytest.raises(ForbiddenError, match="not public"):
        sources.read("https://a.example/x.yaml", roots=(), allow_remote=True)


@pytest.mark.parametrize("url", ["http://[::1", "http://a:99999999/x", "http://" + "a" * 70 + ".example/x"])
def test_broken_addresses_are_told(url: str) -> None:
    """They are no error of ours."""
    for allowed in (False, True):
        with pytest.raises(ApiyardError):
            sources.read(url, roots=(), allow_remote=allowed)
    with pytest.raises(ApiyardError):
        sources.read(sources.resolve("https://a.example/x.yaml", "//[::1"), roots=(), allow_remote=False)


def test_an_answer_in_drops_ends() -> None:
    """The bound on time is one for the whole document."""

    class Drops:
        def iter_bytes(self) -> Any:
            while True:
                yield b"x"

    with pytest.raises(UnavailableError, match="took more than"):
        sources._receive("https://a.example", Drops(), Limits(), end=0.0)  # type: ignore[arg-type]


def test_the_security_of_all_operations_is_read_once() -> None:
    """It may be long, and so may the list of operations."""
    root: Any = [{"a": []}]
    paths: Any = {f"/{number}": {"get": {"responses": {}}} for number in range(3)}
    found = Builder(Scope({"openapi": "3.1.0", "paths": paths, "security": root})).operations()
    assert found[0].security == ({"a": ()},)
    assert found[0].security is found[2].security
