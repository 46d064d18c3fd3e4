"""The conversation with an Envoy, without an Envoy: playbooks of what it says and hears."""

from __future__ import annotations

import pytest

from apiyard.gateway.delta import Conversation, Heard, Say, Step, resume
from apiyard.gateway.snapshot import (
    CLUSTER,
    ENDPOINTS,
    FILTER,
    LISTENER,
    ROUTES,
    RUNTIME,
    SCOPE,
    Snapshot,
    resource,
    snapshot,
)

NAMES = {"c": CLUSTER, "e": ENDPOINTS, "t": RUNTIME, "f": FILTER, "l": LISTENER, "s": SCOPE, "r": ROUTES}


def made(text: str) -> Snapshot:
    """Read ``c:a=1 r:a=2``: a resource of a type with a name and a content."""
    found = []
    for word in text.split():
        kind, _, rest = word.partition(":")
        name, _, body = rest.partition("=")
        found.append((NAMES[kind], resource(name, body.encode(), owner=name)))
    return snapshot(found)


def told(said: list[Say]) -> str:
    """Write what was said, in the form of ``made``; what was removed has a minus."""
    letters = {kind: letter for letter, kind in NAMES.items()}
    words = []
    for say in said:
        words += [f"{letters[say.type_url]}:{one.name}={one.body.decode()}" for one in say.resources]
        words += [f"{letters[say.type_url]}:-{name}" for name in say.removed]
    return " ".join(words)


def step(talk: Conversation) -> Step:
    """The step, read anew each time."""
    return talk.step


def switched(talk: Conversation) -> bool:
    """Whether calls meet the snapshot, read anew each time."""
    return talk.switched


class Envoy:
    """Plays an Envoy: subscribes as it does, and answers everything in the order in which it came."""

    def __init__(self, talk: Conversation, now: float = 0.0) -> None:
        self.talk = talk
        self.now = now
        self.heard: list[Say] = []
        self.refuse: set[str] = set()
        self.log: list[str] = []

    def take(self, said: list[Say]) -> None:
        self.heard += said
        if said:
            self.log.append(told(said))

    def ask(self, kind: str, *names: str, initial: dict[str, str] | None = None) -> None:
        self.take(self.talk.hear(Heard(NAMES[kind], names, initial=initial or {}), self.now))

    def answer(self) -> None:
        """Answer all that was heard, and all that comes of it."""
        while self.heard:
            say = self.heard.pop(0)
            wrong = [one.name for one in say.resources if one.body.decode() in self.refuse]
            error = f"bad: {wrong}" if wrong else ""
            self.take(self.talk.hear(Heard(say.type_url, nonce=say.nonce, error=error), self.now))

    def apply(self, text: str) -> None:
        self.take(self.talk.apply(made(text), self.now))

    def boot(self, text: str, *, initial: Snapshot | None = None) -> None:
        has = {kind: {n: o.version for n, o in initial.of(kind).items()} for kind in NAMES.values()} if initial else {}
        self.talk.open()
        wanted = made(text)
        for kind in ("t", "c", "e", "l", "f", "s", "r"):
            wild = kind in {"c", "l", "s"}
            names = () if wild else tuple(wanted.of(NAMES[kind]))
            if wild or names:
                self.ask(kind, *names, initial=has.get(NAMES[kind]))
                self.answer()
        self.log.clear()


FULL = "c:a=1 e:a=1 t:rt=1 f:f=1 l:l=1 s:a=1 r:a=1"


def running(text: str = FULL, grace: float = 2.0) -> Envoy:
    """An Envoy that has taken a snapshot."""
    talk = Conversation(grace)
    envoy = Envoy(talk)
    envoy.apply(text)
    envoy.boot(text)
    assert step(talk) is Step.DONE
    return envoy


def test_an_envoy_that_boots_is_answered_at_once_and_gets_everything():
    talk = Conversation(2.0)
    envoy = Envoy(talk)
    envoy.apply(FULL)
    talk.open()
    envoy.ask("t", "rt")
    assert envoy.log == ["t:rt=1"]
    envoy.ask("c")
    assert envoy.log[1:] == ["c:a=1"]
    envoy.answer()
    envoy.ask("e", "a")
    envoy.ask("l")
    envoy.ask("f", "f")
    envoy.ask("s")
    assert not switched(talk)
    envoy.answer()
    envoy.ask("r", "a")
    envoy.answer()
    assert switched(talk)
    assert step(talk) is Step.DONE


def test_an_equal_snapshot_sends_nothing():
    envoy = running()
    envoy.apply(FULL)
    assert envoy.log == []
    assert envoy.talk.switched


def test_clusters_come_before_weights_before_routes_and_leave_after_the_grace():
    envoy = running()
    envoy.apply("c:b=2 e:b=2 t:rt=2 f:f=2 l:l=1 s:b=2 r:b=2")
    assert envoy.log == ["c:b=2"]
    envoy.ask("e", "b")
    assert envoy.log[1:] == ["e:b=2"]
    envoy.answer()
    assert envoy.log[2:] == ["t:rt=2", "f:f=2 s:b=2 s:-a"]
    envoy.ask("r", "b")
    envoy.answer()
    assert envoy.log[4:] == ["r:b=2"]
    assert envoy.talk.switched
    assert step(envoy.talk) is Step.GRACE
    envoy.take(envoy.talk.tick(1.9))
    assert envoy.log[5:] == []
    envoy.take(envoy.talk.tick(2.0))
    envoy.answer()
    assert envoy.log[5:] == ["c:-a e:-a r:-a"]
    assert step(envoy.talk) is Step.DONE


def test_routes_wait_until_clusters_are_acknowledged():
    envoy = running()
    envoy.apply("c:a=2 e:a=1 t:rt=1 f:f=1 l:l=1 s:a=1 r:a=2")
    assert envoy.log == ["c:a=2 e:a=1"]  # the changed cluster hears its endpoints again
    cluster, endpoints = envoy.heard
    envoy.heard = []
    envoy.take(envoy.talk.hear(Heard(CLUSTER, nonce=cluster.nonce), 0.0))
    assert envoy.log[1:] == []
    envoy.take(envoy.talk.hear(Heard(ENDPOINTS, nonce=endpoints.nonce), 0.0))
    assert envoy.log[1:] == ["r:a=2"]


def test_new_weights_alone_are_one_resource():
    envoy = running()
    envoy.apply(FULL.replace("t:rt=1", "t:rt=2"))
    envoy.answer()
    assert envoy.log == ["t:rt=2"]
    assert step(envoy.talk) is Step.DONE


def test_one_refused_resource_among_several_is_found_and_only_it_stays_as_it_was():
    envoy = running("c:a=1 c:b=1 c:c=1 l:l=1")
    envoy.refuse = {"bad"}
    envoy.apply("c:a=2 c:b=bad c:c=2 l:l=2")
    envoy.answer()
    assert envoy.log == ["c:a=2 c:b=bad c:c=2", "c:a=2 c:b=bad c:c=2", "l:l=2"]
    assert [(nack.names, nack.owner, nack.text) for nack in envoy.talk.nacks] == [(("b",), "b", "bad: ['b']")]
    assert envoy.talk.effective() == made("c:a=2 c:b=1 c:c=2 l:l=2")
    assert step(envoy.talk) is Step.DONE
    envoy.apply("c:a=2 c:b=3 c:c=2 l:l=2")
    envoy.answer()
    assert envoy.log[3:] == ["c:b=3"]
    assert not envoy.talk.nacks


def test_a_new_resource_that_is_refused_is_left_out():
    envoy = running("c:a=1 e:a=1 l:l=1 s:a=1 r:a=1")
    envoy.refuse = {"bad"}
    envoy.apply("c:a=1 c:b=bad e:a=1 e:b=1 l:l=1 s:a=1 r:a=1")
    envoy.answer()
    assert envoy.talk.switched
    assert "b" not in envoy.talk.effective().of(CLUSTER)


def test_a_refused_listener_does_not_make_the_caller_wait_for_what_hangs_on_it():
    talk = Conversation(0.0)
    envoy = Envoy(talk)
    envoy.refuse = {"bad"}
    envoy.apply("c:a=1 l:l=bad f:f=1 s:a=1 r:a=1")
    talk.open()
    envoy.ask("c")
    envoy.answer()
    envoy.ask("l")
    envoy.answer()
    assert talk.switched
    assert [nack.names for nack in talk.nacks] == [("l",)]


def test_an_envoy_that_comes_back_with_the_same_hears_nothing():
    last = made(FULL)
    talk = resume(2.0, last)
    envoy = Envoy(talk)
    envoy.boot(FULL, initial=last)
    assert envoy.heard == []
    assert step(talk) is Step.DONE


def test_an_envoy_that_comes_back_with_old_content_is_brought_forward_in_order():
    old, talk = made(FULL), resume(2.0, made("c:a=2 c:b=2 t:rt=2 l:l=1 s:a=1 r:a=2"))
    envoy = Envoy(talk)
    talk.open()
    for kind, names in (("t", ("rt",)), ("c", ()), ("l", ()), ("s", ()), ("r", ("a",))):
        has = {name: one.version for name, one in old.of(NAMES[kind]).items()}
        envoy.ask(kind, *names, initial=has)
    assert envoy.log == ["c:a=2 c:b=2"]
    envoy.answer()
    assert envoy.log[1:] == ["t:rt=2", "r:a=2"]


def test_a_stream_that_breaks_begins_again_where_the_envoy_says_it_stands():
    envoy = running()
    envoy.apply(FULL.replace("r:a=1", "r:a=2"))
    assert envoy.log == ["r:a=2"]
    envoy.talk.close()
    assert not envoy.talk.switched
    envoy.heard = []
    envoy.boot(FULL, initial=made(FULL.replace("r:a=1", "r:a=2")))
    assert step(envoy.talk) is Step.DONE
    assert envoy.heard == []


def test_a_later_snapshot_bends_the_way_and_keeps_what_it_needs():
    envoy = running(FULL + " c:b=1 s:b=1 r:b=1")
    envoy.apply(FULL)
    envoy.answer()
    assert step(envoy.talk) is Step.GRACE
    envoy.apply(FULL + " c:b=1 s:b=1 r:b=1")
    envoy.answer()
    envoy.take(envoy.talk.tick(100.0))
    envoy.answer()
    assert "c:-b" not in " ".join(envoy.log)
    assert step(envoy.talk) is Step.DONE


def test_what_does_not_exist_is_said_to_who_asks_for_it():
    envoy = running()
    envoy.ask("r", "gone")
    assert envoy.log == ["r:-gone"]


def test_asking_again_is_answered_again():
    envoy = running()
    envoy.ask("e", "a")
    assert envoy.log == ["e:a=1"]


def test_answers_to_nothing_and_unknown_types_are_ignored():
    envoy = running()
    envoy.take(envoy.talk.hear(Heard(CLUSTER, nonce="999", error="late"), 0.0))
    envoy.take(envoy.talk.hear(Heard("type.googleapis.com/other", ("x",)), 0.0))
    assert envoy.log == []
    assert not envoy.talk.nacks


@pytest.mark.parametrize("kind", ["c", "t", "f", "l", "s", "r", "e"])
def test_no_type_is_sent_twice_for_one_change(kind):
    envoy = running()
    changed = " ".join(word + "0" if word.startswith(f"{kind}:") else word for word in FULL.split())
    envoy.apply(changed)
    envoy.answer()
    sent = " ".join(envoy.log).split()
    assert len(sent) == (2 if kind == "c" else 1), sent
