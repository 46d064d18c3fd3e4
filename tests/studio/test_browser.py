"""A person with a real browser designs: types, sees findings, uses a form, tries the mock, gets a comment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.studio.conftest import CONTRACT

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong


@pytest.fixture
def complaints(chromium_page):
    """Everything that the browser complains about: scripts, policies, requests to elsewhere."""
    found: list[str] = []
    listen(chromium_page, found)
    return found


def listen(page, found):
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on(
        "console",
        lambda said: found.append(f"{said.text} {said.location}") if said.type in {"error", "warning"} else None,
    )
    page.on("request", lambda asked: _elsewhere(asked.url) and found.append(asked.url))


def _elsewhere(url):
    return not re.match(r"(http://127\.0\.0\.1|data:|blob:)", url)


KEYED = """\
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key, description: Who asks.}
security:
  - key: []
"""


@pytest.mark.timeout(120)
def test_a_contract_is_designed_and_talked_about(studio_of, tmp_path, chromium_page, complaints):
    hostile = CONTRACT.replace(
        "All parcels on their way.", "<script>parent.hacked = 1</script><svg onload='parent.hacked = 1'>"
    )
    studio = studio_of(tmp_path, f"{hostile}{KEYED}")
    page = chromium_page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(studio.opened.url)
    expect(page).to_have_url(f"{studio.url}/")
    reference = page.frame_locator("#preview")
    expect(reference.get_by_role("heading", name="Parcels", exact=True)).to_be_visible()

    types_and_sees_a_finding_at_its_line(page)
    edits_through_a_form(page)
    expect(reference.get_by_text("Boxes", exact=True).first).to_be_attached()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#saved")).to_have_text("saved")
    text = studio.contract.read_text()
    assert "title: Boxes # kept" in text
    assert "summary: Every parcel\n" in text
    assert "    examples:\n                example:\n                  value:\n                    - id: p1\n" in text
    expect(reference.get_by_role("heading", name="Every parcel")).to_be_visible()

    tries_the_mock(page)
    is_commented_on(page, complaints)
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert complaints == []


def types_and_sees_a_finding_at_its_line(page):
    page.locator("#editor .ace_content").click()
    for key in ("Control+Home", "ArrowDown", "ArrowDown", "End"):
        page.keyboard.press(key)
    page.keyboard.type("\nsummary: 5")
    row = page.locator(".finding", has=page.locator(".line", has_text=re.compile("^4$"))).first
    expect(row).to_contain_text("string")
    expect(page.locator(".ace_gutter-cell", has_text=re.compile("^4$"))).to_have_class(re.compile("ace_error"))
    page.locator("#editor .ace_content").click()
    page.keyboard.press("Control+Home")
    row.locator(".finding-go").click()
    expect(row.locator(".finding-go")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    page.keyboard.type("fine")
    expect(row).to_have_count(0)


def edits_through_a_form(page):
    outline = page.locator("#outline")
    outline.get_by_role("button", name="About the API").click()
    page.get_by_role("tab", name="Form").click()
    page.get_by_label("Title").fill("Boxes")
    page.keyboard.press("Tab")
    outline.get_by_role("button", name="List parcels").click()
    page.get_by_label("Summary").fill("Every parcel")
    page.keyboard.press("Tab")
    expect(outline.get_by_role("button", name="Every parcel")).to_be_visible()
    edits_an_example_and_sees_what_is_wrong_with_it(page)


def edits_an_example_and_sees_what_is_wrong_with_it(page):
    media = "/paths/~1parcels/get/responses/200/content/application~1json"
    page.locator(f'[data-at="{media}#examples"] > summary').click()
    page.locator(f'[data-at="{media}#Give it a name"]').click()
    value = page.locator(f'[data-at="{media}/examples/example/value"]')
    value.fill("- id: 5")
    page.keyboard.press("Tab")
    expect(page.locator("#form .wrong li")).to_contain_text("string")
    value.fill('[{"id": "p1"}]')
    page.keyboard.press("Tab")
    expect(page.locator("#form .wrong li")).to_have_count(0)


def tries_the_mock(page):
    page.get_by_role("tab", name="Mock").click()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#answer .status")).to_have_text("200")
    expect(page.locator("#answer .body")).to_contain_text("p1")
    page.get_by_label("Path and query").fill("/parcels?limit=99")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#answer .status")).to_have_text("400")
    expect(page.locator("#answer .violations").first).to_contain_text("limit")


def is_commented_on(page, complaints):
    page.get_by_role("button", name="Share").first.click()
    page.get_by_label("For whom").fill("The <b>mobile</b> team")
    page.get_by_role("button", name="Make a link").click()
    url = page.get_by_label("Link", exact=True).input_value()
    page.get_by_role("button", name="Done").click()
    guest = page.context.browser.new_page()
    listen(guest, complaints)
    guest.goto(url)
    guest.locator(".pick").get_by_role("option", name="/parcels").click()
    guest.get_by_label("Your name").fill("Ada")
    guest.get_by_label("Comment", exact=True).fill("Why <script>parent.hacked = 1</script>?")
    guest.get_by_role("button", name="Comment").click()
    expect(guest.locator(".comment .said")).to_have_text("Why <script>parent.hacked = 1</script>?")
    comment = page.locator("#feedback .comment")
    expect(comment.locator(".said")).to_have_text("Why <script>parent.hacked = 1</script>?")
    expect(page.locator("#outline .row", has_text="Every parcel").locator(".count")).to_have_text("1")
    comment.get_by_role("button", name="Resolve").click()
    expect(guest.locator(".comment.done")).to_be_visible()
    page.locator("#feedback").get_by_role("button", name="Revoke").click()
    expect(page.locator("#feedback .links")).to_contain_text("revoked")
    guest.close()


def test_an_empty_studio_offers_a_beginning_and_shows_a_conflict(studio_of, tmp_path, chromium_page):
    studio = studio_of(tmp_path, None)
    page = chromium_page
    page.goto(studio.opened.url)
    page.get_by_label("What is it called?").fill("Parcels API")
    page.get_by_role("button", name="Begin", exact=True).click()
    expect(page.locator("#outline")).to_contain_text("/parcels")
    assert not studio.contract.exists(), "nothing is written before somebody saves"
    studio.contract.write_text("openapi: 3.1.0 # theirs\n")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("dialog")).to_contain_text("changed by somebody else")
    page.get_by_role("button", name="Keep mine").click()
    expect(page.locator("#saved")).to_have_text("saved")
    assert 'title: "Parcels API"' in studio.contract.read_text()
    studio.contract.write_text("openapi: 3.1.0 # theirs again\n")
    expect(page.locator("#editor")).to_contain_text("theirs again")
