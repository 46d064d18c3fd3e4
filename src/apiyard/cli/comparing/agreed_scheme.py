"""Which scheme of versions an API, or its workspace, agreed on: the option of the gate that judges versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from apiyard.settings.workspace import Product, Workspace

_GATE = "version-fits"


def agreed_scheme(space: Workspace | None, product: Product | None) -> str:
    """Give the scheme that files name.

    Args:
        space: the workspace; None without one.
        product: the API; None when the contract is of none.

    Returns:
        Its id; empty to see it from the contracts.
    """
    own = _option(product.file.gates) if product is not None else ""
    return own or (_option(space.file.gates) if space is not None else "")


def product_of(space: Workspace | None, names: Iterable[str]) -> Product | None:
    """Find the API that contracts are of.

    Args:
        space: the workspace; None without one.
        names: what the user called them: names, paths, ``API@VERSION`` or ``REVISION:PATH``.

    Returns:
        The API; None when they are of none.
    """
    if space is None:
        return None
    called = list(names)
    words = {each.rpartition(":")[2].partition("@")[0] for each in called}
    files = {Path(each).resolve() for each in called if Path(each).is_file()}
    found = (each for name, each in space.products.items() if str(name) in words or each.contract.resolve() in files)
    return next(found, None)


def _option(gates: Mapping[str, object]) -> str:
    written = gates.get(_GATE)
    value = written.get("scheme", "") if isinstance(written, Mapping) else ""
    return value if isinstance(value, str) else ""
