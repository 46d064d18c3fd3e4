"""Make the snapshot of a gateway from the intents and give it to the node agent."""

from __future__ import annotations

from collections.abc import Sequence

from apiyard.core.clock import SystemClock
from apiyard.core.errors import NotFoundError, RefusedError
from apiyard.core.evidence import About, Evidence, EvidenceKind, Subject, Verdict
from apiyard.core.finding import Finding, Severity
from apiyard.core.json import Json
from apiyard.core.names import ApiName
from apiyard.core.noun import dataclass, replace
from apiyard.gateway.compile import compile_ir
from apiyard.gateway.keep import keep_former
from apiyard.gateway.resolve import resolve
from apiyard.gateway.snapshot import EMPTY, Snapshot
from apiyard.wiring.gateway_intents import Book, declared_apis, gateway_intent
from apiyard.wiring.node_messages import Applied
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import State, read_state


@dataclass(frozen=True, slots=True)
class Compiled:
    """A snapshot of one gateway that nobody has served yet.

    Args:
        environment: its environment.
        port: where it listens.
        snapshot: the resources.
        findings: what was left out and why, each on its owner.
        left_out: the APIs that could not be resolved.
    """

    environment: str
    port: int
    snapshot: Snapshot
    findings: Sequence[Finding]
    left_out: Sequence[ApiName] = ()

    @property
    def errors(self) -> list[Finding]:
        """The findings for which something was left out."""
        return [each for each in self.findings if each.severity is Severity.ERROR]


def compiled(parts: Parts, state: State, environment: str) -> Compiled:
    """Compile what the intents ask of one gateway.

    Args:
        parts: the doors.
        state: all intents.
        environment: the environment.

    Returns:
        The snapshot and the findings.
    """
    book = Book(parts.routes.routes, parts.keys.public_jwks(), SystemClock().now())
    intent = gateway_intent(state, environment, book)
    resolved = resolve(intent)
    return Compiled(environment, intent.listener.port, compile_ir(resolved.ir), resolved.findings, resolved.left_out)


def refused_products(parts: Parts, state: State) -> list[Finding]:
    """Find what a gateway would refuse of the declared products, deployed or not.

    Args:
        parts: the doors.
        state: all intents as they would be.

    Returns:
        Findings of severity error, each on its owner.
    """
    book = Book(parts.routes.routes, parts.keys.public_jwks(), SystemClock().now())
    for environment in state.all("environment"):
        whole = replace(gateway_intent(state, environment, book), apis=declared_apis(state, book))
        return [each for each in resolve(whole).findings if each.severity is Severity.ERROR]
    return []


def push(parts: Parts, environment: str, *, state: State | None = None, wait_seconds: float = 15.0) -> Applied:
    """Make the intents of one environment effective at its gateway.

    Args:
        parts: the doors.
        environment: the environment.
        state: the intents; None reads them anew.
        wait_seconds: how long Envoy may take to confirm.

    Returns:
        What became of the snapshot.

    Raises:
        UnavailableError: the agent does not answer.
    """
    with parts.pushing:
        made = compiled(parts, state or read_state(parts.store.intents), environment)
        former = _served(parts, environment)
        # An API that cannot be resolved any more goes on as it was; the others get what they ask for.
        wanted = keep_former(made.snapshot, former, made.left_out) if made.left_out else made.snapshot
        applied = parts.node.put_gateway(environment, wanted, listener_port=made.port, wait_seconds=wait_seconds)
        if applied.accepted:
            parts.served[environment] = wanted
    if not applied.accepted:
        parts.store.ledger.append(*nack_evidence(environment, applied))
    elif wanted.digest != former.digest:
        parts.store.ledger.append(_revision(environment, wanted, former.digest))
    return applied


def _served(parts: Parts, environment: str) -> Snapshot:
    """What a gateway serves now: what was pushed last, or what the agent says after a restart of ours."""
    if environment not in parts.served:
        try:
            parts.served[environment] = parts.node.snapshot(environment)
        except NotFoundError:
            return EMPTY
    return parts.served[environment]


def _revision(environment: str, wanted: Snapshot, before: str) -> Evidence:
    numbers: dict[str, Json] = {"former": before, "resources": sum(len(each) for each in wanted.resources.values())}
    subject = Subject("gateway", environment, wanted.digest)
    about = About(environment=environment)
    return Evidence(EvidenceKind.GATEWAY_REVISION, subject, Verdict.PASS, about, numbers, by="agent:local")


def push_or_refuse(parts: Parts, environment: str, *, state: State | None = None) -> Applied:
    """Like ``push``, and an error when the gateway refused.

    Args:
        parts: the doors.
        environment: the environment.
        state: the intents; None reads them anew.

    Returns:
        What became of the snapshot, accepted.

    Raises:
        RefusedError: the gateway refused; names the object and Envoy's words.
    """
    applied = push(parts, environment, state=state)
    if not applied.accepted:
        raise refusal(environment, applied)
    return applied


def refusal(environment: str, applied: Applied) -> RefusedError:
    """Make the error that names what a gateway refused.

    Args:
        environment: the environment.
        applied: what became of the snapshot.

    Returns:
        The error.
    """
    owners = sorted({nack.owner for nack in applied.nacks if nack.owner})
    words = [nack.text for nack in applied.nacks] or list(applied.problems)
    return RefusedError(
        f"the gateway of {environment} refused the configuration",
        where=", ".join(f"api {owner}" for owner in owners) or f"gateway {environment}",
        piece="; ".join(words),
        hint="the former configuration is still in force",
        code="gateway-refused",
    )


def nack_evidence(environment: str, applied: Applied) -> list[Evidence]:
    """Give the facts about what a gateway refused.

    Args:
        environment: the environment.
        applied: what became of the snapshot.

    Returns:
        One fact for each refusal, on its owner.
    """
    told = [
        (nack.owner, {"type": nack.type_url, "names": list(nack.names)[:20], "text": nack.text[:2000]})
        for nack in applied.nacks
    ]
    told += [("", {"text": problem[:2000]}) for problem in applied.problems]
    return [
        Evidence(
            EvidenceKind.GATEWAY_NACK,
            Subject("gateway", environment),
            Verdict.FAIL,
            About(api=owner, environment=environment),
            numbers,
            by="agent:local",
        )
        for owner, numbers in told
    ]
