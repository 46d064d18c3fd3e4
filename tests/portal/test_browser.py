"""A person with a real browser: signs in, looks, watches things change, tries a call, issues a key."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from apiyard.core.clock import SystemClock
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.store.intents import ANY, Change
from tests.conftest import free_port
from tests.portal.gateway import gateway
from tests.portal.shop import bundle, deployment, fill, product
from tests.portal.shop_rollouts import rollout
from tests.portal.shop_traffic import calls, take_in
from tests.portal.yard import TOKEN, open_yard, served

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
PAGES = (
    "/portal",
    "/portal/apis/orders",
    "/portal/traffic",
    "/portal/rollouts",
    "/portal/rollouts/production-orders-1.1.0-1",
    "/portal/ledger",
    "/portal/keys",
    "/portal/apis/orders/reference",
)


@pytest.fixture
def complaints(chromium_page):
    """Everything that the browser complains about: scripts, policies, requests to elsewhere."""
    found = []
    chromium_page.on("pageerror", lambda error: found.append(f"error: {error}"))
    chromium_page.on(
        "console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None
    )
    chromium_page.on(
        "request",
        lambda request: (
            found.append(request.url) if not re.match(r"(http://127\.0\.0\.1|data:|blob:)", request.url) else None
        ),
    )
    return found


@pytest.fixture
def yard(tmp_path):
    """A full yard that a test may change."""
    made = open_yard(tmp_path)
    fill(made.parts, SystemClock().now(), ports=(free_port(), free_port()))
    with served(made, free_port()):
        yield made
    made.close()


def wait_live(page):
    expect(page.locator("#pulse.on")).to_be_visible()


def test_signing_in_and_out(full_yard, chromium_page, complaints):
    page = chromium_page
    page.goto(f"{full_yard.url}/portal/ledger")
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill("not the right one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    complaints.clear()  # the browser notes the 401
    page.get_by_label("Password").fill("a sentence that is easy to remember")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{full_yard.url}/portal/ledger")
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(f"{full_yard.url}/sign-in")
    page.goto(f"{full_yard.url}/portal")
    expect(page).to_have_url(re.compile("/sign-in"))
    assert complaints == []


def test_a_link_signs_in(full_yard, chromium_page):
    with full_yard.client(headers={"authorization": f"Bearer {TOKEN}"}) as client:
        url = client.post("/api/sign-in-tickets", json={}).json()["url"]
    chromium_page.goto(url)
    expect(chromium_page).to_have_url(f"{full_yard.url}/portal")
    expect(chromium_page.get_by_text("operator")).to_be_visible()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_pages_fit_and_nothing_is_refused(full_yard, chromium_page, complaints, *, scheme, width):
    page = chromium_page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    full_yard.sign_in(page)
    for path in PAGES:
        page.goto(full_yard.url + path)
        expect(page.locator("#content")).to_be_visible()
        if path.endswith("/reference"):
            expect(page.get_by_role("heading", name="Orders", exact=True).first).to_be_visible()
        elif path != "/portal":
            expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert complaints == []


def test_a_chart_is_drawn_and_follows_the_theme(full_yard, chromium_page, complaints):
    page = chromium_page
    full_yard.sign_in(page)
    page.goto(f"{full_yard.url}/portal/traffic")
    expect(page.locator("#flow canvas")).to_be_visible()
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before, "the choice is kept"
    expect(page.locator("#flow canvas")).to_be_visible()
    assert complaints == []


def test_the_ledger_grows_while_somebody_reads(full_yard, chromium_page, complaints):
    page = chromium_page
    full_yard.sign_in(page)
    page.goto(f"{full_yard.url}/portal/ledger?api=orders")
    wait_live(page)
    opened = page.locator("details.fact").first
    opened.locator("summary").click()
    kept = opened.get_attribute("id")
    fact = Evidence(
        EvidenceKind.APPROVAL,
        Subject("bundle", "orders@2.0.0"),
        Verdict.PASS,
        About("orders", "2.0.0"),
        by="user:grace",
    )
    full_yard.parts.store.ledger.append(fact)
    expect(page.locator("details.fact").first).to_contain_text("2.0.0")
    assert page.locator(f"#{kept}").evaluate("each => each.open"), "what somebody opened stays open"
    expect(page.locator("#chain")).to_contain_text("chain verified")
    assert complaints == []


def test_a_rollout_is_watched_to_its_end(yard, chromium_page, complaints):
    page, intents = chromium_page, yard.parts.store.intents
    yard.sign_in(page)
    page.goto(f"{yard.url}/portal/rollouts/production-orders-1.1.0-1")
    wait_live(page)
    expect(page.locator("#actions")).to_contain_text("judging")
    weights = {"1.0.0": 5_000, "1.1.0": 5_000}
    intents.commit([Change(kind, "production/orders", {"weights": weights}, ANY) for kind in ("split", "effective")])
    expect(page.locator("#figures")).to_contain_text("50%1.1.0")
    state = RolloutState.from_json(intents.get("rollout", "production-orders-1.1.0-1").body["state"])
    ended = replace(state, phase=Phase.STOPPED, reason="over all calls the canary fails 9.00% of 800 calls")
    rollout(yard.parts, ended)
    expect(page.locator("#reason")).to_contain_text("fails 9.00% of 800 calls")
    expect(page.get_by_role("button", name="Abort")).to_have_count(0)
    page.goto(f"{yard.url}/portal/rollouts")
    expect(page.locator("#ended")).to_contain_text("fails 9.00% of 800 calls")
    assert complaints == []


def test_abort_asks_first_and_then_orders_it(yard, chromium_page):
    page, id_ = chromium_page, "production-orders-1.1.0-1"
    yard.sign_in(page)
    page.goto(f"{yard.url}/portal/rollouts/{id_}")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Abort").click()
    assert yard.parts.store.intents.get("rollout", id_).body["order"] == ""
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_response(lambda response: response.url.endswith("/abort")) as answer:
        page.get_by_role("button", name="Abort").click()
    assert answer.value.ok, answer.value.text()
    assert yard.parts.store.intents.get("rollout", id_).body["order"] == "abort"


def test_new_calls_are_seen(yard, chromium_page, complaints):
    page, now = chromium_page, SystemClock().now()
    yard.sign_in(page)
    page.goto(f"{yard.url}/portal/traffic?environment=staging&window=5m")
    wait_live(page)
    rows = [{**row, "consumer": "newcomer"} for row in calls(now, minutes=1, environment="staging", seed=1)]
    take_in(yard.parts, rows, "staging", now)
    expect(page.locator("#by-consumer")).to_contain_text("newcomer")
    assert complaints == []


def test_a_call_is_tried_through_the_gateway(yard, chromium_page, complaints):
    page = chromium_page
    port = int(yard.parts.store.intents.get("environment", "staging").body["gateway"]["port"])
    yard.sign_in(page)
    with gateway(port) as upstream:
        page.goto(f"{yard.url}/portal/apis/orders/reference?environment=staging&version=1.1.0")
        page.get_by_placeholder("Token").first.fill("ay_a-key-of-the-person")
        page.get_by_role("button", name=re.compile("Test Request")).first.click()
        with page.expect_response(lambda response: "/portal/try/" in response.url) as answer:
            page.get_by_role("button", name=re.compile("^Send")).first.click()
        assert (answer.value.status, answer.value.json()["here"]) == (200, "a real answer")
        expect(page.get_by_text("a real answer").first).to_be_visible()
    method, path, headers, _ = upstream.seen[-1]
    given = dict(headers)
    assert (method, path.partition("?")[0]) == ("GET", "/sales/orders")
    assert given["authorization"] == "Bearer ay_a-key-of-the-person"
    assert given["api-version"] == "1.1.0"
    assert "cookie" not in given
    assert complaints == []


def test_a_hostile_contract_runs_nothing(empty_yard, chromium_page):
    """Its texts are Markdown in the reference, so links and elements are tried there too."""
    page, parts = chromium_page, empty_yard.parts
    nasty = (
        "</script><script>pwned=1</script><img src=x onerror=pwned=1><svg onload=pwned=1>[click](javascript:pwned=1)"
    )
    tree = json.loads(bundle("orders"))
    document = tree.get("tree", tree)
    document["info"] |= {
        "title": f"Orders {nasty}",
        "description": nasty,
        "contact": {"url": "javascript:pwned=1", "name": "me"},
    }
    document["externalDocs"] = {"url": "javascript:pwned=1", "description": nasty}
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation |= {"summary": nasty, "description": nasty}
    digest = parts.store.blobs.put(json.dumps(tree).encode())
    listener: dict[str, Any] = {"gateway": {"host": "127.0.0.1", "port": free_port()}, "order": 0}
    parts.store.intents.commit(
        [
            Change("environment", "staging", {**listener, "ip_requests_per_second": 0, "strategy": ""}, ANY),
            Change("product", "orders", product(digest, base="/sales", owner=nasty, description=nasty), ANY),
            Change("deployment", "orders@1.0.0/staging", deployment("orders", "1.0.0", "staging", digest), ANY),
        ]
    )
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    empty_yard.sign_in(page)
    for path in ("/portal", "/portal/apis/orders", "/portal/apis/orders/reference"):
        page.goto(empty_yard.url + path)
        expect(page.get_by_text("pwned").first).to_be_visible()
        for link in page.locator("a[href^='javascript:' i]").all():
            link.dispatch_event("click")
        assert page.evaluate("typeof window.pwned") == "undefined", path
        assert page.evaluate("document.querySelectorAll('[onerror], [onload]').length") == 0, path
    assert errors == []


def test_a_key_is_issued_shown_once_and_revoked(yard, chromium_page):
    page, intents = chromium_page, yard.parts.store.intents
    yard.sign_in(page)
    page.goto(f"{yard.url}/portal/keys")
    wait_live(page)
    page.get_by_role("button", name="Issue a key").click()
    dialog = page.get_by_role("dialog", name="Issue a key")
    dialog.get_by_label("Consumer").select_option("warehouse")
    dialog.get_by_label("Application").select_option("picking")
    dialog.get_by_label("Environment").select_option("staging")
    dialog.get_by_role("button", name="Issue").click()
    secret = dialog.get_by_label("The key")
    expect(secret).to_have_value(re.compile(r"^ay_[\w-]+\.[\w-]+\.[\w-]+$"))
    text = secret.input_value()
    dialog.get_by_role("button", name="Close").click()
    issued = next(each for each in intents.list("key") if not each.id.startswith("0000"))
    row = page.get_by_role("row").filter(has_text=issued.id)
    expect(row).to_contain_text("warehouse")
    assert text not in page.content()
    assert text not in json.dumps(issued.body)
    page.once("dialog", lambda asked: asked.accept())
    row.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("row").filter(has_text=issued.id).get_by_role("button")).to_have_count(0)
    assert intents.get("key", issued.id).body["revoked"] is not None


def test_everything_can_be_reached_without_a_mouse_and_has_a_name(full_yard, chromium_page):
    page = chromium_page
    full_yard.sign_in(page)
    for path in PAGES[:-1]:
        page.goto(full_yard.url + path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        nameless = page.evaluate(
            """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
              .filter((each) => each.checkVisibility())
              .filter((each) => !(each.textContent.trim() || each.ariaLabel || (each.labels && each.labels.length)))
              .map((each) => each.outerHTML.slice(0, 200))"""
        )
        assert nameless == [], path
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("h1").count() == 1
