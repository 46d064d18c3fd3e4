"""Reports made by hand, so that forms are tested apart from the comparison."""

from __future__ import annotations

from apiyard.design.cause import (
    Cause,
    ExchangeProof,
    PromiseProof,
    Reached,
    Side,
    Strictness,
    SymbolProof,
    Verdict,
)
from apiyard.design.diff_level import FailOn
from apiyard.design.diffing.report import Report
from apiyard.design.report import Look
from apiyard.design.telling.diff_report import Accepted, Compared, DiffReport, Origin
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes

OLD = b"""\
openapi: 3.1.0
info:
  title: Orders
  version: 1.0.0
paths:
  /orders:
    get:
      operationId: listOrders
      summary: All orders
      responses:
        '200':
          description: The orders
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/Order'
    post:
      operationId: createOrder
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Order'
      responses:
        '201':
          description: Created
    delete:
      operationId: deleteOrders
      responses:
        '204':
          description: Gone
components:
  schemas:
    Order:
      type: object
      required: [id]
      properties:
        id:
          type: integer
        status:
          enum: [open, paid]
        note:
          type: string
          pattern: '^a+$'
"""
_DELETE = (
    b"    delete:\n      operationId: deleteOrders\n      responses:\n        '204':\n          description: Gone\n"
)
NEW = (
    OLD.replace(b"1.0.0", b"1.1.0")
    .replace(b"[id]", b"[id, total]")
    .replace(b"enum: [open, paid]", b"enum: [open, paid, refunded]\n        total:\n          type: number")
    .replace(b"'^a+$'", b"'^(?=a)a+$'")
    .replace(b"All orders", b"Every order")
    .replace(_DELETE, b"")
)

_JSON = (("Content-Type", "application/json"),)
_ORDER = "/components/schemas/Order"
POST = Reached("createOrder", "POST /orders", "request body application/json", "request", "")
GET = Reached("listOrders", "GET /orders", "response 200 application/json", "response", "[]")
SENT = Request("post", "/orders", "", (*_JSON, ("Authorization", "Bearer token")), b'{"id":1,"note":"it\'s"}')
BREAK = "the property total of Order is now required"

NEEDED = ExchangeProof(SENT, None, {"id": 1}, "", '"total" is a required property')
REQUIRED = Cause(
    "property-required",
    Verdict.BREAKING,
    BREAK,
    f"{_ORDER}/required",
    f"{_ORDER}/required",
    ["id"],
    ["id", "total"],
    (
        Side("request", Verdict.BREAKING, "the body needs total", NEEDED),
        Side("response", Verdict.SAFE, "required: servers promise more"),
    ),
    (POST, GET),
    "00112233445566aa",
)  # fmt: skip
ENUM = Cause(
    "enum-value-added",
    Verdict.BREAKING,
    'the status of Order may also be "refunded"',
    f"{_ORDER}/properties/status/enum",
    f"{_ORDER}/properties/status/enum",
    ["open", "paid"],
    ["open", "paid", "refunded"],
    (
        Side(
            "response",
            Verdict.BREAKING,
            "clients meet a value that they do not know",
            ExchangeProof(
                Request("GET", "/orders"),
                Reply(200, _JSON, b'[{"id":1,"status":"refunded"}]'),
                "refunded",
                "/0/status",
                '"refunded" is not one of "open" or "paid"',
            ),
        ),
    ),
    tuple(
        Reached(f"list{at}", f"GET /orders/{at}", "response 200 application/json", "response", "[].status")
        for at in range(6)
    ),
    "aa112233445566aa",
)
REMOVED = Cause(
    "operation-removed",
    Verdict.BREAKING,
    "DELETE /orders is gone",
    "/paths/~1orders/delete",
    "/paths/~1orders",
    {"operationId": "deleteOrders"},
    None,
    (
        Side(
            "request",
            Verdict.BREAKING,
            "it was not deprecated",
            PromiseProof("stable", "/paths/~1orders/delete", "it was removed without being deprecated before"),
        ),
        Side("request", Verdict.BREAKING, "the method is gone", SymbolProof("deleteOrders()", "() -> None", "")),
    ),
    (Reached("deleteOrders", "DELETE /orders", "", "request"),),
    "bb112233445566aa",
)
PATTERN = Cause(
    "pattern-changed",
    Verdict.UNKNOWN,
    "the pattern of the note of Order changed",
    f"{_ORDER}/properties/note/pattern",
    f"{_ORDER}/properties/note/pattern",
    "^a+$",
    "^(?=a)a+$",
    (Side("request", Verdict.UNKNOWN, "pattern: look-around cannot be decided"),),
    (Reached("createOrder", "POST /orders", "request body application/json", "request", "note"),),
    "cc112233445566aa",
)
ADDED = Cause(
    "property-added",
    Verdict.SAFE,
    "the property total of Order is new",
    f"{_ORDER}/properties",
    f"{_ORDER}/properties/total",
    None,
    {"type": "number"},
    (Side("request", Verdict.SAFE, "clients send only declared members"),),
    (POST,),
    "dd112233445566aa",
)
WORDS = Cause(
    "summary-changed",
    Verdict.SAFE,
    "the summary of GET /orders changed",
    "/paths/~1orders/get/summary",
    "/paths/~1orders/get/summary",
    "All orders",
    "Every order",
    (),
    (Reached("listOrders", "GET /orders", "", "response"),),
    "ee112233445566aa",
    documentation=True,
)
CAUSES = (REQUIRED, ENUM, REMOVED, PATTERN, ADDED, WORDS)
HOSTILE = "\x1b[31m<script>alert(1)</script>\u202e`|](http://evil) @team ::error::x\n::warning::y -->"


def report(*causes: Cause, name: str = "orders", fail: FailOn = FailOn.BREAKING) -> Compared:
    """Make a pair with some causes; all when none is named."""
    old, new = contract_from_bytes(OLD, uri="apis/orders.yaml"), contract_from_bytes(NEW, uri="apis/orders.yaml")
    found = causes or CAUSES
    worst = next((each for each in Verdict if any(cause.verdict is each for cause in found)), Verdict.SAFE)
    made = Report(old, new, found, Strictness.WIRE, worst)
    return Compared(name, Origin("main:apis/orders.yaml", "main"), Origin("apis/orders.yaml"), made, fail=fail)


def made(*compared: Compared, look: Look | None = None) -> DiffReport:
    """Make a report of pairs; of one with all causes when none is named."""
    return DiffReport(compared or (report(),), "1.2.3", look or Look())


def accepted(*causes: Cause) -> dict[str, Accepted]:
    """Accept causes."""
    return {each.fingerprint: Accepted("Ada", "nobody calls it", "2027-01-31") for each in causes}


def hostile() -> Compared:
    """Make a pair whose every word comes from a stranger."""
    proof = ExchangeProof(
        Request("GET", "/a", "q=" + HOSTILE, (("X-A", HOSTILE),), HOSTILE.encode()),
        Reply(200, (("X-B", HOSTILE),), HOSTILE.encode()),
        HOSTILE,
        "",
        HOSTILE,
    )
    cause = Cause(
        "enum-value-added",
        Verdict.BREAKING,
        HOSTILE,
        _ORDER,
        _ORDER,
        HOSTILE,
        {HOSTILE: [HOSTILE]},
        (Side("response", Verdict.BREAKING, HOSTILE, proof),),
        (Reached(HOSTILE, HOSTILE, HOSTILE, "response", HOSTILE),),
        "ff112233445566aa",
    )
    return report(cause, name=HOSTILE)
