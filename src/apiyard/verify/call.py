"""Verify a service from a program: one function, given plain values."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.doors.inside import AnyApp, Application
from apiyard.verify.plan import Plan
from apiyard.verify.planning.selection import Selection
from apiyard.verify.planning.settings import Settings, read_settings
from apiyard.verify.report import Report
from apiyard.verify.run import verify as verify_planned

AnyContract: TypeAlias = Contract | str | Path | Mapping[str, Any]
"""A contract, the path or URL-less name of its file, or the document itself."""
AnyService: TypeAlias = str | AnyApp | Application
"""The base URL of a service, or an ASGI or WSGI application in this process."""


def verify(
    contract: AnyContract,
    against: AnyService,
    *,
    settings: str | Path | None = None,
    headers: Mapping[str, str] | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    **fields: Any,
) -> Report:
    """Verify a service.

    Args:
        contract: what it promises.
        against: where it is.
        settings: a settings file (``verify.yaml``).
        headers: sent with every request, such as a key; never shown.
        include: patterns of operations; empty for all.
        exclude: patterns of operations that are left out.
        fields: other settings of a run by the names of ``Plan``: ``kinds``, ``seed``, ``max_examples``, ``seconds``,
            ``workers``, ``allow_remote`` and more.

    Returns:
        The report; ``verdict``, ``failures`` and ``coverage`` tell what came of it.

    Raises:
        InvalidInputError: something given is wrong.
        UnavailableError: nobody listens there.
        ForbiddenError: the service is on another machine and that was not allowed.
    """
    plan = plan_of(settings=settings, headers=headers, include=include, exclude=exclude, **fields)
    return verify_planned(contract_of(contract), service_of(against), plan)


def plan_of(
    *,
    settings: str | Path | None = None,
    headers: Mapping[str, str] | None = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    **fields: Any,
) -> Plan:
    """Make the settings of a run from plain values.

    Args:
        settings: a settings file.
        headers: sent with every request.
        include: patterns of operations.
        exclude: patterns of operations that are left out.
        fields: other settings by the names of ``Plan``.

    Returns:
        The plan.

    Raises:
        UnknownNameError: there is no such setting.
        InvalidInputError: a value is wrong.
    """
    names = {*Plan.__annotations__, "settings", "include", "exclude"}
    for name in fields:
        if name not in names:
            raise unknown("setting of a run", name, names)
    known = read_settings(Path(settings)) if settings is not None else Settings()
    given: dict[str, Any] = dict(fields)
    for name in ("kinds", "operations"):
        if isinstance(given.get(name), Sequence) and not isinstance(given[name], str):
            given[name] = tuple(given[name])
    if headers:
        given["headers"] = tuple(headers.items())
    try:
        return known.plan(os.environ.get, {**given, "selection": Selection(tuple(include), tuple(exclude))})
    except TypeError as error:
        raise InvalidInputError("not a setting of a run", piece=str(error)) from error


def contract_of(contract: AnyContract) -> Contract:
    """Give a contract, however it was given.

    Args:
        contract: a contract, its file, or the document.

    Returns:
        The contract.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is no contract.
    """
    if isinstance(contract, Contract):
        return contract
    if isinstance(contract, Mapping):
        return contract_from_bytes(json.dumps(contract).encode(), uri="contract")
    return load_contract(str(contract))


def service_of(against: AnyService) -> str | Application:
    """Give a service, however it was given.

    Args:
        against: its base URL, or an application.

    Returns:
        The same, as a run takes it.

    Raises:
        InvalidInputError: it is neither.
    """
    if against == "mock":
        hint = "make one: apiyard.mock.app.mock_app(contract)"
        raise InvalidInputError("a mock is an application here", piece="mock", hint=hint)
    if isinstance(against, str | Application):
        return against
    if not callable(against):
        raise InvalidInputError("not a service", piece=repr(against)[:80], hint="give a URL, or an ASGI or WSGI app")
    return Application(against, getattr(against, "__name__", type(against).__name__))
