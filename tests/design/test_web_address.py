"""Addresses are told from other texts as a browser's parser does (answers of Node.js 20)."""

from __future__ import annotations

import pytest

from apiyard.design.web_address import is_web_address

GOOD = (
    "https://a.b",
    "https://{x}.b/",
    "http:///a",
    "a:b",
    "foo://h:99/",
    "foo:///x",
    "http://1.2.3",
    "http://0x7f.1",
    "http://[::1]",
    "http://a%41b/",
    "http://user:pw@host/",
    "file:///c:/x",
    "file://h/x",
    "file:x",
    "ws:x",
    "https:example.com",
    "http:\\\\a\\b",
    "http://ü.de",
    "http://☃.net",
    "mailto:a b",
    "http+x://a",
    " http://a",
    "http://a..b",
    "http://.",
    "foo://[::1]:80/x",
    "http://a@b@c",
    "http://256",
    "http://a`b",
    'http://a"b',
    "http://a_b",
    "http://-a-",
    "http://a:/",
    "http://a:000080",
    "https://{a}/{b}",
)
BAD = (
    "http://",
    "/v1",
    "foo://h:99999/",
    "http://a:b/",
    "http://a:65536",
    "http://a:80x",
    "http://1.2.3.256",
    "http://1.2.3.4.5",
    "http://[::g]",
    "http://a b/",
    "http://a%20b/",
    "http://user@/",
    "http://@/",
    "file://a b/x",
    "http://exa<mple",
    "http://ex^a",
    "1http://a",
    "foo://a b",
    "foo://:80",
    "foo://a@",
    "http://09",
    "http://1.09",
    "http://a.09",
    "http://a.0x1",
    "http://%zz",
    "http://a|b",
    "{scheme}://a",
)


@pytest.mark.parametrize("text", GOOD)
def test_addresses(text):
    assert is_web_address(text)


@pytest.mark.parametrize("text", BAD)
def test_other_texts(text):
    assert not is_web_address(text)


def test_long_texts_are_no_trouble():
    assert not is_web_address("http://" + "1" * 100_000)
    assert not is_web_address("http://a:" + "9" * 100_000)
    assert is_web_address("http://" + "a" * 100_000)
