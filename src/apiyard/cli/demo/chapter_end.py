"""Retire: a deprecated version says so, and ends on its day. Then a look at what is known."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import httpx

from apiyard.cli.demo.shop import Shop
from apiyard.cli.demo.step import Step, expect
from apiyard.core.clock import SystemClock

_SUNSET_DAYS = 30


def _pinned(shop: Shop) -> httpx.Response:
    headers = {"authorization": f"Bearer {shop.notes['key']}", "api-version": "1.0.0"}
    return httpx.get(f"{shop.notes['production']}/sales/orders", headers=headers, trust_env=False)


def _deprecate(shop: Shop) -> str:
    now = SystemClock().now()
    sunset = (now + timedelta(days=_SUNSET_DAYS)).date()
    path = shop.root / "apis" / "orders" / "api.yaml"
    stage = f"{{ stage: deprecated, deprecated: '{now.date()}', sunset: '{sunset}' }}"
    path.write_text(path.read_text() + f"\nlifecycle:\n  1.0.0: {stage}\n")
    shop.commit("orders 1.0.0 will end")
    shop.must("apply")
    answer = _pinned(shop)
    told = {name: answer.headers.get(name) for name in ("deprecation", "sunset")}
    expect(answer.status_code == 200 and all(told.values()), f"a pinned call got {answer.status_code} with {told}")
    return f"Deprecation: {told['deprecation']}, Sunset: {told['sunset']}"


def _retire(shop: Shop) -> str:
    shop.notes["clock"].write_text(str((_SUNSET_DAYS + 1) * 86_400))
    until = time.monotonic() + 20
    while (answer := _pinned(shop)).status_code != 410:
        expect(time.monotonic() < until, f"past its sunset it still answers {answer.status_code}")
        time.sleep(0.2)
    expect(answer.headers["content-type"] == "application/problem+json", "410 is no problem+json")
    left = [
        each
        for each in shop.must("status")["deployments"]
        if each["api"] == "orders" and each["version"] == "1.0.0" and each["environment"] == "production"
    ]
    expect(not left, "its instances are still there")
    day = datetime.fromtimestamp(SystemClock().now().timestamp() + (_SUNSET_DAYS + 1) * 86_400, UTC).date()
    return f"on {day} (a clock given to the demo) it answers 410 and its instances are gone"


def _traffic(shop: Shop) -> str:
    told = shop.must("traffic", "--by", "consumer", "--env", "production")
    named = [row for row in told["rows"] if row["key"][0]]
    expect(len(named) >= 3, f"traffic names {named}")
    expect(told["missing"]["production"] == 0, f"{told['missing']['production']} records are missing")
    return ", ".join(f"{row['key'][0]} {row['requests']}" for row in named) + "; no record is missing"


def _ledger(shop: Shop) -> str:
    report = shop.must("ledger", "verify")
    kinds = {fact["kind"] for fact in shop.must("ledger", "list", "--limit", "1000")["facts"]}
    return f"{report['facts']} facts of {len(kinds)} kinds, {report['checkpoints']} signed checkpoints, chain verified"


_PAGES = ("", "/apis/orders", "/apis/orders/reference", "/traffic", "/rollouts", "/ledger")


def _portal(shop: Shop) -> str:
    portal = f"{shop.notes['portal']}/portal"
    with httpx.Client(follow_redirects=True, trust_env=False) as client:
        before = client.get(portal)
        expect(before.url.path != "/portal", "the portal let somebody in who did not sign in")
        first = client.get(_sign_in(shop))
        expect(first.status_code == 200, f"signing in answered {first.status_code}")
        pages = {path: client.get(portal + path) for path in _PAGES}
    for path, page in pages.items():
        expect(page.status_code == 200 and "text/html" in page.headers["content-type"], f"{path} {page.status_code}")
    expect("1.2.0" in pages["/rollouts"].text, "the rollouts page does not know 1.2.0")
    shop.notes["sign_in"] = _sign_in(shop)
    return f"{len(pages)} pages, signed in by a link that works once"


def _sign_in(shop: Shop) -> str:
    return str(shop.must("up", "--no-apply", "--clock-file", str(shop.notes["clock"]))["sign_in"])


STEPS = (
    Step("Govern", "deprecate orders 1.0.0 with a sunset", _deprecate),
    Step("Govern", "past its sunset", _retire),
    Step("Observe", "who called", _traffic),
    Step("Govern", "verify the ledger", _ledger),
    Step("Portal", "look at the portal", _portal),
)
"""The steps, in order."""
