"""The contracts that a mock is asked for: read them, name them, and read them again when they change."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from apiyard.cli.contracts import Named, contract_named, contracts_named
from apiyard.cli.mocking.given import Given
from apiyard.core.noun import dataclass
from apiyard.mock.serving.reload import files_of
from apiyard.mock.serving.site import unique_names
from apiyard.spec.contract import Contract
from apiyard.spec.find_roots import find_roots
from apiyard.spec.load import load_contract
from apiyard.spec.source import STDIN, is_remote


@dataclass(frozen=True, slots=True)
class Input:
    """A contract that is to be mocked.

    Args:
        named: the contract with the name of its mount: that of the API, else made of its title.
        read: reads it anew; None where it cannot change.
    """

    named: Named
    read: Callable[[], Contract] | None


def find_inputs(given: Given) -> list[Input]:
    """Read the contracts that the flags name; all of the workspace when they name none.

    Args:
        given: the flags.

    Returns:
        The contracts in the order they were named, each with a name of its own.

    Raises:
        ApiyardError: one cannot be read, or there is none.
    """
    refs = list(given.contracts)
    found = [Named(ref, _read(ref, given)) for ref in refs] if refs else contracts_named(None, given.workspace)
    names = unique_names([(_wanted(each), each.contract.version) for each in found])
    return [
        Input(Named(name, each.contract), partial(_read, each.name, given) if _can_change(each) else None)
        for name, each in zip(names, found, strict=True)
    ]


def _read(ref: str, given: Given) -> Contract:
    if is_remote(ref):
        return load_contract(ref, allow_remote=given.allow_remote)
    if ref != STDIN and Path(ref).is_file():
        return load_contract(ref, roots=find_roots(Path(ref), Path.cwd()), allow_remote=given.allow_remote)
    return contract_named(ref, given.workspace)


def _wanted(named: Named) -> str:
    is_path = named.name == STDIN or "/" in named.name or "." in named.name.partition("@")[0]
    return (named.contract.title or "api") if is_path else named.name.partition("@")[0]


def _can_change(named: Named) -> bool:
    return named.name != STDIN and any(path.is_file() for path in files_of(named.contract))
