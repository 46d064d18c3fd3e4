"""Kept cases: read from the files of a workspace, and sent to a canary before it gets any call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from apiyard.core.digest import Digest
from apiyard.core.errors import InvalidInputError, UnavailableError
from apiyard.core.json import Json, canonical
from apiyard.core.options import read_options
from apiyard.deploy.instance import Report
from apiyard.deploy.observed import Replayed
from apiyard.design.witness.case import from_case
from apiyard.design.witness.kept import read_kept
from apiyard.settings.workspace import Product
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_request
from apiyard.spec.load import contract_from_bytes
from apiyard.wiring.verifier import Question, ask_verifier

# Who only reads files, such as the command line, needs none of what the control plane is made of.
if TYPE_CHECKING:
    from apiyard.wiring.deployments import Placed
    from apiyard.wiring.parts import Parts

MOST_CASES = 200
_MOST_BYTES = 512 * 1024
_MOST_TOLD = 5
_SECONDS = 20.0


def kept_cases(product: Product) -> list[Json]:
    """Read the cases that each new version of an API must take.

    Args:
        product: the product as read from its files.

    Returns:
        The cases as JSON, in the order of the files.

    Raises:
        InvalidInputError: a file holds something else, or they are more than MOST_CASES or 512 KiB; says where.
        NotFoundError: there is no such file.
    """
    found: list[Json] = []
    for name in product.file.rollout.cases:
        found += [each.value for each in read_kept(product.folder / name, root=product.folder)]
    check_cases(found)
    return found


def check_cases(cases: Sequence[Json]) -> None:
    """Check kept cases, also those that a client sent.

    Args:
        cases: the cases as JSON.

    Raises:
        InvalidInputError: one has another form, or they are more than MOST_CASES or 512 KiB.
    """
    for each in cases:
        from_case(each)
    if len(cases) > MOST_CASES or len(canonical(list(cases))) > _MOST_BYTES:
        raise InvalidInputError(
            f"at most {MOST_CASES} kept cases of {_MOST_BYTES >> 10} KiB in all",
            where="rollout.cases",
            piece=f"{len(cases)} cases",
            hint="keep one case for each promise",
        )


def replay(
    parts: Parts, what: Placed, seen: Mapping[str, Report], *, baseline: Digest, cases: Sequence[Json]
) -> Replayed:
    """Send kept cases to every instance of a canary.

    Args:
        parts: the doors.
        what: the canary's deployment.
        seen: how its instances are.
        baseline: the contract that callers were promised.
        cases: the cases as JSON.

    Returns:
        What became of them.

    Raises:
        UnavailableError: the verifier could not run or did not come to send all, or an instance has no address.
    """
    contract = parts.store.blobs.get(baseline)
    promised = _promised(contract_from_bytes(contract), cases)
    refused: list[str] = []
    for url in _urls(what, seen) if promised else ():
        refused += [each for each in _refused(contract, url, promised) if each not in refused]
    return Replayed(len(promised), tuple(refused[:_MOST_TOLD]), len(cases) - len(promised))


def _promised(contract: Contract, cases: Sequence[Json]) -> list[Json]:
    """Leave out what the baseline itself does not promise any more."""
    return [each for each in cases if check_request(contract, from_case(each).request).outcome == "valid"]


def _urls(what: Placed, seen: Mapping[str, Report]) -> list[str]:
    upstream = what.kind.upstream(read_options(what.kind.options, what.deployment.options))
    scheme = "https" if upstream.tls else "http"
    found = []
    for instance in what.instances:
        endpoint = seen[instance.id].endpoint if instance.id in seen else None
        if endpoint is None:
            raise UnavailableError("an instance has no address", where=instance.id)
        found.append(f"{scheme}://{endpoint.host}:{endpoint.port}{upstream.path}")
    return found


def _refused(contract: bytes, url: str, cases: Sequence[Json]) -> list[str]:
    # Where the instances of a target are is what the operator wrote.
    words = ["--kinds", "kept", "--cases", "cases.json", "--allow-remote"]
    files = {"cases.json": canonical(list(cases))}
    told = ask_verifier(Question(contract, url, _SECONDS, words, files)).told
    found = [f"{each['request']['method']} {each['request']['path']}: {each['message']}" for each in told["failures"]]
    # What was not sent was not taken either; one that was refused decides without the others.
    unsent = [reason for kind in told["kinds"] for reason in kind["skipped"].values()]
    if not found and (unsent or not told["cases"]):
        raise UnavailableError("not all kept cases were sent", where=url, piece=unsent[0] if unsent else "none")
    return found
