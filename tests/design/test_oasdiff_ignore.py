"""Ignore files of oasdiff: what counts as a line, and which change a line means."""

from __future__ import annotations

import pytest

from apiyard.design.cause import Cause, PromiseProof, Reached, Side, Verdict
from apiyard.design.oasdiff_ignore import read_ignore_file

_PROOF = PromiseProof("x", "", "y")


def cause(check, message, *calls, name="aa", before=None, after=None, verdict=Verdict.BREAKING, old="/paths"):
    side = Side("request", verdict, "", _PROOF if verdict is Verdict.BREAKING else None)
    reach = tuple(
        Reached(f"op{at}", call, position, "request", path) for at, (call, position, path) in enumerate(calls)
    )
    return Cause(check, verdict, message, old, old, before, after, (side,), reach, name * 8)


LIMIT = cause(
    "maximum-changed",
    "maximum of the schema is lowered from 100 to 10",
    ("GET /orders/{id}", "query parameter limit", ""),
    before=100,
    after=10,
)
GONE = cause("operation-removed", "DELETE /orders is gone", ("DELETE /orders", "", ""), name="bb")
SHARED = cause(
    "property-added",
    'the required property "total" of Order is new',
    ("POST /orders", "request body application/json", ""),
    ("PUT /orders/{id}", "request body application/json", "items[]"),
    name="cc",
)
SAFE = cause(
    "maximum-changed", "raised", ("GET /orders/{id}", "query parameter limit", ""), verdict=Verdict.SAFE, name="dd"
)


def found(text, *causes):
    return read_ignore_file(text.encode(), "ignore.txt").match(causes or (LIMIT, GONE, SHARED, SAFE))


@pytest.mark.parametrize(
    "line",
    [
        "GET /orders/{orderId} the 'query' request parameter 'limit' max was decreased from '100.00' to '10.00'",
        " - 12.01.2023 in get /ORDERS/{id} we decreased the max of the request parameter `limit`",
        "| the request parameter 'limit' max decreased | GET /orders/{id} |",
        "GET /orders/{id} the `query` request parameter's `limit` max was decreased from `100.00`/`` to `10.00`/``",
        "GET /orders/{id} is fine with us [request-property-max-decreased]",
    ],
)
def test_a_line_means_the_change_that_it_resembles(line):
    accepted, used, notes = found(line)
    assert list(accepted) == [LIMIT.fingerprint]
    assert accepted[LIMIT.fingerprint].by == "ignore.txt:1"
    assert used == {1}
    assert not notes


@pytest.mark.parametrize(
    "line",
    [
        "POST /orders/{id} the request parameter 'limit' max was decreased",  # another method
        "GET /orders the request parameter 'limit' max was decreased",  # another path
        "GET /orders/{id} the request parameter 'offset' max was decreased",  # another name
        "GET /orders/{id} removed the success response with the status '200'",  # another change
        "GET /orders/{id} is fine with us",
        "the request parameter 'limit' max was decreased",  # no place
        "",
    ],
)
def test_other_lines_mean_nothing(line):
    accepted, used, _ = found(line)
    assert not accepted
    assert not used


def test_an_operation_that_was_removed_can_be_ignored():
    assert list(found("DELETE /orders api removed without deprecation")[0]) == [GONE.fingerprint]


def test_a_shared_change_is_ignored_only_in_all_its_operations():
    one = "POST /orders added the new required request property 'total'"
    two = "PUT /orders/{id} added the new required request property 'items/total'"
    accepted, used, notes = found(one)
    assert not accepted
    assert used == {1}
    assert "in 1 of 2 operations, so it counts" in notes[0]
    accepted, used, notes = found(f"# Agreed\n{one}\n\n{two}")
    assert list(accepted) == [SHARED.fingerprint]
    assert used == {2, 4}
    assert not notes


def test_components_are_named_by_their_word():
    schema = cause("schema-name-removed", "the schema Rules is gone", name="ee", old="/components/schemas/Rules")
    text = "removed the schema 'rules' from components"
    lines = read_ignore_file(text.encode(), "x").lines
    assert [each.call for each in lines] == [""]
    accepted = found(text, schema)[0]
    assert set(accepted) <= {schema.fingerprint}


def test_files_are_read_within_bounds():
    lines = read_ignore_file(b"\xff\xfe\0" + b"GET /a x\n" * 300_000 + b"\x1b[31m", "x").lines
    assert len(lines) <= 200_000
    assert "\x1b" not in "".join(each.text for each in lines)
