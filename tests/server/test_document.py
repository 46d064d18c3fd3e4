"""The control plane's own contract: kept as a golden, linted by the house's own rules, compared with what was.

Rewrite the kept document with ``APIYARD_REWRITE_GOLDEN=1 pytest tests/server/test_document.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from apiyard.design.diff import diff
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import builtin
from apiyard.server.app import create_app
from apiyard.server.document import document
from apiyard.server.metrics import Metrics
from apiyard.spec.inventory import inventory_of_bytes
from apiyard.spec.load import contract_from_bytes

KEPT = Path(__file__).parent.parent / "golden" / "control-plane.openapi.json"


def _made() -> bytes:
    made = document(create_app(None, Metrics(), hosts=()))  # type: ignore[arg-type]
    made["info"]["version"] = "0"  # a release of the program alone changes nothing of the contract
    return json.dumps(made, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"


def test_the_contract_is_the_kept_one():
    made = _made()
    if os.environ.get("APIYARD_REWRITE_GOLDEN"):
        KEPT.write_bytes(made)
    old, new = (contract_from_bytes(data, uri="control-plane") for data in (KEPT.read_bytes(), made))
    changes = [f"{each.verdict.value}: {each.message}" for each in diff(old, new).causes]
    assert KEPT.read_bytes() == made, "\n".join(["the contract changed; rewrite the golden if it is meant:", *changes])
    assert not changes


def test_the_contract_is_clean_by_our_own_rules():
    rules = builtin("apiyard:recommended").for_document("control-plane")
    findings = lint(inventory_of_bytes(_made(), "control-plane"), rules)
    assert not findings, "\n".join(f"{each.rule} {each.location.pointer}: {each.message}" for each in findings)


def test_the_contract_is_served_to_callers_only(web):
    assert web.client().get("/api/openapi.json").status_code == 401
    served = web.client("viewer").get("/api/openapi.json").json()
    kept = json.loads(KEPT.read_bytes())
    assert served["paths"].keys() == kept["paths"].keys()


def test_every_operation_says_who_may_call():
    for path, item in json.loads(_made())["paths"].items():
        for operation in item.values():
            assert bool(operation.get("security")) == path.startswith("/api/"), path
            assert operation["operationId"]
            assert operation["description"]
