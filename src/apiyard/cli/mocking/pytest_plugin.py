"""The pytest plugin that gives tests a mock; it loads nothing of apiyard before a test asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from apiyard.mock.journal.client import MockClient

StartMock: TypeAlias = "Callable[..., MockClient]"


@pytest.fixture(name="apiyard_mock")
def _apiyard_mock() -> Iterator[StartMock]:
    """Start mocks: ``mock = apiyard_mock("apis/orders/openapi.yaml")`` answers at ``mock.url`` until the test ends.

    The mock keeps a journal (``mock.verify("createOrder", times=1)``), injects faults (``mock.inject(...)``) and
    fires webhooks (``mock.fire(...)``). With ``strict=True`` the test fails when a call broke the contract. Further
    names are the flags of ``apiyard mock``.
    """
    with ExitStack() as stack:

        def start(*contracts: str | PathLike[str], strict: bool = False, **flags: Any) -> MockClient:
            from apiyard.cli.mocking.running import running_mock

            return stack.enter_context(running_mock(*contracts, strict=strict, **flags))

        yield start
