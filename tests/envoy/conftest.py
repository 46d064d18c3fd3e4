"""Stages with a real Envoy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import free_port
from tests.envoy.stage import Service, Stage, api, staged, version
from tests.parts import need


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Give an Envoy that runs and knows nothing yet."""
    need("envoy")
    with staged(free_port()) as stage:
        stage.start_envoy()
        yield stage


@pytest.fixture(scope="module")
def shop() -> Iterator[tuple[Stage, Service]]:
    """Give an Envoy with one API, for tests that change nothing."""
    need("envoy")
    with staged(free_port()) as stage:
        stage.start_envoy()
        service = stage.service("one")
        stage.apply(api("shop", version("1.0.0", service)))
        yield stage, service
