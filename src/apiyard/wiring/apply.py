"""The journey ``apply``: make what the files ask for effective, all or nothing."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from apiyard.core.digest import digest_bytes, digest_json
from apiyard.core.errors import ApiyardError, InvalidInputError, RefusedError, UnavailableError
from apiyard.core.evidence import Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.finding import Finding
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, replace
from apiyard.store.intents import ANY, Change
from apiyard.wiring.check import check_desired
from apiyard.wiring.commands import commands_of
from apiyard.wiring.desired import Desired
from apiyard.wiring.parts import Parts
from apiyard.wiring.plan import PlanItem, changes_of, plan
from apiyard.wiring.push import compiled, push, push_or_refuse, refused_products
from apiyard.wiring.stages import check_stages, moves
from apiyard.wiring.state import State, read_state

_LOG = logging.getLogger("apiyard.apply")


@dataclass(frozen=True, slots=True)
class AppliedPlan:
    """What an apply did.

    Args:
        items: the objects that were changed; empty when nothing was to do.
        gateways: digest of the snapshot in force by environment.
    """

    items: Sequence[PlanItem]
    gateways: dict[str, str]

    def to_json(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {"changed": [asdict(item) for item in self.items], "gateways": self.gateways}


def apply(parts: Parts, desired: Desired, *, by: str) -> AppliedPlan:
    """Make what the files ask for effective.

    Everything is compiled and validated before the first change. When a gateway still refuses, the former intents
    are put back and the former configuration stays in force everywhere.

    Args:
        parts: the doors.
        desired: what the files ask for.
        by: who asks.

    Returns:
        What was changed.

    Raises:
        RefusedError: something would not work; names the object.
        ConflictError: somebody else changed the same object at the same time.
    """
    try:
        return _apply(parts, desired, by)
    except ApiyardError as error:
        _tell(parts, desired, error, by=by)
        raise


def _apply(parts: Parts, desired: Desired, by: str) -> AppliedPlan:
    for digest, data in desired.blobs.items():
        if digest_bytes(data) != digest:
            raise InvalidInputError("the bytes of a contract have another digest", piece=digest)
        parts.store.blobs.put(data)
    with parts.pushing:
        state = read_state(parts.store.intents)
        items = plan(state, desired)
        check_desired(desired, parts.program)
        check_stages(state, desired, now=parts.clock.now())
        changes = [_with_port(change) for change in changes_of(state, desired)]
        _check_removals(state, changes)
        after = state.after(changes)
        if changes:
            _rehearse(parts, after)
            parts.store.intents.commit(
                changes,
                [_evidence(items, desired, by), *_about_callers(items, desired, by), *moves(state, desired, by=by)],
            )
        try:
            gateways = {name: push_or_refuse(parts, name).digest for name in after.all("environment")}
        except ApiyardError:
            _restore(parts, state, changes)
            raise
        _remove_gateways(parts, state, after)
    parts.nudge()
    return AppliedPlan(items, gateways)


def _with_port(change: Change) -> Change:
    body: Any = change.body
    if change.kind != "environment" or body is None or body["gateway"]["port"]:
        return change
    listener = {**body["gateway"], "port": free_port(body["gateway"]["host"])}
    return replace(change, body={**body, "gateway": listener})


def free_port(host: str) -> int:
    """Pick a TCP port that nobody listens on now.

    Args:
        host: the address that will be bound.

    Returns:
        The port.

    Raises:
        InvalidInputError: the address is none of this machine's.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as door:
            door.bind((host, 0))
            return int(door.getsockname()[1])
    except OSError as error:
        raise InvalidInputError(
            "cannot listen there", where="gateway.host", piece=f"{host}: {error.strerror}"
        ) from error


def _check_removals(state: State, changes: Sequence[Change]) -> None:
    removed = {(change.kind, change.id) for change in changes if change.body is None}
    for id_, deployment in state.all("deployment").items():
        for kind in ("api", "environment"):
            if (kind.replace("api", "product"), deployment[kind]) in removed:
                raise RefusedError(
                    f"{kind} {deployment[kind]!r} still has the deployment {id_}",
                    where=f"{kind} {deployment[kind]}",
                    hint="retire its versions first, or put its file back",
                    code="still-deployed",
                )


def _rehearse(parts: Parts, after: State) -> None:
    for finding in refused_products(parts, after)[:1]:
        raise _refused(finding)
    for environment in after.all("environment"):
        made = compiled(parts, after, environment)
        if made.errors:
            raise _refused(made.errors[0])
        problems = parts.node.validate(environment, made.snapshot)
        if problems:
            raise RefusedError(
                f"Envoy would refuse the configuration of {environment}",
                where=f"gateway {environment}",
                piece="; ".join(problems),
                hint="nothing was changed",
                code="gateway-refused",
            )


def _refused(finding: Finding) -> RefusedError:
    hint = finding.hint or "nothing was changed"
    return RefusedError(finding.message, where=str(finding.location), piece=finding.piece, hint=hint, code=finding.rule)


def _restore(parts: Parts, before: State, changes: Sequence[Change]) -> None:
    """Put the former intents back; what cannot be pushed now is pushed by the loop."""
    if changes:
        parts.store.intents.commit(
            [Change(each.kind, each.id, before.body(each.kind, each.id), ANY) for each in changes]
        )
    for environment in before.all("environment"):
        try:
            push(parts, environment)
        except UnavailableError:
            parts.nudge()


def _remove_gateways(parts: Parts, before: State, after: State) -> None:
    for environment in before.all("environment").keys() - after.all("environment").keys():
        parts.node.delete_gateway(environment)


def _tell(parts: Parts, desired: Desired, error: ApiyardError, *, by: str) -> None:
    """What was refused is a fact too; the piece is told only when a data plane or a judge said it, never from files."""
    numbers: dict[str, Json] = {"code": error.code, "error": error.what, "where": error.where[:500]}
    if isinstance(error, RefusedError):
        numbers["piece"] = error.piece
    fact = Evidence(EvidenceKind.APPLY, _subject(desired), Verdict.FAIL, numbers=numbers, by=by)
    try:
        parts.store.ledger.append(fact)
    except ApiyardError as trouble:
        _LOG.warning("a refused apply could not be told: %s", trouble)


def _subject(desired: Desired) -> Subject:
    bodies = {f"{kind}/{id_}": body for (kind, id_), body in desired.intents.items()}
    return Subject("workspace", "files", digest_json(bodies))


def _about_callers(items: Sequence[PlanItem], desired: Desired, by: str) -> Iterator[Evidence]:
    """Tell which consumers came, changed or went, and which trusted commands may run from now on."""
    for item in items:
        if item.kind == "consumer":
            numbers: dict[str, Json] = {"action": item.action, "changed": [each.path for each in item.fields][:20]}
            yield Evidence(EvidenceKind.CONSUMER, Subject("consumer", item.id), Verdict.INFO, numbers=numbers, by=by)
    products = {id_: body for (kind, id_), body in desired.intents.items() if kind == "product"}
    commands = commands_of(products)
    if commands and any(item.kind == "product" for item in items):
        subject = Subject("workspace", "commands", digest_json(commands))
        yield Evidence(EvidenceKind.TRUST, subject, Verdict.PASS, numbers={"apis": list(commands)}, by=by)


def _evidence(items: Sequence[PlanItem], desired: Desired, by: str) -> Evidence:
    numbers: dict[str, Json] = {
        "changed": [f"{item.action} {item.kind} {item.id}" for item in items][:200],
        "count": len(items),
    }
    return Evidence(EvidenceKind.APPLY, _subject(desired), Verdict.PASS, numbers=numbers, by=by)
