"""Changelogs in every form; texts of strangers stay texts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apiyard.core.errors import UnknownNameError
from apiyard.design.cause import ExchangeProof, Side, Verdict
from apiyard.design.changelog.entry import Changelog, Section
from apiyard.design.changelog.form import find_form, forms
from apiyard.design.changelog.section import entry
from apiyard.design.versioning.bump import Bump
from apiyard.spec.exchange import Request
from tests.design.causes import LIST, READ, cause, request_break, response_break

DAY = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
EVIL = (
    "</code></pre><script>alert(1)</script> ]]> ``` \n# head\n- [x](javascript:y) ![i](http://e) *b* _c_ "
    "\x00\x1b[31m\u202e@all"
)


def changelog(*sections: Section, **more: object) -> Changelog:
    return Changelog("Orders", sections, **more)  # type: ignore[arg-type]


def one(*causes: object) -> Section:
    made = tuple(entry(each) for each in causes)  # type: ignore[arg-type]
    return Section("2.0.0", "1.0.0", Bump.MAJOR, made, DAY, "v2.0.0", "Be stricter")


def evil() -> Changelog:
    request = Request("GET", "/x", "", (("x-a", EVIL),), EVIL.encode())
    proof = ExchangeProof(request, None, EVIL, EVIL, EVIL)
    side = Side("request", Verdict.BREAKING, EVIL, proof)
    reach = (replace(LIST, call=EVIL, position=EVIL, path=EVIL),)
    made = cause("type-changed", "breaking", message=EVIL, sides=(side,), reach=reach, before=[EVIL], after=[EVIL, 1])
    undecided = cause("x", "unknown", sides=(Side("response", Verdict.UNKNOWN, EVIL),), reach=(*reach, READ))
    part = replace(one(made, undecided), version=EVIL, before=EVIL, revision=EVIL, subject=EVIL, remarks=(EVIL,))
    return Changelog(EVIL, (part,), "javascript:alert(1)")


def test_markdown():
    text = forms()["markdown"].write(changelog(one(request_break("maximum-lowered", before=200, after=100))))
    assert text == (
        "# Changelog of Orders\n\n## 2.0.0 (2026-11-22)\n\nv2.0.0: Be stricter\n\n"
        "**1 change breaks callers of 1.0.0.**\n\n### Changed\n\n**GET /orders**\n\n"
        "- **Breaking:** maximum-lowered happened\n\n"
        "  What to do: Send no more than 100 as the query parameter limit of GET /orders; up to 200 was accepted.\n\n"
        "  A call that was fine and is not any more (101 is greater than the maximum of 100):\n\n"
        "  ```sh\n  curl 'https://api.example.com/orders?limit=101' \\\n    -H 'accept: application/json'\n  ```\n"
    )


def test_markdown_of_nothing():
    assert "Nothing changed." in forms()["markdown"].write(changelog())
    assert "The contract did not change." in forms()["markdown"].write(changelog(one()))


def test_words_can_be_left_out():
    section = one(cause("summary-changed", documentation=True), cause("operation-added"))
    for name in ("markdown", "html", "rss"):
        text = forms()[name].write(changelog(section, documentation=False))
        assert "summary-changed" not in text
        assert "Changes of words and examples only: 1." in text
    assert "summary-changed" in forms()["json"].write(changelog(section, documentation=False))


def test_json_says_everything():
    told = json.loads(forms()["json"].write(changelog(one(response_break("property-removed")))))
    (section,) = told["sections"]
    assert (section["version"], section["bump"], section["at"]) == ("2.0.0", "major", DAY.isoformat())
    (made,) = section["entries"]
    assert (made["kind"], made["verdict"], made["check"]) == ("removed", "breaking", "property-removed")
    assert made["operations"] == ["GET /orders/{id}"]
    assert made["migration"]
    assert made["proofs"][0]["lines"][0] == "HTTP 200"


def test_rss_is_a_feed():
    text = forms()["rss"].write(
        changelog(
            one(request_break("x")), one(cause("operation-added", fingerprint="1" * 16)), link="https://a.example"
        )
    )
    channel = ET.fromstring(text).find("channel")
    assert channel is not None
    items = channel.findall("item")
    assert channel.findtext("link") == "https://a.example"
    assert [each.findtext("title") for each in items] == [
        "breaking: Orders 2.0.0: Be stricter",
        "Orders 2.0.0: Be stricter",
    ]
    assert parsedate_to_datetime(items[0].findtext("pubDate") or "") == DAY
    assert len({each.findtext("guid") for each in items}) == 2
    assert "<h3>Changed</h3>" in (items[0].findtext("description") or "")


class Tags(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def tags(text: str) -> Tags:
    made = Tags()
    made.feed(text)
    return made


PAGE = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "section", "time", "span"}
PLAIN = {"p", "strong", "blockquote", "h3", "h4", "ul", "li", "code", "pre"}


def test_hostile_texts_in_html():
    text = forms()["html"].write(evil())
    made = tags(text)
    assert made.tags <= PLAIN | PAGE
    assert not {each for each in made.attributes if each.startswith("on")} | (made.attributes & {"href", "src"})
    assert "default-src 'none'" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)


def test_hostile_texts_in_rss():
    text = forms()["rss"].write(evil())
    description = ET.fromstring(text).findtext("channel/item/description") or ""
    assert tags(description).tags <= PLAIN
    assert ET.fromstring(text).findtext("channel/link") == "about:blank"


def test_hostile_texts_in_markdown():
    text = forms()["markdown"].write(evil())
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)
    outside = re.sub(r"^  (`{3,})\w+\n.*?^  \1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert "<script" not in outside.replace("\\<", "")
    assert "](" not in outside.replace("\\]", "")
    assert not re.search(r"^ *# head", text, re.MULTILINE)


def test_hostile_texts_in_json():
    assert json.loads(forms()["json"].write(evil()))["sections"][0]["entries"]


@given(st.text(max_size=60), st.text(max_size=60), st.booleans())
def test_any_text_stays_a_text(text, other, whole):
    proof = ExchangeProof(
        Request("GET", "/x", "", (("x-a", "b"),), text.encode("utf-8", "replace")), None, 1, "", other
    )
    side = Side("request", Verdict.BREAKING, other, proof)
    reach = () if whole else (replace(LIST, call=text, path=other),)
    made = cause("enum-value-removed", "breaking", message=other, sides=(side,), reach=reach, before=text)
    part = replace(one(made), version=text, revision=other, subject=text, remarks=(other,))
    told = Changelog(other, (part,), text)
    assert tags(forms()["html"].write(told)).tags <= PLAIN | PAGE
    assert tags(ET.fromstring(forms()["rss"].write(told)).findtext("channel/item/description") or "").tags <= PLAIN
    assert json.loads(forms()["json"].write(told))["sections"]
    for line in outside_of_code(forms()["markdown"].write(told)):
        bare = re.sub(r"\\.", "", line)
        assert not re.search(r"[<`\[]", bare), line
        assert not re.match(r"\s*(#{1,6}\s|\d{1,9}[.)]\s|[=+]\s)", bare.removeprefix("- ")) or OWN.match(line), line


OWN = re.compile(r"#{1,3} ")


def outside_of_code(text: str) -> list[str]:
    return re.sub(r"^  (`{3,})\w+\n.*?^  \1$", "", text, flags=re.MULTILINE | re.DOTALL).split("\n")


@pytest.mark.parametrize("name", ["markdown", "html", "json", "rss"])
def test_a_form_is_deterministic(name):
    made = changelog(one(request_break("a"), response_break("b"), cause("c")))
    assert forms()[name].write(made) == forms()[name].write(made)


def test_forms_have_other_names():
    assert find_form("md").id == "markdown"
    with pytest.raises(UnknownNameError):
        find_form("markdwn")
