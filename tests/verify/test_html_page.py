"""The HTML report in a real browser: it keeps its own policy, fits small screens, and opens what it holds."""

from __future__ import annotations

import pytest

from apiyard.verify.form import forms
from tests.verify.test_forms import report

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_the_page(chromium_page, tmp_path, width, scheme):
    path = tmp_path / "report.html"
    path.write_text(forms()["html"].write(report()))
    said = []
    chromium_page.on("console", lambda message: said.append(message.text))
    chromium_page.on("pageerror", lambda error: said.append(str(error)))
    chromium_page.emulate_media(color_scheme=scheme)
    chromium_page.set_viewport_size({"width": width, "height": 800})
    chromium_page.goto(path.as_uri())
    assert said == []
    assert chromium_page.evaluate("document.documentElement.scrollWidth") <= width, "nothing stands out to the right"
    assert chromium_page.locator(".pill").inner_text() == "breaks its word"
    failure = chromium_page.locator("details.card").first
    assert failure.locator(".inside").is_visible()
    failure.locator("summary").click()
    assert not failure.locator(".inside").is_visible()
    measure = chromium_page.locator(".panel details").first
    measure.locator("summary").click()
    assert measure.locator("li").inner_text() == "getPet"
    ground = chromium_page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(246, 247, 249)") is (scheme == "light")
