"""Yards for tests: one that is full and shared by the tests of a file, and empty ones."""

from __future__ import annotations

import pytest

from apiyard.core.clock import SystemClock
from apiyard.wiring.audit import seal_facts
from tests.conftest import free_port
from tests.portal.shop import fill
from tests.portal.yard import open_yard, served


@pytest.fixture(scope="module")
def full_yard(tmp_path_factory):
    """A served yard with a shop's life in it."""
    yard = open_yard(tmp_path_factory.mktemp("full"))
    fill(yard.parts, SystemClock().now(), ports=(free_port(), free_port()))
    seal_facts(yard.parts)
    with served(yard, free_port()):
        yield yard
    yard.close()


@pytest.fixture
def empty_yard(tmp_path):
    """A served yard in which nothing is yet."""
    yard = open_yard(tmp_path)
    with served(yard, free_port()):
        yield yard
    yard.close()
