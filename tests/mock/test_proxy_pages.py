"""A proxy serves no page under a name that is not its own, and one that adds credentials no page of another site."""

from __future__ import annotations

import asyncio

import pytest

from apiyard.mock.forward.proxy import Proxy
from apiyard.mock.forward.site import ProxySite
from apiyard.mock.forward.target import read_target
from apiyard.mock.forward.upstream import Upstream
from apiyard.mock.pipeline import settled
from apiyard.mock.serving.cors import Cors
from apiyard.mock.serving.hosts import Hosts
from apiyard.mock.step import whole
from apiyard.spec.exchange import Request
from tests.mock.test_proxy import ANSWERS, CONTRACT, JSON, KEY, Wire, http


@pytest.mark.parametrize(
    ("host", "told", "status", "without"),
    [
        ("127.0.0.1:4020", {}, 508, 508),
        ("shop.localhost", {"origin": "http://localhost:3000"}, 508, 508),
        ("[::1]:4020", {"origin": "http://[::1]:3000"}, 508, 508),
        ("evil.example", {}, 421, 421),
        ("evil.example", {"origin": "http://evil.example"}, 421, 421),
        ("127.0.0.1:4020", {"origin": "https://evil.example"}, 403, 508),
        ("127.0.0.1:4020", {"origin": "null"}, 403, 508),
        ("127.0.0.1:4020", {"origin": "http://["}, 403, 508),
        ("127.0.0.1:4020", {"sec-fetch-site": "cross-site"}, 403, 508),
        ("127.0.0.1:4020", {"origin": "http://localhost:3000", "sec-fetch-site": "cross-site"}, 508, 508),
    ],
)
def test_pages_of_other_sites_may_not_act_by_the_credentials_of_a_proxy(host, told, status, without):
    async def go(pages):
        upstream = Upstream(read_target("http://127.0.0.1:1"), headers=(("authorization", "Bearer held"),))
        site = ProxySite(Proxy(CONTRACT, upstream), hosts=Hosts(), pages=pages)
        via = (("via", f"1.1 apiyard-{upstream._mark}"),)  # ends what is let through
        given = (("host", host), *KEY, *via, *told.items())
        return await settled(site.handle(Request("GET", "/orders", "", given)))

    assert whole(asyncio.run(go(pages=False))).status == status  # type: ignore[union-attr]
    assert whole(asyncio.run(go(pages=True))).status == without  # type: ignore[union-attr]


@pytest.mark.parametrize("cors", [None, Cors(origins=("local",))])
def test_pages_may_read_what_the_service_keeps_from_them_where_the_settings_say_so(monkeypatch, cors):
    own = "https://shop.example"
    origin, asked = ("origin", "http://localhost:3000"), ("access-control-request-method", "PUT")

    monkeypatch.setitem(ANSWERS, "/orders", http(404, b"{}", **JSON, access_control_allow_origin=own))

    async def go():
        async with Wire() as wire:
            proxy = Proxy(CONTRACT, Upstream(read_target(f"http://127.0.0.1:{wire.port}")))
            site = ProxySite(proxy, hosts=Hosts(), cors=cors)
            given = [("GET", (origin,)), ("OPTIONS", (origin, asked)), ("GET", (("origin", "http://a.example"),))]
            found = [
                whole(await settled(site.handle(Request(method, "/orders", "", (("host", "localhost"), *told)))))
                for method, told in given
            ]
            await proxy.close()
            return [each.header("access-control-allow-origin") for each in found], len(wire.got)  # type: ignore[union-attr]

    assert asyncio.run(go()) == (([own] * 3, 3) if cors is None else ([origin[1], origin[1], own], 2))
