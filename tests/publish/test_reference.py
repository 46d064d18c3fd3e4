"""Reference pages work from a folder, and hostile contracts cannot make them do anything."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.core.names import ApiName
from apiyard.publish.index import IndexEntry, render_index
from apiyard.publish.reference import reference_policy, render_reference
from apiyard.publish.write import write_files
from apiyard.spec.load import contract_from_bytes
from tests.parts import ROOT, absent

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
SCALAR = ROOT / "src/apiyard/portal/static/vendor/scalar/standalone.js"


def contract(text: str = HOSTILE):
    """Make a contract that says the text wherever a contract may say something."""
    responses = {"200": {"description": text}}
    operation = {"operationId": "a", "summary": text, "description": text, "tags": [text], "responses": responses}
    document = {
        "openapi": "3.1.0",
        "info": {"title": text, "version": "1.0.0", "description": text},
        "servers": [{"url": "https://shop.example/v1"}, {"url": "https://evil.example; script-src *"}],
        "paths": {"/things": {"get": operation}},
    }
    return contract_from_bytes(json.dumps(document).encode())


class Elements(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_page_has_only_its_own_scripts():
    files = render_reference(contract(), scalar_js=b"scalar")
    parser = Elements()
    parser.feed(files["index.html"].decode())
    scripts = [attributes.get("src") for tag, attributes in parser.found if tag == "script"]
    assert scripts == ["scalar.js", "reference.js"]
    assert not [tag for tag, _ in parser.found if tag == "img"]
    assert set(files) == {"index.html", "scalar.js", "reference.js", "style.css", "openapi.json"}


def test_the_script_carries_the_contract_and_nothing_is_fetched_from_outside():
    found = contract()
    script = render_reference(found, scalar_js=b"")["reference.js"]
    settings = json.loads(script.removeprefix(b'Scalar.createApiReference("#reference", ').removesuffix(b");\n"))
    assert settings["content"] == found.tree
    assert settings["withDefaultFonts"] is False
    assert settings["telemetry"] is False
    assert b"<" not in script


def test_the_policy_names_only_servers_that_are_plain_urls():
    policy = reference_policy([*contract().servers, "http://127.0.0.1:8080/sales"])
    connect = next(part for part in policy.split("; ") if part.startswith("connect-src"))
    assert connect == "connect-src 'self' http://127.0.0.1:8080 https://shop.example"
    assert "script-src 'self'" in policy.split("; ")


def test_the_index_lists_apis_by_name_as_text():
    entries = [IndexEntry(ApiName("b"), HOSTILE, "1.0.0", HOSTILE), IndexEntry(ApiName("a"), "A", "2.0.0")]
    page = render_index(entries)["index.html"].decode()
    assert page.index('href="a/index.html"') < page.index('href="b/index.html"')
    assert "<script" not in page
    assert "<img" not in page


def test_files_are_written_whole_and_only_under_plain_names(tmp_path: Path):
    written = write_files(tmp_path / "new", {"b.txt": b"2", "a.txt": b"1"})
    assert [path.name for path in written] == ["a.txt", "b.txt"]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["a.txt", "b.txt"]
    with pytest.raises(InvalidInputError):
        write_files(tmp_path, {"../a.txt": b""})


@pytest.mark.browser
@pytest.mark.timeout(60)
def test_a_hostile_contract_is_shown_from_a_folder_and_runs_nothing(tmp_path: Path, chromium_page: Page):
    if not SCALAR.exists():
        absent("front-end files", "build the package once")
    write_files(tmp_path, render_reference(contract(), scalar_js=SCALAR.read_bytes()))
    asked: list[str] = []
    chromium_page.on("request", lambda request: asked.append(request.url))
    chromium_page.goto((tmp_path / "index.html").as_uri())
    chromium_page.get_by_text("/things").first.wait_for()
    assert chromium_page.evaluate("window.hacked") is None
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
