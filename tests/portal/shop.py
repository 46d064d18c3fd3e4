"""Fills a store like a shop that has been running for a while: intents, facts, keys, traffic."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pyarrow as pa

from apiyard.core.digest import digest_bytes
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.deploy.rollout_state import Phase, RolloutState
from apiyard.observe.schema import SCHEMA
from apiyard.observe.watermark import Sample
from apiyard.spec.load import load_contract
from apiyard.store.intents import ANY, Change

SHOP = Path(__file__).resolve().parents[2] / "examples" / "shop" / "apis"
ENVIRONMENTS = ("staging", "production")


@cache
def bundle(api):
    """Give the bundle of a contract of the example shop."""
    return load_contract(SHOP / api / "openapi.yaml").bundle()


def product(contract, *, base, owner="team-till", description="", lifecycle=None, target="process"):
    """Give the intent of a product."""
    return {
        "owner": owner,
        "description": description,
        "contract": contract,
        "service": {"target": target, "artefact": "", "options": {}},
        "gateway": {"base_path": base, "key_required": True, "policies": {}},
        "rollout": {"strategy": "canary", "options": {"steps": [5.0, 25.0, 50.0]}},
        "lifecycle": lifecycle or {},
    }


def deployment(api, version, environment, contract, *, state="active"):
    """Give the intent of a deployment."""
    return {
        "api": api,
        "version": version,
        "environment": environment,
        "target": "process",
        "options": {},
        "bundle": digest_bytes(f"{api}@{version}".encode()),
        "artefact": None,
        "instances": [f"{api}@{version}.{environment}.1"],
        "endpoints": [{"host": "127.0.0.1", "port": 31000}],
        "state": state,
        "contract": contract,
        "upstream": {"path": "", "host_header": "", "tls": False},
    }


def verdict(decision, *, rates, counts, e_stop, e_promote, earned, reason, operation=""):
    """Give the numbers of a judgement."""
    sides = ("baseline", "canary")
    shown = {side: {"requests": counts[at][0], "errors": counts[at][1]} for at, side in enumerate(sides)}
    told = dict(zip(sides, rates, strict=True))
    return {
        "decision": decision,
        "reason": reason,
        "operation": operation,
        "rates": told,
        "operation_rates": told if operation else None,
        "counts": shown,
        "operation_counts": shown if operation else None,
        "tolerance": 0.01,
        "operation_tolerance": 0.05,
        "alpha": 0.01,
        "alpha_promote": 0.01,
        "e_stop": e_stop,
        "e_stop_needed": 100.0,
        "e_promote": e_promote,
        "e_promote_needed": 100.0,
        "earned": earned,
        "waiting": [],
    }


def rollout(parts, state, *, order="", by="user:ada"):
    """Commit a rollout."""
    changes = [Change("rollout", state.id, {"state": state.to_json(), "order": order, "by": by}, ANY)]
    if not state.phase.ended:
        changes.append(Change("rolling", f"{state.environment}/{state.api}", {"rollout": state.id}, ANY))
    parts.store.intents.commit(changes)


def fill(parts, now, *, ports=(8101, 8102)):
    """Fill everything; ports are those of the gateways in the order of ENVIRONMENTS."""
    put, blobs = parts.store.intents.commit, parts.store.blobs
    contracts = {api: blobs.put(bundle(api)) for api in ("catalogue", "orders", "payments")}
    changes = [
        Change(
            "environment",
            name,
            {
                "gateway": {"host": "127.0.0.1", "port": port},
                "ip_requests_per_second": 0,
                "strategy": "",
                "order": order,
            },
            ANY,
        )
        for order, (name, port) in enumerate(zip(ENVIRONMENTS, ports, strict=True))
    ]
    changes += [
        Change("plan", "free", {"requests": 10, "per_seconds": 60}, ANY),
        Change("plan", "gold", {"requests": 1_000_000, "per_seconds": 60}, ANY),
        Change("consumer", "webshop", {"plan": "gold", "applications": ["web", "mobile"]}, ANY),
        Change("consumer", "warehouse", {"plan": "gold", "applications": ["picking"]}, ANY),
        Change("consumer", "hobbyist", {"plan": "free", "applications": ["script"]}, ANY),
        Change(
            "product",
            "orders",
            product(
                contracts["orders"],
                base="/sales",
                description="What customers have ordered.",
                lifecycle={
                    "1.0.0": {
                        "stage": "deprecated",
                        "deprecated": "2026-11-01",
                        "sunset": "2026-12-31",
                        "link": "https://shop.example/moving",
                    }
                },
            ),
            ANY,
        ),
        Change(
            "product",
            "catalogue",
            product(
                contracts["catalogue"],
                base="/catalogue",
                owner="team-shelf",
                description="Products, their prices and what is in stock.",
            ),
            ANY,
        ),
        Change(
            "product",
            "payments",
            product(
                contracts["payments"], base="/payments", owner="team-money", description="Takes payments and refunds."
            ),
            ANY,
        ),
    ]
    runs = {
        "orders": {"staging": ["1.1.0", "1.2.0"], "production": ["1.0.0", "1.1.0"]},
        "catalogue": {"staging": ["1.0.0"], "production": ["1.0.0"]},
        "payments": {"staging": ["1.0.0"], "production": []},
    }
    splits = {
        "staging/orders": {"1.1.0": 10_000},
        "production/orders": {"1.0.0": 7_500, "1.1.0": 2_500},
        "staging/catalogue": {"1.0.0": 10_000},
        "production/catalogue": {"1.0.0": 10_000},
        "staging/payments": {"1.0.0": 10_000},
    }
    for api, places in runs.items():
        for environment, versions in places.items():
            changes += [
                Change(
                    "deployment",
                    f"{api}@{version}/{environment}",
                    deployment(api, version, environment, contracts[api]),
                    ANY,
                )
                for version in versions
            ]
    changes += [
        Change(kind, lane, {"weights": weights}, ANY)
        for lane, weights in splits.items()
        for kind in ("split", "effective")
    ]
    changes.append(
        Change(
            "retired",
            "orders@0.9.0/production",
            {
                **deployment("orders", "0.9.0", "production", contracts["orders"]),
                "endpoints": [],
                "retired_at": now.isoformat(),
            },
            ANY,
        )
    )
    changes += [
        Change(
            "release",
            f"{api}@{version}",
            {
                "bundle": digest_bytes(f"{api}@{version}".encode()),
                "contract": contracts[api],
                "artefact": None,
                "released_at": (now - timedelta(hours=2)).isoformat(),
            },
            ANY,
        )
        for api, version in (
            ("orders", "1.0.0"),
            ("orders", "1.1.0"),
            ("orders", "1.2.0"),
            ("catalogue", "1.0.0"),
            ("payments", "1.0.0"),
        )
    ]
    put(changes)
    _facts(parts, now, contracts)
    _rollouts(parts, now)
    _keys(parts, now)
    _traffic(parts, now)


def _facts(parts, now, contracts):
    def say(kind, subject, verdict, about=None, numbers=None, *, by="user:ada", minutes=60.0):
        at = now - timedelta(minutes=minutes)
        parts.store.ledger.append(Evidence(kind, subject, verdict, about or About(), numbers or {}, by, at))

    files = Subject("workspace", "files", digest_bytes(b"files"))
    say(
        EvidenceKind.APPLY,
        files,
        Verdict.PASS,
        numbers={"changed": ["create product orders", "create environment staging"], "count": 12},
        minutes=125,
    )
    for at, (api, version) in enumerate([("catalogue", "1.0.0"), ("orders", "1.0.0"), ("orders", "1.1.0")]):
        about, contract = About(api, version), Subject("contract", f"{api}@{version}", contracts[api])
        minutes = 120 - 20 * at
        say(
            EvidenceKind.LINT,
            contract,
            Verdict.PASS,
            about,
            {"errors": 0, "warnings": 2, "rules": 5},
            by="cli",
            minutes=minutes,
        )
        if version == "1.1.0":
            say(
                EvidenceKind.CHANGE,
                contract,
                Verdict.PASS,
                about,
                {
                    "from": "1.0.0",
                    "breaking": 0,
                    "compatible": 2,
                    "bump": "minor",
                    "changes": [
                        {"kind": "operation-added", "where": "GET /orders/recent", "level": "compatible"},
                        {"kind": "property-added", "where": "Order.note", "level": "compatible"},
                    ],
                },
                by="cli",
                minutes=minutes - 0.5,
            )
        say(
            EvidenceKind.VERIFY_EXAMPLES,
            contract,
            Verdict.PASS,
            about,
            {"cases": 14, "failures": 0},
            by="cli",
            minutes=minutes - 1,
        )
        say(
            EvidenceKind.VERIFY_FUZZ,
            contract,
            Verdict.PASS,
            about,
            {"cases": 420, "failures": 0, "seed": 7},
            by="cli",
            minutes=minutes - 2,
        )
        sealed = Subject("bundle", f"{api}@{version}", digest_bytes(f"{api}@{version}".encode()))
        say(
            EvidenceKind.APPROVAL,
            sealed,
            Verdict.PASS,
            about,
            {"role": "approver"},
            by="user:grace",
            minutes=minutes - 3,
        )
        gates = {
            "lint-clean": {"passed": True, "reason": "no error, 2 warnings", "facts": [2]},
            "version-fits": {"passed": True, "reason": "a minor step for 2 compatible changes", "facts": [3]},
            "verified": {"passed": True, "reason": "examples and fuzz are green", "facts": [4, 5]},
            "approved": {"passed": True, "reason": "grace approved it", "facts": [6]},
        }
        say(
            EvidenceKind.RELEASE,
            sealed,
            Verdict.PASS,
            about,
            {"gates": gates, "contract": contracts[api], "commit": "8f18829c0ffee", "dirty": False, "last": None},
            minutes=minutes - 4,
        )
    refused = {
        "verified": {"passed": False, "reason": "fuzz found 3 answers against the contract", "facts": [9]},
        "lint-clean": {"passed": True, "reason": "no error", "facts": []},
    }
    say(
        EvidenceKind.RELEASE_REFUSED,
        Subject("bundle", "payments@1.1.0", digest_bytes(b"twin")),
        Verdict.FAIL,
        About("payments", "1.1.0"),
        {"gates": refused, "contract": contracts["payments"], "commit": ""},
        minutes=40,
    )
    say(
        EvidenceKind.GATEWAY_RESTART,
        Subject("gateway", "staging"),
        Verdict.WARN,
        About(environment="staging"),
        {"reason": "Envoy ended with signal 9; started again from the last good snapshot in 0.4 s"},
        by="agent:local",
        minutes=33,
    )


def _rollouts(parts, now):
    base = RolloutState(
        id="",
        api="orders",
        environment="production",
        baseline="1.0.0",
        canary="1.1.0",
        bundle=digest_bytes(b"orders@1.1.0"),
        instances=("orders@1.1.0.production.1",),
        strategy="canary",
        options={"steps": [5.0, 25.0, 50.0]},
    )
    from dataclasses import replace

    began = now - timedelta(minutes=6)
    going = replace(
        base,
        id="production-orders-1.1.0-1",
        phase=Phase.JUDGING,
        step=1,
        began=began,
        since=now - timedelta(minutes=2),
        reason="62% of the evidence for promotion is there",
        verdict=verdict(
            "continue",
            rates=(0.0021, 0.0019),
            counts=((4210, 9), (1052, 2)),
            e_stop=0.031,
            e_promote=17.4,
            earned=0.62,
            reason="62% of the evidence for promotion is there",
        ),
    )
    rollout(parts, going)
    accused = "on getOrder the canary fails 18.20% of 308 calls, the baseline 0.21% of 1402: more than 1.00% worse"
    stopped = replace(
        base,
        id="staging-orders-1.2.0-1",
        environment="staging",
        baseline="1.1.0",
        canary="1.2.0",
        phase=Phase.STOPPED,
        began=now - timedelta(minutes=25),
        since=now - timedelta(minutes=22),
        reason=accused,
        verdict=verdict(
            "stop",
            rates=(0.0021, 0.182),
            counts=((1402, 3), (308, 56)),
            e_stop=4812.0,
            e_promote=0.0002,
            earned=0.0,
            reason=accused,
            operation="getOrder",
        ),
    )
    rollout(parts, stopped)
    promoted = replace(
        base,
        id="staging-orders-1.1.0-1",
        environment="staging",
        phase=Phase.PROMOTED,
        step=3,
        began=now - timedelta(minutes=70),
        since=now - timedelta(minutes=66),
        reason="the canary fails 0.10% of 2011 calls, the baseline 0.12% of 2540: less than 1.00% worse",
        verdict=verdict(
            "promote",
            rates=(0.0012, 0.001),
            counts=((2540, 3), (2011, 2)),
            e_stop=0.0004,
            e_promote=212.0,
            earned=1.0,
            reason="less than 1.00% worse",
        ),
    )
    rollout(parts, promoted)
    first = replace(
        base,
        id="production-catalogue-1.0.0-1",
        api="catalogue",
        baseline="",
        canary="1.0.0",
        phase=Phase.PROMOTED,
        strategy="at-once",
        options={},
        began=now - timedelta(minutes=100),
        reason="it is the first version here",
        instances=("catalogue@1.0.0.production.1",),
    )
    rollout(parts, first)
    for state, kind, said, minutes in (
        (stopped, EvidenceKind.ROLLOUT_STARTED, Verdict.INFO, 25.0),
        (stopped, EvidenceKind.ROLLOUT_STEP, Verdict.INFO, 24.2),
        (stopped, EvidenceKind.ROLLOUT_ENDED, Verdict.FAIL, 22.0),
        (going, EvidenceKind.ROLLOUT_STARTED, Verdict.INFO, 6.0),
        (going, EvidenceKind.ROLLOUT_STEP, Verdict.INFO, 5.2),
        (going, EvidenceKind.ROLLOUT_STEP, Verdict.INFO, 2.0),
    ):
        numbers = {"baseline": state.baseline, "canary": state.canary, "strategy": "canary", "options": state.options}
        if kind is EvidenceKind.ROLLOUT_STEP:
            part = verdict(
                "continue",
                rates=(0.002, 0.002),
                counts=((900, 2), (60, 0)),
                e_stop=3.0 if state is stopped else 0.4,
                e_promote=1.4,
                earned=0.08 if minutes > 3 else 0.31,
                reason="8% of the evidence for promotion is there",
            )
            numbers = {"step": 0, "weights": {state.baseline: 9500, state.canary: 500}, **part}
        if kind is EvidenceKind.ROLLOUT_ENDED:
            numbers = {
                **state.verdict,
                "outcome": state.phase.value,
                "weights": {state.baseline: 9500, state.canary: 500},
                "seconds": 180.0,
                **numbers,
            }
        parts.store.ledger.append(
            Evidence(
                kind,
                Subject("rollout", state.id, state.bundle),
                said,
                About(state.api, state.canary, state.environment),
                numbers,
                "loop:rollouts",
                now - timedelta(minutes=minutes),
            )
        )


def _keys(parts, now):
    for at, (consumer, application, plan, environment, revoked) in enumerate(
        (
            ("webshop", "web", "gold", "production", None),
            ("webshop", "mobile", "gold", "production", None),
            ("warehouse", "picking", "gold", "production", None),
            ("hobbyist", "script", "free", "production", None),
            ("hobbyist", "script", "free", "staging", 300),
        )
    ):
        issued = int(now.timestamp()) - 3600 * (at + 1)
        body = {
            "consumer": consumer,
            "application": application,
            "plan": plan,
            "environment": environment,
            "kid": "k1",
            "issued": issued,
            "expires": issued + 90 * 86_400,
            "revoked": int(now.timestamp()) - revoked if revoked else None,
            "override": "gold" if at == 3 else None,
        }
        parts.store.intents.commit([Change("key", f"{at:024x}", body, ANY)])


def calls(now, *, minutes=30, seed=3, api="orders", environment="production"):
    """Give rows of traffic records that look like a day's."""
    play = random.Random(seed)
    operations = {"listOrders": 0.5, "getOrder": 0.32, "createOrder": 0.14, "cancelOrder": 0.04}
    if api == "catalogue":
        operations = {"listProducts": 0.7, "getProduct": 0.3}
    consumers = {"webshop": 0.62, "warehouse": 0.3, "hobbyist": 0.08}
    rows = []
    for second in range(minutes * 60):
        rate = 3 + 2 * (1 + play.random()) * (1.4 if second > minutes * 40 else 1)
        for _ in range(int(play.expovariate(1 / rate))):
            at = now - timedelta(seconds=minutes * 60 - second - play.random())
            consumer = play.choices(list(consumers), list(consumers.values()))[0]
            operation = play.choices(list(operations), list(operations.values()))[0]
            status, upstream = (201 if operation == "createOrder" else 200), 1
            if consumer == "hobbyist" and play.random() < 0.4:
                status, upstream = 429, None
            elif play.random() < 0.02:
                status, operation, consumer, upstream = (*play.choice([(401, "", ""), (404, "", consumer)]), None)
            elif play.random() < 0.002:
                status = 503
            took = int(play.lognormvariate(9.4, 0.5))
            version = "1.1.0" if play.random() < 0.2 else "1.0.0"
            rows.append(
                {
                    "time": at,
                    "gateway": environment,
                    "environment": environment,
                    "api": api,
                    "operation": operation,
                    "version": version if upstream else "",
                    "deployment": f"{api}@{version}/{environment}",
                    "consumer": consumer,
                    "application": "web",
                    "plan": "gold",
                    "method": "GET",
                    "status": status,
                    "flags": "",
                    "duration_us": took if upstream else 300,
                    "upstream_us": took - 200 if upstream else None,
                    "request_bytes": 400,
                    "response_bytes": 1800,
                    "trace_id": "",
                    "request_id": "",
                    "protocol": "HTTP/1.1",
                }
            )
    return rows


def batch(rows):
    """Give rows as a record batch."""
    arrays = []
    for field in SCHEMA:
        values = [row[field.name] for row in rows]
        if pa.types.is_dictionary(field.type):
            arrays.append(pa.array(values, pa.string()).dictionary_encode())
        else:
            arrays.append(pa.array(values, field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def take_in(parts, rows, environment, now, *, lost=0):
    """Commit rows as the intake does, with the counters of a gateway that lost some."""
    intake, watches = parts.traffic.intake, parts.traffic.watches
    cursor = str(int(intake.cursor(environment) or 0) + 1)
    made = batch(rows)
    begin = Sample(min(row["time"] for row in rows) - timedelta(seconds=1), "agent", 0)
    if cursor == "1":
        watches.advance(batch([]), environment, environment, sample=begin)
    intake.commit(made, cursor, environment)
    total = int(parts.traffic.records.counts("", environment, datetime(2020, 1, 1, tzinfo=UTC), until=now)[0].requests)
    watches.advance(made, environment, environment, sample=Sample(now, "agent", total + lost))
    watches.advance(
        batch([]), environment, environment, sample=Sample(now + timedelta(seconds=4), "agent", total + lost)
    )


def _traffic(parts, now):
    rows = calls(now) + calls(now, api="catalogue", seed=5)
    take_in(parts, sorted(rows, key=lambda row: row["time"]), "production", now - timedelta(seconds=5))
    rows = calls(now, minutes=12, environment="staging", seed=9)
    take_in(parts, rows, "staging", now - timedelta(seconds=5), lost=3)
    parts.traffic.rollups.roll(oldest=now - timedelta(days=1))
