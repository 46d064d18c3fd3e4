"""What a workspace's files ask for, as plain data with the contracts they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from apiyard.core.digest import Digest, digest_bytes
from apiyard.core.json import JsonObject
from apiyard.core.noun import dataclass
from apiyard.settings.workspace import Product, Workspace
from apiyard.spec.load import load_contract
from apiyard.wiring.kept_cases import kept_cases


@dataclass(frozen=True, slots=True)
class Desired:
    """What should be.

    Args:
        intents: body by (kind, id); exactly these kinds are owned by the files of the workspace.
        blobs: the contracts' bundles by digest.
    """

    intents: Mapping[tuple[str, str], JsonObject]
    blobs: Mapping[Digest, bytes]


KINDS = ("environment", "plan", "consumer", "notification", "gates", "product")
"""The kinds of intents that the files own: what is not in the files is removed by apply."""


def desired_of(workspace: Workspace) -> Desired:
    """Read what a workspace asks for.

    Args:
        workspace: the workspace as read from its files.

    Returns:
        The intents and the contracts' bundles.

    Raises:
        InvalidInputError: a contract is wrong; says where.
    """
    file = workspace.file
    intents: dict[tuple[str, str], JsonObject] = {}
    for order, (name, environment) in enumerate(file.environments.items()):
        intents["environment", name] = {**asdict(environment), "order": order}
    named: dict[str, Mapping[Any, Any]] = {
        "plan": file.plans,
        "consumer": file.consumers,
        "notification": file.notifications,
    }
    for kind, things in named.items():
        for each, thing in things.items():
            intents[kind, str(each)] = _plain(asdict(thing))
    intents["gates", "release"] = {str(gate): _plain(options) for gate, options in file.gates.items()}
    blobs: dict[Digest, bytes] = {}
    for product in workspace.products.values():
        bundle = load_contract(product.contract).bundle()
        digest = digest_bytes(bundle)
        blobs[digest] = bundle
        intents["product", product.name] = product_body(product, digest)
    return Desired(intents, blobs)


def service_bodies(workspace: Workspace) -> dict[str, JsonObject]:
    """Give what the products say about their services, without reading any contract.

    Args:
        workspace: the workspace as read from its files.

    Returns:
        The part of each product's intent that names commands, by API.
    """
    return {name: {"service": _plain(asdict(product.file.service))} for name, product in workspace.products.items()}


def product_body(product: Product, contract: Digest) -> JsonObject:
    """Give the intent of one product.

    Args:
        product: the product as read from its files.
        contract: digest of the bundle of its contract.

    Returns:
        The body, plain data.

    Raises:
        InvalidInputError: a file of kept cases holds something else; says where.
        NotFoundError: there is no such file.
    """
    file = product.file
    body: dict[str, Any] = _plain(asdict(file))
    body["contract"] = str(contract)
    body["lifecycle"] = {str(version): asdict(stage) for version, stage in file.lifecycle.items()}
    body["rollout"] = {"strategy": body["rollout"]["strategy"], "options": body["rollout"]["options"]}
    kept = kept_cases(product)
    if kept:
        body["rollout"]["cases"] = kept
    body["gateway"] = {**body["gateway"], "base_path": file.gateway.base_path or f"/{product.name}"}
    return body


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value
