"""A process killed in the middle of writing loses nothing that it acknowledged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from apiyard.store.chain import Expectations
from apiyard.store.open import open_store
from apiyard.store.seal import verify_chain
from tests.store.facts import lint

ROOT = Path(__file__).parents[2]

WRITER = """
import pathlib, sys, threading
from apiyard.core.clock import SystemClock
from apiyard.store.intents import ANY, Change
from apiyard.store.open import open_store
from tests.store.facts import lint

store = open_store(sys.argv[1], blobs=pathlib.Path(sys.argv[2]), clock=SystemClock())
said = threading.Lock()

def write(worker):
    number = 0
    while True:
        number += 1
        change = Change("counter", f"w{worker}", {"n": number}, ANY)
        store.intents.commit([change], [lint(f"w{worker}", numbers={"n": number})])
        digest = store.blobs.put(f"{worker}/{number}".encode())
        with said:
            print(worker, number, digest, flush=True)

for worker in range(3):
    threading.Thread(target=write, args=(worker,), daemon=True).start()
threading.Event().wait()
"""


def test_every_acknowledged_fact_intent_and_blob_is_there_after_a_kill(store_url, clock, tmp_path):
    blobs = tmp_path / "blobs"
    acknowledged = []
    for _ in range(3):
        command = [sys.executable, "-c", WRITER, store_url, str(blobs)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
            assert child.stdout is not None
            lines = [child.stdout.readline() for _ in range(25)]
            child.kill()  # SIGKILL, while its threads are writing
            lines += child.stdout.read().splitlines(keepends=True)
        acknowledged = [tuple(line.split()) for line in lines if line.endswith("\n")]
        check(store_url, clock, blobs, acknowledged)
    assert len(acknowledged) >= 25


def check(store_url, clock, blobs, acknowledged) -> None:
    store = open_store(store_url, blobs=blobs, clock=clock)
    facts = store.ledger.find(limit=10_000, newest_first=False)
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))
    told = {(fact.evidence.about.api, fact.evidence.numbers["n"]) for fact in facts}
    for worker, number, digest in acknowledged:
        assert (f"w{worker}", int(number)) in told
        counter = store.intents.get("counter", f"w{worker}")
        assert counter is not None
        reached = counter.body["n"]
        assert isinstance(reached, int)
        assert reached >= int(number)
        assert store.blobs.get(digest) == f"{worker}/{number}".encode()
    assert verify_chain(store.database, Expectations({})).ok
    assert store.ledger.append(lint(numbers={"n": 0}))[0].seq == len(facts) + 1
    store.close()
