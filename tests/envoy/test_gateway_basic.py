"""A call goes through a real Envoy, and everything that is not right is told as problem details."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.envoy


def test_a_call_reaches_its_service_without_the_base_path_and_with_its_query(shop):
    stage, _ = shop
    answer = stage.call("/shop/things/7?a=%20b")
    assert answer.status == 200, (answer, stage.log())
    assert answer.json["path"] == "/things/7?a=%20b"
    assert answer.headers["server"] == "apiyard"
