"""What changed, told to people: kinds, what to do, proofs, order."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from apiyard.design.cause import Cause, Side, Verdict
from apiyard.design.changelog.arrange import SHARED, WHOLE, arranged
from apiyard.design.changelog.classify import kind_of
from apiyard.design.changelog.entry import Changelog, Kind, Section
from apiyard.design.changelog.migrate import migration
from apiyard.design.changelog.prove import proofs_of
from apiyard.design.changelog.section import Moment, entry, section
from apiyard.design.check import checks
from apiyard.design.versioning.bump import Bump
from apiyard.spec.load import contract_from_bytes
from tests.design.causes import CREATE, LIST, READ, cause, promise_break, request_break, response_break, symbol_break


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (cause("operation-added"), "added"),
        (cause("response-property-added"), "added"),
        (request_break("operation-removed"), "removed"),
        (response_break("property-removed"), "removed"),
        (cause("enum-value-added"), "added"),
        (request_break("enum-value-removed"), "removed"),
        (cause("pattern-removed"), "changed"),
        (request_break("max-length-added"), "changed"),
        (request_break("type-changed"), "changed"),
        (request_break("security-requirement-added"), "security"),
        (cause("operation-deprecated", after=True), "deprecated"),
        (cause("sunset-changed", after="2027-01-01"), "deprecated"),
        (cause("operation-deprecated", before=True, after=None), "changed"),
        (cause("rewritten"), "fixed"),
        (cause("summary-changed", documentation=True), "fixed"),
    ],
)
def test_kinds_of_news(made, kind):
    assert kind_of(made) is Kind(kind)


MOVED = replace(LIST, position="")
ORDER = "/components/schemas/Order/properties/total"


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            request_break("parameter-maximum-lowered", before=200, after=100),
            "Send no more than 100 as the query parameter limit of GET /orders; up to 200 was accepted.",
        ),
        (request_break("parameter-removed"), "Stop sending the query parameter limit of GET /orders."),
        (
            request_break("property-became-required", reach=(CREATE,)),
            'Send "lines[].sku" in the request body application/json of POST /orders with every call.',
        ),
        (
            request_break("enum-value-removed", before=["a", "b"], after=["a"]),
            'Do not send "b" as the query parameter limit of GET /orders: only "a" is accepted.',
        ),
        (
            request_break("type-changed", before="integer", after="string"),
            'Send values of type "string" as the query parameter limit of GET /orders, none of type "integer".',
        ),
        (
            request_break("min-items-changed", before=None, after=1),
            "Send at least 1 member in the query parameter limit of GET /orders.",
        ),
        (
            request_break("parameter-moved", before="query", after="header", reach=(MOVED,)),
            "Send the parameter in the header of GET /orders, not in the query.",
        ),
        (
            response_break("dependent-required-changed", reach=(replace(READ, path=""),)),
            'Do not count on "total" in the response 200 application/json of GET /orders/{id}: it may be missing.',
        ),
        (
            response_break("property-removed", old=ORDER),
            'Do not count on "total" in the response 200 application/json of GET /orders/{id}: it may be missing.',
        ),
        (
            response_break("enum-value-added", before=["a"], after=["a", "b"]),
            'Be ready for "b" as "total" in the response 200 application/json of GET /orders/{id}.',
        ),
        (
            request_break("something-unheard-of"),
            "Check what you send as the query parameter limit of GET /orders: 101 is greater than the maximum of 100.",
        ),
        (
            symbol_break("x"),
            "In code made from the contract, Order.total is gone: take out what uses it before you take the new one.",
        ),
        (cause("property-added"), ""),
    ],
)
def test_what_to_do(made, told):
    assert migration(made) == told


@pytest.mark.parametrize("id_", list(checks()))
def test_every_check_that_breaks_says_what_to_do(id_):
    for made in (request_break(id_), response_break(id_), promise_break(id_), symbol_break(id_)):
        for before, after in ((None, "b"), ("a", None), ("a", "b"), ([1, 2], [2, 3]), ({"type": "string"}, None)):
            told = migration(replace(made, before=before, after=after))
            assert re.fullmatch(r"[A-Z].{10,}[.]", told), told
            assert not re.search(r"\{(it|before|after|was|is|lost|gained)\}", told)
        assert entry(made).proofs


def test_a_promise_that_is_not_kept_is_told():
    told = migration(promise_break("operation-removed"))
    assert told.startswith("Stop calling")
    assert told.endswith("It came without the notice that was promised.")


def test_what_ends_is_told_before_it_ends():
    assert migration(cause("sunset-added", after="2027-01-01", reach=())) == "Stop using the API before 2027-01-01."
    assert "on its way out" in migration(cause("operation-deprecated", after=True))


def test_what_could_not_be_decided_says_what_to_look_at():
    side = Side("request", Verdict.UNKNOWN, "pattern: look-behind")
    made = cause("pattern-changed", "unknown", sides=(side,), reach=(LIST,))
    assert migration(made).startswith("Check what you send as the query parameter limit of GET /orders")
    assert entry(made).reason == "pattern: look-behind"


def test_a_shared_change_names_no_single_operation():
    made = request_break("parameter-removed", reach=(LIST, CREATE))
    assert migration(made) == "Stop sending the query parameter limit."


def test_proofs_can_be_run():
    (shown,) = proofs_of(request_break("x"), "https://shop.example")
    assert shown.language == "sh"
    assert shown.lines[0].startswith("curl 'https://shop.example/orders?limit=101'")
    (shown,) = proofs_of(response_break("x"))
    assert shown.lines[0] == "HTTP 200"
    assert '  "id": 7' in shown.lines
    (shown,) = proofs_of(symbol_break("x"))
    assert shown.says == "The name Order.total in generated code was float and is gone."
    assert proofs_of(cause("x")) == ()


def names(entries: tuple[Cause, ...]) -> list[tuple[str, list[str]]]:
    made = Section("2", "1", Bump.MAJOR, tuple(entry(each) for each in entries))
    found = arranged(made, Changelog("t", (made,)))
    return [(kind.value, [group.name for group in groups]) for kind, groups in found]


def test_entries_are_grouped_by_operation_and_what_is_shared_is_told_once():
    told = names(
        (
            cause("operation-added", reach=(READ,)),
            request_break("parameter-removed", reach=(LIST, CREATE)),
            cause("parameter-removed", reach=(CREATE,)),
            cause("parameter-removed", reach=(LIST,)),
            cause("server-removed", reach=()),
        )
    )
    assert told == [("removed", [WHOLE, SHARED, "GET /orders", "POST /orders"]), ("added", ["GET /orders/{id}"])]


def contract(version: str):
    tree = {"openapi": "3.1.0", "info": {"title": "t", "version": version}, "paths": {}}
    return contract_from_bytes(json.dumps({**tree, "servers": [{"url": "https://shop.example/v1"}]}).encode())


def test_a_section_says_when_the_version_says_too_little():
    moment = Moment(datetime(2026, 11, 22, tzinfo=UTC), "v1.1.0", "Lower a limit")
    made = section(contract("1.0.0"), contract("1.1.0"), (request_break("x"),), moment=moment)
    assert (made.version, made.before, made.bump, made.breaking) == ("1.1.0", "1.0.0", "major", 1)
    assert made.remarks[0].startswith("the changes ask for a new major version (1 breaking change)")
    assert made.entries[0].proofs[0].lines[0].startswith("curl 'https://shop.example/v1/orders?limit=101'")
    assert (made.revision, made.subject) == ("v1.1.0", "Lower a limit")
    assert section(contract("1.0.0"), contract("1.0.1"), (cause("a", documentation=True),)).remarks == ()
