"""Fills a store like a shop that has been running for a while: intents, facts, keys, traffic."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from apiyard.core.digest import digest_bytes
from apiyard.spec.load import load_contract
from apiyard.store.intents import ANY, Change
from tests.portal.shop_facts import tell_facts
from tests.portal.shop_rollouts import roll_out
from tests.portal.shop_traffic import fill_traffic

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
    tell_facts(parts, now, contracts)
    roll_out(parts, now)
    _keys(parts, now)
    fill_traffic(parts, now)


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
        body: dict[str, Any] = {
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
