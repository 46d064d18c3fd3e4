"""Prints how the cost of linting grows when documents double: it should double too, also where references multiply."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.lint_peers import commands, measured


def contract(size: int, *, tangled: bool = False) -> bytes:
    """Make a contract with so many operations and schemas.

    Args:
        size: how many of each.
        tangled: whether each schema refers to two others, so that a tree without references would be endless.
    """
    schemas = {
        f"S{number}": {
            "type": "object",
            "description": f"The {number}th thing.",
            "properties": {
                "id": {"type": "string", "maxLength": 40},
                "state": {"type": "string", "enum": ["on", "off"]},
                "count": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 100, "example": 5},
                "first": _ref((number + 1) % size if tangled else min(number // 2, number)),
                "rest": {"type": "array", "maxItems": 5, "items": _ref((number * 7 + 3) % size if tangled else 0)},
            },
        }
        for number in range(size)
    }
    paths = {
        f"/things{number}/{{id}}": {
            "get": {
                "operationId": f"get{number}",
                "tags": ["things"],
                "description": "One thing.",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {
                    "200": {"description": "It.", "content": {"application/json": {"schema": _ref(number)}}},
                    "404": {"description": "There is none."},
                },
            }
        }
        for number in range(size)
    }
    whole = {
        "openapi": "3.0.3",
        "info": {"title": "Things", "version": "1", "description": "Made.", "contact": {"name": "x"}},
        "servers": [{"url": "https://things.test"}],
        "tags": [{"name": "things"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return json.dumps(whole, indent=1).encode()


def _ref(number: int) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/S{number}"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", choices=("oas", "owasp"), default="oas")
    parser.add_argument("--doublings", type=int, default=5)
    parser.add_argument("--first", type=int, default=250, help="operations and schemas of the first document")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ay") as made:
        work = Path(made)
        for tangled in (False, True):
            print(f"{'schemas refer to two others each' if tangled else 'schemas refer to earlier ones'}")
            empty = _cost(work, 1, given.rules, tangled=tangled)
            before = 0.0
            for doubling in range(given.doublings):
                size = given.first * 2**doubling
                cost = _cost(work, size, given.rules, tangled=tangled)
                grown = f"   {(cost[0] - empty[0]) / before:4.2f} x" if before else ""
                before = cost[0] - empty[0]
                print(f"  {size:6} operations {cost[2]:6.2f} MB {cost[0]:7.2f} s of processor {cost[1]:6.0f} MB{grown}")


def _cost(work: Path, size: int, rules: str, *, tangled: bool) -> tuple[float, float, float]:
    document = work / f"{size}-{tangled}.json"
    document.write_bytes(contract(size, tangled=tangled))
    cost = min(
        (measured(commands(document, rules, folder=None, work=work)["apiyard"]) for _ in range(2)),
        key=lambda each: each.processor,
    )
    return cost.processor, cost.megabytes, document.stat().st_size / 1e6


if __name__ == "__main__":
    main()
