"""What travels between control plane and agent: frames, differences of snapshots, nouns and errors."""

from __future__ import annotations

import json

import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import (
    ApiyardError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    RefusedError,
    TooLargeError,
    UnavailableError,
)
from apiyard.gateway.snapshot import CLUSTER, EMPTY, LISTENER, Snapshot, resource, snapshot
from apiyard.wiring.node_errors import from_problem, to_problem
from apiyard.wiring.node_frames import cut, difference, merge, pack_frame, read_frame
from apiyard.wiring.node_messages import (
    Applied,
    GatewayStatus,
    Nack,
    NodeStatus,
    ProcessSpec,
    ProcessState,
    ProcessStatus,
    RecordCounters,
)


def made(**bodies: bytes) -> Snapshot:
    return snapshot((CLUSTER, resource(name, body, owner="shop")) for name, body in bodies.items())


def test_frames_come_back():
    assert read_frame(pack_frame({"a": [1, "é"]}, b"\0bytes")) == ({"a": [1, "é"]}, b"\0bytes")


@pytest.mark.parametrize(
    "data", [b"", b"\0\0", b"\0\0\0\x05{}", b"\xff\xff\xff\xff{}", b"\0\0\0\x02[]", b"\0\0\0\x02{{"]
)
def test_what_is_no_frame_is_refused(data):
    with pytest.raises(InvalidInputError):
        read_frame(data)


def test_messages_are_cut_by_their_sizes():
    assert cut(b"aabccc", [2, 1, 3, 0]) == [b"aa", b"b", b"ccc", b""]
    for sizes in ([2], [7], [-1, 7], []):
        with pytest.raises(InvalidInputError):
            cut(b"aabccc", sizes)


def test_only_the_difference_travels():
    old = made(a=b"1", b=b"2", c=b"3")
    new = made(a=b"1", b=b"22", d=b"4")
    changed, gone = difference(old, new)
    assert set(changed.of(CLUSTER)) == {"b", "d"}
    assert gone == {CLUSTER: ["c"]}
    assert merge(old, changed, gone, digest=new.digest) == new
    assert difference(new, new) == (EMPTY, {})
    assert merge(EMPTY, new, {}, digest=new.digest) == new


def test_a_whole_type_can_go():
    old = snapshot([(CLUSTER, resource("a", b"1")), (LISTENER, resource("l", b"2"))])
    new = made(a=b"1")
    changed, gone = difference(old, new)
    assert merge(old, changed, gone, digest=new.digest) == new


def test_another_owner_is_a_difference():
    old = snapshot([(CLUSTER, resource("a", b"1", owner="shop"))])
    new = snapshot([(CLUSTER, resource("a", b"1", owner="pay"))])
    changed, gone = difference(old, new)
    assert merge(old, changed, gone, digest=new.digest).of(CLUSTER)["a"].owner == "pay"


def test_another_base_is_seen():
    changed, gone = difference(made(a=b"1"), made(a=b"1", b=b"2"))
    with pytest.raises(ConflictError) as caught:
        merge(made(a=b"other"), changed, gone, digest=made(a=b"1", b=b"2").digest)
    assert caught.value.code == "snapshot-base"


@pytest.mark.parametrize(
    "noun",
    [
        ProcessSpec(id="a@1.0.0:0", argv=("x",), env={"A": "b"}, artefact=digest_bytes(b"x")),
        ProcessStatus(id="a", state=ProcessState.HEALTHY, pid=1),
        Applied(digest="d", accepted=False, nacks=(Nack("t", ("a", "b"), "shop", "no"),), problems=("p",)),
        GatewayStatus(environment="staging", state=ProcessState.STARTING, xds={"acks": 1}),
        NodeStatus(
            pid=1,
            version="1",
            started=1.5,
            ready=True,
            gateways=(GatewayStatus(environment="staging", state=ProcessState.EXITED),),
            processes=(ProcessStatus(id="a", state=ProcessState.UNHEALTHY),),
            spools={"staging": RecordCounters(completed=3)},
        ),
    ],
    ids=lambda noun: type(noun).__name__,
)
def test_nouns_come_back_from_their_json(noun):
    value = json.loads(json.dumps(noun.to_json()))
    again = type(noun).from_json(value)
    assert again.to_json() == type(noun).from_json(value).to_json() == again.to_json()
    assert json.loads(json.dumps(again.to_json())) == value
    with pytest.raises(InvalidInputError, match="not the JSON of"):
        type(noun).from_json({**value, "strange": 1})
    with pytest.raises(InvalidInputError):
        type(noun).from_json([])


@pytest.mark.parametrize(
    "kind", [InvalidInputError, NotFoundError, ConflictError, TooLargeError, RefusedError, UnavailableError]
)
def test_errors_come_back_as_they_were(kind):
    error = kind("what", where="here", piece="this", hint="do that", code="special", retryable=True)
    again = from_problem(error.status, json.loads(json.dumps(to_problem(error))), where="there")
    assert type(again) is kind
    assert (again.what, again.where, again.piece, again.hint, again.code, again.retryable) == (
        "what",
        "here",
        "this",
        "do that",
        "special",
        True,
    )


@pytest.mark.parametrize("value", [None, [], {"title": 5}, "text"])
def test_an_answer_without_a_reason_is_an_error_too(value):
    error = from_problem(500, value, where="GET /x")
    assert type(error) is ApiyardError
    assert error.where == "GET /x"
