"""Pages show what is known, escape what others wrote, and carry nothing that a browser would run."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.portal.assets import assets
from apiyard.portal.page import navigation, pages
from apiyard.store.intents import ANY, Change
from apiyard.wiring.view import views
from tests.portal.shop import product

SHOWN = [
    "/portal",
    "/portal/apis/orders",
    "/portal/apis/orders/reference",
    "/portal/traffic",
    "/portal/traffic?environment=production&api=orders&window=1h",
    "/portal/rollouts",
    "/portal/rollouts/production-orders-1.1.0-1",
    "/portal/rollouts/staging-orders-1.2.0-1",
    "/portal/ledger",
    "/portal/ledger?api=orders&about=rollout",
    "/portal/keys",
]
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'{{7919*7907}}"


class Inline(HTMLParser):
    """Collects what a strict policy would not run or apply."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.labelled = set()
        self.controls = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        self.found += [
            f"{tag} {value}" for value in given.values() if value and value.strip().startswith("javascript:")
        ]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(tag)
        if tag == "script" and not given.get("src", "").startswith("/portal/static/"):
            self.found.append(given["src"])


def inline(text):
    parser = Inline()
    parser.feed(text)
    return parser.found


@pytest.fixture(scope="module")
def ada(full_yard):
    with full_yard.signed_in() as client:
        yield client


def test_every_page_has_a_view():
    assert set(pages()) == set(views())
    assert [page.title for page in navigation()] == ["Catalogue", "Traffic", "Rollouts", "Ledger", "Keys"]


@pytest.mark.parametrize("path", SHOWN)
def test_pages_run_files_of_the_house_only(ada, path):
    answer = ada.get(path)
    assert answer.status_code == 200
    assert inline(answer.text) == []
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert ("'unsafe-inline'" in policy) == path.endswith("/reference")
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", SHOWN)
def test_what_is_renewed_is_there(ada, path):
    text = ada.get(path).text
    asked = re.search(r'hx-select-oob="([^"]*)"', text)
    for name in asked[1].split(",") if asked else ():
        if name.removeprefix("#") not in {"slowness-data", "rates-data"}:
            assert f'id="{name.removeprefix("#")}"' in text


def test_the_catalogue_tells_splits_and_stages(ada):
    text = ada.get("/portal").text
    for word in (
        "Orders",
        "team-till",
        "What customers have ordered.",
        "75%",
        "25%",
        "judging",
        "deprecated",
        "/sales",
    ):
        assert word in text


def test_a_rollout_tells_why_it_ended(ada):
    text = ada.get("/portal/rollouts/staging-orders-1.2.0-1").text
    for word in ("on getOrder the canary fails 18.20%", "18.2%", "4,812", "56 of 308", "stopped"):
        assert word in text
    assert "/abort" not in text, "what ended cannot be stopped"


def test_traffic_tells_what_is_missing(ada):
    text = ada.get("/portal/traffic?window=1h").text
    assert "3 missing" in text
    assert "none missing" in text
    for word in ("listOrders", "webshop", "hobbyist", "nobody known"):
        assert word in text


def test_the_ledger_is_walked_in_pages(ada, full_yard):
    for number in range(70):
        full_yard.parts.store.ledger.append(
            Evidence(EvidenceKind.NOTIFICATION, Subject("notice", f"n{number}"), Verdict.INFO, About(api="payments"))
        )
    seen, path = [], "/portal/ledger?api=payments&about=rollout"
    while path:
        text = ada.get(path).text
        seen += re.findall(r'id="fact-(\d+)"', text)
        older = re.search(r'href="([^"]*before=[^"]*)"', text)
        path = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) >= 70
    assert [int(each) for each in seen] == sorted((int(each) for each in seen), reverse=True)


def test_the_chain_is_verified(ada):
    assert "chain verified" in ada.get("/portal/ledger/chain").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/portal/apis/oders", 404),
        ("/portal/rollouts/none", 404),
        ("/portal/apis/orders/reference?version=9.9.9", 404),
        ("/portal/traffic?window=3y", 404),
        ("/portal/ledger?before=x", 400),
        ("/portal/ledger?about=%3Cscript%3E", 404),
    ],
)
def test_what_does_not_exist_is_told(ada, path, status):
    answer = ada.get(path)
    assert answer.status_code == status
    assert "<script>" not in answer.text.replace('<script src="/portal/static/', "")


def test_an_error_names_the_nearest_name(ada):
    assert "did you mean" in ada.get("/portal/apis/oders").text


def test_hostile_words_stay_words(empty_yard):
    parts = empty_yard.parts
    contract = parts.store.blobs.put(
        b'{"openapi":"3.1.0","info":{"title":"<\\/script><script>alert(1)<\\/script>","version":"1.0.0"},'
        b'"paths":{"/<img src=x onerror=alert(1)>":{"get":{"operationId":"a","summary":"<b>x<\\/b>",'
        b'"responses":{"200":{"description":"ok"}}}}}}'
    )
    life = {
        "1.0.0": {"stage": "deprecated", "deprecated": HOSTILE, "sunset": "2030-01-01", "link": "javascript:alert(3)"}
    }
    body = product(contract, base="/x", owner=HOSTILE, description=HOSTILE, lifecycle=life)
    parts.store.intents.commit([Change("product", "hostile", body, ANY)])
    numbers: dict[str, Any] = {"reason": HOSTILE, HOSTILE: [HOSTILE, {"a": "javascript:alert(4)"}]}
    about = About(api="hostile", version="1.0.0")
    parts.store.ledger.append(
        Evidence(EvidenceKind.LINT, Subject("contract", HOSTILE), Verdict.FAIL, about, numbers, by=HOSTILE)
    )
    with empty_yard.signed_in() as client:
        for path in ("/portal", "/portal/apis/hostile", "/portal/ledger", "/portal/ledger?api=hostile"):
            text = client.get(path).text
            assert "onerror=alert(2)&gt;" in text or "alert(2)" not in text
            assert inline(text) == []
            assert "62615533" not in text, "no template in a text is run"


def test_empty_pages_say_what_to_do(empty_yard):
    with empty_yard.signed_in() as client:
        for path in ("/portal", "/portal/traffic", "/portal/rollouts", "/portal/ledger", "/portal/keys"):
            assert client.get(path).status_code == 200
        assert "apiyard apply" in client.get("/portal").text


def test_pages_stand_without_an_agent(full_yard, ada):
    full_yard.node.answers = False
    try:
        answer = ada.get("/portal")
        assert answer.status_code == 200
        assert "unknown" in answer.text
    finally:
        full_yard.node.answers = True


def test_a_viewer_changes_nothing(full_yard):
    with full_yard.signed_in("vera") as client:
        assert "Revoke" not in client.get("/portal/keys").text
        assert "/abort" not in client.get("/portal/rollouts/production-orders-1.1.0-1").text
        assert client.post("/api/keys", json={"consumer": "webshop", "environment": "staging"}).status_code == 403


def test_no_page_shows_a_secret(full_yard, ada):
    cookie, kept = ada.cookies["apiyard_session"], full_yard.parts.store.people.user("ada").password_hash
    for path in SHOWN:
        text = ada.get(path).text
        assert cookie not in text
        assert kept not in text
        assert "ayt_" not in text
        assert not re.search(r"ay_[A-Za-z0-9]{20}", text)


def test_static_files_are_a_list(full_yard):
    with full_yard.client() as client:
        for name in assets():
            assert client.get(f"/portal/static/{name}").status_code == 200
        for name in ("../page.py", "%2e%2e/page.py", "vendor", "", "vendor/htmx/LICENSE", "portal.css/x"):
            assert client.get(f"/portal/static/{name}").status_code == 404
        first = client.get("/portal/static/portal.css")
        again = client.get("/portal/static/portal.css", headers={"if-none-match": first.headers["etag"]})
        assert again.status_code == 304


def test_nothing_of_the_house_names_another_place():
    own = [asset for name, asset in assets().items() if not name.startswith("vendor/")]
    for asset in own:
        places = re.findall(r"https?://[^\s\"')]+", asset.path.read_text())
        assert [place for place in places if place != "http://www.w3.org/2000/svg"] == []


def test_the_reference_says_where_the_mock_answers(full_yard):
    place = full_yard.parts.program.state / "control.json"
    page = "/portal/apis/orders/reference"
    with full_yard.signed_in() as client:
        assert "mocks" not in client.get(page).text
        place.write_text('{"url": "http://127.0.0.1:1", "mocks": "http://127.0.0.1:2"}', "utf-8")
        try:
            assert re.search(r"<code>http://127\.0\.0\.1:2/mocks/orders/[\d.]+</code>", client.get(page).text)
        finally:
            place.unlink()
