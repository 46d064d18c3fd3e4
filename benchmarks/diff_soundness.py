"""Compares random contracts and looks for a "safe" that a value refutes, and for a "breaking" that the whole refutes.

At ``wire-strict`` the oracle is one question about the whole of each place, and its witness; at ``wire`` it is values
that the source surely may send (every member is declared by ``properties`` that always apply) and the target refuses,
also when it ignores what it does not know.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import jsonschema_rs

from apiyard.core.errors import ApiyardError
from apiyard.design.cause import ExchangeProof, Strictness, Verdict
from apiyard.design.containment.contain import contain
from apiyard.design.containment.schemas import Schemas
from apiyard.design.diff import DiffOptions, Report, diff
from apiyard.design.diffing.joint import Joint
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes
from benchmarks.containment_random import schema, value

HOLDING = ("anyOf", "oneOf", "allOf", "not", "if", "properties", "$ref")
SINGLE = ("not", "items", "additionalProperties", "contains", "if", "then", "else", "propertyNames")
LISTS, NAMED = ("allOf", "anyOf", "oneOf", "prefixItems"), ("properties", "patternProperties", "dependentSchemas")
BODY = "#/paths/~1t/post/requestBody/content/application~1json/schema"
REPLY = "#/paths/~1t/post/responses/200/content/application~1json/schema"
VALUES = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--strictness", choices=("wire", "wire-strict"), default="wire-strict")
    parser.add_argument("--alone", action="store_true", help="without the question about the whole of each place")
    given = parser.parse_args()
    if given.alone:
        Joint._literal = property(lambda _: False)  # type: ignore[assignment,method-assign]  # noqa: SLF001
    chance, until = random.Random(given.seed), time.monotonic() + given.seconds
    strictness = Strictness(given.strictness)
    counts: Counter[str] = Counter()
    while time.monotonic() < until:
        old = _schemas(chance)
        new = _changed(chance, old)
        try:
            contracts = _contract(old), _contract(new)
        except ApiyardError:
            counts["not a contract"] += 1
            continue
        report = diff(*contracts, options=DiffOptions(strictness=strictness))
        look = _whole if strictness is Strictness.WIRE_STRICT else _sampled
        for direction, verdict, witness in look(chance, contracts, (old, new)):
            said = _said(report, direction)
            counts[f"{verdict}, told {said}"] += 1
            if verdict == "breaks" and said == "safe":
                counts["UNSOUND"] += 1
                print(f"UNSOUND {direction} {json.dumps([old, new])} {json.dumps(witness)}", flush=True)
            if verdict == "contained" and said == "breaking with an exchange":
                counts["FALSE"] += 1
                print(f"FALSE {direction} {json.dumps([old, new])}", flush=True)
    for name, count in sorted(counts.items()):
        print(f"{count:7} {name}")
    print(f"{sum(counts[each] for each in counts if each.startswith('breaks'))} breaks, {counts['UNSOUND']} unsound")
    sys.exit(1 if counts["UNSOUND"] or counts["FALSE"] else 0)


def _schemas(chance: random.Random) -> dict[str, Any]:
    return {"T": schema(chance, holding=chance.choice(HOLDING)), "X": schema(chance, 1), "Y": schema(chance, 1)}


def _changed(chance: random.Random, old: dict[str, Any]) -> dict[str, Any]:
    """Change the schema, and sometimes what it refers to."""
    odds = {"T": 0.8, "X": 0.6, "Y": 0.4}
    return {name: _mutated(chance, each) if chance.random() < odds[name] else each for name, each in old.items()}


def _mutated(chance: random.Random, given: Any) -> Any:
    if chance.random() < 0.25:
        return schema(chance, 2)
    if not isinstance(given, dict):
        return given
    found = dict(given)
    for word in [each for each in given if chance.random() < 0.35]:
        held = found[word]
        if word in SINGLE and isinstance(held, dict):
            found[word] = _mutated(chance, held)
        elif word in LISTS:
            found[word] = [_mutated(chance, each) if chance.random() < 0.6 else each for each in held]
        elif word in NAMED:
            found[word] = {key: _mutated(chance, each) if chance.random() < 0.6 else each for key, each in held.items()}
        elif isinstance(held, int | float) and not isinstance(held, bool):
            found[word] = chance.choice((1, 2, 3)) if word == "multipleOf" else max(0, held + chance.choice((-1, 1, 2)))
        elif chance.random() < 0.4:
            del found[word]
    added = schema(chance, 2) if chance.random() < 0.3 else {}
    return {**found, **added} if isinstance(added, dict) else found


def _contract(schemas: dict[str, Any]) -> Contract:
    return contract_from_bytes(json.dumps(_document(schemas)).encode())


def _document(schemas: dict[str, Any]) -> dict[str, Any]:
    held = json.loads(json.dumps(schemas).replace("#/$defs/", "#/components/schemas/"))
    content = {"application/json": {"schema": held.pop("T")}}
    post = {
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "", "content": content}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/t": {"post": post}},
        "components": {"schemas": held},
    }


def _said(report: Report, direction: str) -> str:
    sides = [side for cause in report.causes for side in cause.sides if side.direction == direction]
    if any(side.verdict is Verdict.BREAKING and isinstance(side.proof, ExchangeProof) for side in sides):
        return "breaking with an exchange"
    verdicts = {side.verdict for side in sides}
    return next((each.value for each in (Verdict.BREAKING, Verdict.UNKNOWN) if each in verdicts), "safe")


Found = Iterator[tuple[str, str, Any]]


def _whole(_: random.Random, contracts: tuple[Contract, Contract], __: object) -> Found:
    """Ask about the whole of each place."""
    trees = {f"urn:{index}": each.scope.directed("request") for index, each in enumerate(contracts)}
    schemas = Schemas(trees)
    for direction, source, target, place in (("request", 0, 1, BODY), ("response", 1, 0, REPLY)):
        answer = contain({"$ref": f"urn:{source}{place}"}, {"$ref": f"urn:{target}{place}"}, schemas)
        verdict = {"not-contained": "breaks", "contained": "contained"}.get(answer.verdict, "not known")
        yield direction, verdict, answer.witness


def _sampled(chance: random.Random, _: object, schemas: tuple[dict[str, Any], dict[str, Any]]) -> Found:
    """Try values that the source surely may send."""
    values = [value(chance) for _ in range(VALUES)]
    old, new = schemas
    for direction, source, target in (("request", old, new), ("response", new, old)):
        takes = [_validator(source), _validator(target)]
        if direction == "response":
            takes.append(_validator({name: _opened(each) for name, each in target.items()}))
        found = [each for each in values if takes[0].is_valid(each) and _declared(each, [source["T"]], source)]
        broken = [each for each in found if not any(take.is_valid(each) for take in takes[1:])]
        yield direction, "breaks" if broken else "nothing found", broken[:1]


def _validator(schemas: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {"$defs": {"X": schemas["X"], "Y": schemas["Y"]}, "allOf": [schemas["T"]]}
    )


def _opened(given: Any) -> Any:
    """Let a schema take members that it does not name."""
    if isinstance(given, list):
        return [_opened(each) for each in given]
    if not isinstance(given, dict):
        return given
    return {
        word: _opened(each)
        for word, each in given.items()
        if word not in ("additionalProperties", "unevaluatedProperties")
    }


def _declared(given: Any, held: list[Any], schemas: dict[str, Any]) -> bool:
    """Say whether each member of a value is named by ``properties`` of schemas that always apply there."""
    applied: list[dict[str, Any]] = []
    waiting, seen = list(held), set[str]()
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            applied.append(each)
            waiting.extend(each.get("allOf", ()))
            ref = each.get("$ref")
            if ref is not None and ref not in seen:
                seen.add(ref)
                waiting.append(schemas[ref[-1]])
    if isinstance(given, dict):
        for name, inner in given.items():
            below = [each["properties"][name] for each in applied if name in each.get("properties", {})]
            if not below or not _declared(inner, below, schemas):
                return False
    if isinstance(given, list):
        below = [each["items"] for each in applied if "items" in each and "prefixItems" not in each]
        return all(_declared(inner, below, schemas) for inner in given)
    return True


if __name__ == "__main__":
    main()
