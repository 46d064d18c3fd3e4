"""Targets: their examples, ids by content, and what they do through their doors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest

from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.names import ApiName, Environment, Version
from apiyard.core.options import read_options
from apiyard.deploy.instance import Endpoint, Health
from apiyard.deploy.ports import Doors, ProbeAnswer, ProcessWish
from apiyard.deploy.target import Place, Upstream, endpoints, instances, target, targets

PLACE = Place(ApiName("orders"), Version("1.0.0"), Environment("staging"))
FILES = digest_bytes(b"files")
COMMAND = {"command": ["{python}", "service.py"], "instances": 2}
CASES = [(one, options, True) for one in targets().values() for options in one.good] + [
    (one, options, False) for one in targets().values() for options in one.bad
]


@dataclass
class Look:
    id: str
    state: str = "healthy"
    port: int | None = 9001
    crash_loop: bool = False
    last_output: str = ""


@dataclass
class Node:
    """A node agent in memory."""

    running: dict[str, ProcessWish] = field(default_factory=dict)
    files: dict[Digest, bytes] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)

    def put_artefact(self, digest, data):
        self.files[digest] = data

    def put_process(self, wish):
        assert self.running.setdefault(wish.id, wish) == wish

    def processes(self):
        return self.looks or [Look(one) for one in self.running]

    def delete_process(self, id_, *, grace_seconds):
        self.running.pop(id_, None)


@dataclass
class Probe:
    answer: ProbeAnswer = field(default_factory=lambda: ProbeAnswer(healthy=True))
    asked: list[dict] = field(default_factory=list)

    def look(self, **what):
        self.asked.append(what)
        return self.answer


class Files:
    def get(self, digest):
        return b"files"


def doors(node=None, probe=None) -> Doors:
    return Doors(node or Node(), probe or Probe(), Files())


@pytest.mark.parametrize(("kind", "options", "fine"), CASES, ids=lambda value: getattr(value, "id", str(value)))
def test_examples(kind, options, fine):
    if fine:
        read_options(kind.options, options)
        return
    with pytest.raises((InvalidInputError, UnknownNameError)) as wrong:
        read_options(kind.options, options, where="apis/orders/api.yaml")
    assert "apis/orders/api.yaml" in str(wrong.value)


def test_an_unknown_target_or_option_names_the_nearest():
    with pytest.raises(UnknownNameError) as wrong:
        target("proces")
    assert 'did you mean "process"?' in str(wrong.value)
    with pytest.raises(UnknownNameError) as wrong:
        instances(PLACE, target("process"), {"command": ["x"], "enviroment": {}})
    assert "env" in str(wrong.value)


def test_ids_come_from_content():
    first = instances(PLACE, target("process"), COMMAND, artefact=FILES)
    assert first == instances(PLACE, target("process"), dict(reversed(COMMAND.items())), artefact=FILES)
    assert re.fullmatch(r"orders-1\.0\.0-staging-1-[0-9a-f]{8}", first[0].id)
    assert first[1].id.startswith("orders-1.0.0-staging-2-")
    others = [
        instances(PLACE, target("process"), COMMAND),
        instances(PLACE, target("process"), {**COMMAND, "env": {"A": "b"}}, artefact=FILES),
        instances(Place(PLACE.api, Version("1.0.1"), PLACE.environment), target("process"), COMMAND, artefact=FILES),
    ]
    assert len({one[0].id for one in [first, *others]}) == 4


def test_long_names_stay_apart():
    long = Place(ApiName("a" * 63), Version("1.0.0-" + "B" * 60), Environment("e" * 63))
    other = Place(long.api, long.version, Environment("e" * 62))
    ids = {instances(one, target("process"), COMMAND)[0].id for one in (long, other)}
    assert len(ids) == 2
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9@._:+-]{0,119}", one) for one in ids)


def test_starting_twice_changes_nothing():
    node, kind = Node(), target("process")
    wanted = instances(PLACE, kind, {**COMMAND, "health_path": "/ready"}, artefact=FILES)
    assert kind.start is not None
    for one in (*wanted, *wanted):
        kind.start(one, doors(node))
    assert set(node.running) == {one.id for one in wanted}
    assert node.files == {FILES: b"files"}
    wish = node.running[wanted[0].id]
    assert (wish.argv, wish.health_path, wish.artefact) == (("{python}", "service.py"), "/ready", FILES)


def test_reports_of_processes():
    kind = target("process")
    one, two = instances(PLACE, kind, COMMAND)
    node = Node(looks=[Look(one.id), Look("another"), Look(two.id, "exited", None, True, "Traceback")])
    seen = kind.reports((one, two), doors(node))
    assert set(seen) == {one.id, two.id}
    assert (seen[one.id].health, seen[one.id].endpoint) == (Health.HEALTHY, Endpoint("127.0.0.1", 9001))
    assert (seen[two.id].health, seen[two.id].last_output) == (Health.FAILED, "Traceback")
    assert endpoints((one, two), seen) == (Endpoint("127.0.0.1", 9001),)


def test_stopping_one_that_is_gone_is_fine():
    node, kind = Node(), target("process")
    assert kind.stop is not None
    kind.stop("orders-1.0.0-staging-1-00000000", doors(node))
    assert node.running == {}


def test_an_external_service_is_looked_at_and_never_touched():
    kind, probe = target("external"), Probe(ProbeAnswer(healthy=False, detail="503"))
    options = {"host": "api.example.com", "tls": True, "path": "/v2", "health-path": "/status"}
    (one,) = instances(PLACE, kind, options)
    assert kind.start is None
    assert kind.stop is None
    report = kind.reports((one,), doors(probe=probe))[one.id]
    assert (report.health, report.last_output) == (Health.UNHEALTHY, "503")
    assert probe.asked == [{"host": "api.example.com", "port": 443, "tls": True, "path": "/status", "seconds": 2.0}]
    assert kind.upstream(one.options) == Upstream("/v2", "api.example.com", tls=True)


def test_an_external_service_without_a_health_path_is_taken_as_well():
    kind, probe = target("external"), Probe()
    (one,) = instances(PLACE, kind, {"host": "127.0.0.1", "port": 8080})
    assert kind.reports((one,), doors(probe=probe))[one.id].health is Health.HEALTHY
    assert probe.asked == []
