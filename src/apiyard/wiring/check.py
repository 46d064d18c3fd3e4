"""Check what the files ask for before anything is changed: unknown names, wrong options, untrusted commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.access.secret import parse_secret
from apiyard.core.catalog import find
from apiyard.core.errors import ApiyardError, unknown
from apiyard.core.evidence import EvidenceKind
from apiyard.core.options import read_options
from apiyard.deploy.strategy import strategy
from apiyard.deploy.target import target
from apiyard.release.gate import gates
from apiyard.settings.program import Program
from apiyard.settings.trust import trust_of
from apiyard.wiring.commands import commands_of
from apiyard.wiring.desired import Desired
from apiyard.wiring.gateway_intents import lifecycle_of
from apiyard.wiring.kept_cases import check_cases


def check_desired(desired: Desired, program: Program) -> None:
    """Check everything that the files ask for.

    Args:
        desired: what the files ask for.
        program: settings, for what the operator trusts.

    Raises:
        ApiyardError: the first thing that is wrong; ``where`` names the object.
    """
    products = {id_: body for (kind, id_), body in desired.intents.items() if kind == "product"}
    for api, body in products.items():
        _at(f"api {api}", lambda body=body: _check_product(body))
    for (kind, id_), body in desired.intents.items():
        if kind == "notification":
            _at(f"notification {id_}", lambda body=body: _check_channel(body))
        elif kind == "environment" and body["strategy"]:
            _at(f"environment {id_}", lambda body=body: strategy(body["strategy"]))
        elif kind == "gates":
            for gate, options in body.items():
                _at(f"gate {gate}", lambda gate=gate, options=options: _check_gate(gate, options))
    trust_of(program).check(commands_of(products))


def _at(where: str, look: Any) -> None:
    try:
        look()
    except ApiyardError as error:
        error.where = f"{where}: {error.where}" if error.where else where
        raise


def _check_product(body: Mapping[str, Any]) -> None:
    service = body["service"]
    read_options(target(service["target"]).options, service["options"], where="service.options")
    rollout = body["rollout"]
    read_options(strategy(rollout["strategy"]).options, rollout["options"], where="rollout.options")
    check_cases(rollout.get("cases", ()))
    for gate, written in body["gates"].items():
        if written is not False:
            _check_gate(gate, written)
        else:
            find(gates(), "gate", gate, where="gates")
    for version in body["lifecycle"]:
        lifecycle_of(body, version, retired=False)


def _check_channel(body: Mapping[str, Any]) -> None:
    parse_secret(body["webhook"], where="webhook")
    known = [each.value for each in EvidenceKind]
    for event in body["events"]:
        if event not in known:
            raise unknown("event", event, known, where="events")


def _check_gate(gate: str, options: object) -> None:
    read_options(find(gates(), "gate", gate).options, options, where=gate)
