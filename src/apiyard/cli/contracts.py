"""Find the contracts that a command is about: API names, paths, released versions, standard input."""

from __future__ import annotations

import json
from pathlib import Path

from apiyard.cli.place import control_plane_at, workspace_at
from apiyard.core.errors import NotFoundError, UnknownNameError
from apiyard.core.names import parse_ref
from apiyard.core.noun import dataclass
from apiyard.settings.read import find_product
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes, load_contract


@dataclass(frozen=True, slots=True)
class Named:
    """A contract with what the user called it.

    Args:
        name: the API's name, or the path.
        contract: the contract.
    """

    name: str
    contract: Contract


def contract_named(ref: str, workspace: Path | None) -> Contract:
    """Find one contract.

    Args:
        ref: a path, ``-``, the name of an API, or ``API@VERSION`` for a released one.
        workspace: folder of the workspace; None for the current one.

    Returns:
        The contract.

    Raises:
        NotFoundError: there is no such file, API or release.
    """
    if ref == "-" or Path(ref).is_file():
        return load_contract(ref)
    if "@" in ref and "/" not in ref:
        name, version = parse_ref(ref)
        told = control_plane_at(workspace).get(f"/api/releases/{name}/{version}/contract")
        return contract_from_bytes(json.dumps(told).encode(), uri=ref)
    if "/" in ref or "." in ref:
        raise NotFoundError("there is no such file", where=ref)
    try:
        return load_contract(find_product(workspace_at(workspace), ref).contract)
    except UnknownNameError as error:
        error.hint = f"{error.hint}; a path or API@VERSION is fine too"
        raise


def contracts_named(refs: list[str] | None, workspace: Path | None) -> list[Named]:
    """Find contracts; all of the workspace when none is named.

    Args:
        refs: what the user named.
        workspace: folder of the workspace; None for the current one.

    Returns:
        The contracts, in the order they were named.

    Raises:
        NotFoundError: there is no such file, API or release, or the workspace has no API.
    """
    if refs:
        return [Named(ref, contract_named(ref, workspace)) for ref in refs]
    found = workspace_at(workspace)
    if not found.products:
        raise NotFoundError("the workspace has no API", where=str(found.root / "apis"), hint="apiyard init or import")
    return [Named(name, load_contract(product.contract)) for name, product in found.products.items()]
