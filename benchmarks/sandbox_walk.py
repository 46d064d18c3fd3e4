"""Prints how much of real contracts a sandbox keeps state for, and what comes of walking through all of it."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from apiyard.core.errors import ApiyardError
from apiyard.mock.app import Mock, MockOptions
from apiyard.mock.sandbox.make import make_sandbox
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.mock.sandbox.resource import Resource, Role
from apiyard.mock.sandbox.sandbox import HEADER
from apiyard.mock.sandbox.visit import text_of
from apiyard.spec.composing.compose import Composer
from apiyard.spec.composing.wish import Wish
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.load import load_contract

ROOT = Path(__file__).resolve().parent.parent
SPECS = ROOT.parent / "shared" / "specs"
DOCUMENTS = [
    *sorted((ROOT / "examples/shop/apis").glob("*/openapi.yaml")),
    ROOT / "benchmarks/petstore.yaml",
    *(
        SPECS / name
        for name in ("asana.yaml", "digitalocean_bundled.json", "stripe_spec3_2023.json", "github_api.json")
    ),
]
MOST_OF_A_KIND = 2


@dataclass
class Walk:
    """A walk through the state of one contract."""

    contract: Any
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    made: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the sandbox, and what writes requests."""
        self.answerer = make_sandbox(self.contract, SandboxOptions(apart=False))
        self.house = self.answerer.house
        self.mock = Mock(self.contract, MockOptions(check_security=False), answerer=self.answerer)
        self.composer = Composer(self.contract)

    def run(self) -> None:
        """Make, read, list, change and act; then remove, from the inside out, and read again."""
        order = sorted(self.house.model.resources.values(), key=lambda each: each.path.count("/"))
        for resource in order:
            for does in ("create", "replace", "list", "read", "change", "act"):
                for role in self.of(resource, does):
                    self.step(resource, role)
        for resource in reversed(order):
            for role in self.of(resource, "remove"):
                if self.step(resource, role) and (readers := self.of(resource, "read")):
                    self.step(resource, readers[0], as_name="read what was removed")

    def of(self, resource: Resource, does: str) -> list[Role]:
        """Give some operations that do something to a resource."""
        return [role for role in self.house.roles(resource) if role.does == does][:MOST_OF_A_KIND]

    def step(self, resource: Resource, role: Role, *, as_name: str = "") -> bool:
        """Send one call, and count what came of it."""
        name = as_name or role.does
        try:
            request = self.composer.request(role.operation, Wish(values=self.known(resource, role), with_body=True))
        except ApiyardError:
            try:
                request = self.composer.request(role.operation, Wish(values=self.known(resource, role)))
            except ApiyardError:
                self.counts[f"{name}: no request can be made"] += 1
                return False
        reply = self.mock.reply(request)
        good = 200 <= reply.status < 300
        if good and check_reply(role.operation, role.operation.method, reply):
            self.counts["BREAKS THE CONTRACT"] += 1
        self.counts[f"{name}: {self.what(reply)}"] += 1
        if role.does == "create" and good:
            shelf = self.house.world.shelf("", self.house.key(resource))
            self.made[resource.id] = max(shelf.records.values(), key=lambda record: record.seq, default=None)
        return good

    def what(self, reply: Reply) -> str:
        """Say what came of a call in a word."""
        without = reply.header(HEADER)
        if without is not None:
            self.reasons[without[:120]] += 1
            return "answered without state"
        return "done" if reply.status < 300 else str(reply.status)

    def known(self, resource: Resource, role: Role) -> dict[tuple[str, str], Any]:
        """Give values for the path: ids of what was made, or of what was there."""
        found: dict[tuple[str, str], Any] = {}
        for within in role.within:
            parent = self.house.model.resources.get(within.parent)
            record = self.record(parent) if parent is not None else None
            if record is not None and within.member in record.item:
                found["path", within.name] = record.item[within.member]
        record = self.record(resource)
        if record is not None and role.key:
            found.update({("path", name): value for name, value in self.inside(record, role).items()})
            value = record.item.get(role.member) if role.member else record.within.get("@id")
            if value is not None:
                found["path", role.key] = text_of(value) if isinstance(value, bool) else value
        return found

    def inside(self, record: Any, role: Role) -> dict[str, str]:
        """Give what a record was made in."""
        told = {name.lower().replace("_", ""): value for name, value in record.within.items()}
        names = {each.name: each.name.lower().replace("_", "").replace("-", "") for each in role.within}
        return {name: told[plain] for name, plain in names.items() if plain in told}

    def record(self, resource: Resource) -> Any:
        """Give an item of a resource."""
        if self.made.get(resource.id) is None:
            shelf = self.house.world.shelf("", self.house.key(resource))
            self.made[resource.id] = next(iter(shelf.records.values()), None)
        return self.made[resource.id]


def main() -> None:
    """Walk through each document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, default=[path for path in DOCUMENTS if path.exists()])
    for path in parser.parse_args().documents:
        contract = load_contract(path)
        begun = time.process_time()
        walk = Walk(contract)
        taken = time.process_time() - begun
        model = walk.house.model
        makes = sum(resource.creatable for resource in model.resources.values())
        share = len(model.roles) / len(contract.operations)
        print(
            f"{path.parent.name}/{path.name}: {len(model.roles)} of {len(contract.operations)} operations ({share:.0%})"
        )
        print(f"  {len(model.resources)} resources, {makes} of them made by calls; recognised in {taken:.2f} s")
        begun = time.process_time()
        walk.run()
        print(f"  walked in {time.process_time() - begun:.1f} s")
        for what, number in sorted(walk.counts.items()):
            print(f"    {number:5} {what}")
        for reason, number in walk.reasons.most_common(5):
            print(f"          {number} x {reason}")


if __name__ == "__main__":
    main()
