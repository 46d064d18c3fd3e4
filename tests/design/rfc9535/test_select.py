"""Queries select what RFC 9535 says, and end."""

from __future__ import annotations

import pytest

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.design.rfc9535.parse import parse_query, select

SHOP = {
    "books": [
        {"title": "Ice", "price": 9, "tags": ["a", "b"]},
        {"title": "Fire", "price": 12.5, "isbn": None},
        {"title": "Ash", "price": 9.0, "x.y": {"deep": [1, [2]]}},
    ],
    "it's": True,
    "limit": 10,
}


def paths(query, root=SHOP):
    return ["/".join(map(str, node.path)) for node in select(query, root)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("$", [""]),
        ("$.limit", ["limit"]),
        ("$ .limit", ["limit"]),
        ("$['it\\'s']", ["it's"]),
        ('$["it\'s"]', ["it's"]),
        ("$['\\u006cimit']", ["limit"]),
        ("$.books[0,-1].title", ["books/0/title", "books/2/title"]),
        ("$.books[::2]", ["books/0", "books/2"]),
        ("$.books[-1:0:-1]", ["books/2", "books/1"]),
        ("$.books[::0]", []),
        ("$.books[9]", []),
        ("$..deep[*]", ["books/2/x.y/deep/0", "books/2/x.y/deep/1"]),
        ("$..[1]", ["books/1", "books/0/tags/1", "books/2/x.y/deep/1"]),
        ("$.books[?@.price < $.limit]", ["books/0", "books/2"]),
        ("$.books[?@.price == 9]", ["books/0", "books/2"]),
        ("$.books[?@.isbn]", ["books/1"]),
        ("$.books[?@.isbn == null]", ["books/1"]),
        ("$.books[?@.none == @.nothing]", ["books/0", "books/1", "books/2"]),
        ("$.books[?!@.tags && (@.title == 'Ash' || @.price > 12)]", ["books/1", "books/2"]),
        ("$.books[?length(@.tags) == 2]", ["books/0"]),
        ("$.books[?count(@..*) > 4].title", ["books/0/title", "books/2/title"]),
        ("$.books[?match(@.title, '[A-Z].e')]", ["books/0"]),
        ("$.books[?search(@.title, 'r.')]", ["books/1"]),
        ("$.books[?value(@..deep[0]) == 1]", ["books/2"]),
        ("$.books[?match(@.title, '(')]", []),
        ("$[?@ == true]", ["it's"]),
    ],
)
def test_what_is_selected(query, wanted):
    assert paths(query) == wanted


@pytest.mark.parametrize(
    "query",
    [
        *("", "limit", "$.", "$..", "$.1", "$[01]", "$[-0]", "$[9007199254740992]", "$['a", "$['\\x']", "$['\\ud83d']"),
        *(
            "$[?1]",
            "$[?'a']",
            "$[?true]",
            "$[?@.*==1]",
            "$[?length(@.*)>1]",
            "$[?count(1)>1]",
            "$[?match(@,'a')==true]",
        ),
        *("$[?length(@)]", "$[?nope(@)]", "$[?match(@)]", "$[?length (@)==1]", "$[?@.a=1]", "$[?@.a==1.]", "$[]", "$ "),
        *("$[?" + "(" * 60 + "@" + ")" * 60 + "]", "$" + ".a" * 6000),
    ],
)
def test_what_is_no_query(query):
    with pytest.raises(InvalidInputError, match=r"."):
        parse_query(query)


def test_a_query_that_looks_at_too_much_ends():
    wide: dict = {str(index): {str(inner): {} for inner in range(100)} for index in range(100)}
    with pytest.raises(TooLargeError):
        select("$..*[?count($..*) > 0]", wide, 100_000)
