"""A proxy that adds credentials serves no page of another site."""

from __future__ import annotations

import asyncio

import pytest

from apiyard.mock.forward.proxy import Proxy
from apiyard.mock.forward.site import ProxySite
from apiyard.mock.forward.target import read_target
from apiyard.mock.forward.upstream import Upstream
from apiyard.mock.pipeline import settled
from apiyard.mock.step import whole
from apiyard.spec.exchange import Request
from tests.mock.test_proxy import CONTRACT, KEY


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("127.0.0.1:4020", None, 508),
        ("shop.localhost", "http://localhost:3000", 508),
        ("evil.example", None, 421),
        ("127.0.0.1:4020", "https://evil.example", 403),
        ("127.0.0.1:4020", "null", 403),
        ("127.0.0.1:4020", "http://[", 403),
    ],
)
def test_pages_of_other_sites_may_not_act_by_the_credentials_of_a_proxy(host, origin, status):
    async def go():
        upstream = Upstream(read_target("http://127.0.0.1:1"), headers=(("authorization", "Bearer held"),))
        site = ProxySite(Proxy(CONTRACT, upstream), hosts=("127.0.0.1", "::1", "localhost"))
        via = (("via", f"1.1 apiyard-{upstream._mark}"),)  # ends what is let through
        given = (("host", host), *KEY, *via, *((("origin", origin),) if origin else ()))
        return await settled(site.handle(Request("GET", "/orders", "", given)))

    assert whole(asyncio.run(go())).status == status  # type: ignore[union-attr]
