"""What a run suggests to its reader when nearly all replies are the same refusal: credentials, or another base path."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from apiyard.spec.contract import Contract
from apiyard.verify.report import Report

_FEWEST = 3
_NEARLY_ALL = 0.9
_CREDENTIALS = ("401", "403", "407")
_LEFT_OUT = frozenset({"access", "compare"})
"""Kinds that send no credentials on purpose, or count pairs of replies."""


def hints_of(contract: Contract, report: Report, *, credentials: bool) -> tuple[str, ...]:
    """Give what the reader may try first.

    Args:
        contract: the contract.
        report: what a run found.
        credentials: whether some were given.

    Returns:
        Sentences; mostly none.
    """
    return tuple(_hints(contract, report, credentials=credentials))


def _hints(contract: Contract, report: Report, *, credentials: bool) -> Iterator[str]:
    statuses: Counter[str] = Counter()
    for kind in report.kinds:
        statuses.update(kind.statuses if kind.kind not in _LEFT_OUT else {})
    whole = sum(statuses.values())
    shut, missing = sum(statuses[each] for each in _CREDENTIALS), statuses["404"]
    if whole < _FEWEST:
        return
    if statuses["none"] == whole and report.base_url.startswith("http://"):
        yield f"none of {whole} requests got a reply: does the service speak https, or take longer than a reply may?"
    elif shut >= _NEARLY_ALL * whole:
        told = "those that were sent are not taken" if credentials else "give them with " + _given(contract)
        yield f"{shut} of {whole} replies ask for credentials (401, 403, 407): {told}"
    elif missing >= _NEARLY_ALL * whole and not any(status.startswith("2") for status in statuses):
        yield f"{missing} of {whole} replies are 404 and none is a success: {_based(contract, report.base_url)}"


def _given(contract: Contract) -> str:
    """Name the options that give credentials, with the header that the contract asks for where it is one."""
    asked = [name for each in contract.operations for part in each.security for name in part]
    names = [name for name in dict.fromkeys((*asked, *contract.security_schemes)) if name in contract.security_schemes]
    header = next(filter(None, (_header(contract, name) for name in names)), "authorization: Bearer ...")
    named = f" ({', '.join(names[:5])} in the contract)" if names else ""
    return f'-H "{header}", or in a section auth{named} of the file of --settings; in a workspace that is verify.yaml'


def _header(contract: Contract, name: str) -> str:
    scheme = contract.security_schemes[name]
    if scheme.get("type") == "apiKey":
        return f"{scheme.get('name')}: ..." if scheme.get("in") == "header" else ""
    if scheme.get("type") == "http" and str(scheme.get("scheme")).lower() == "basic":
        return "authorization: Basic ..."
    return "authorization: Bearer ..."


def _based(contract: Contract, base_url: str) -> str:
    """Say which base path the contract's servers have, and which one was asked."""
    paths = list(dict.fromkeys(urlsplit(each).path.rstrip("/") for each in contract.servers))
    named = " or ".join(each or "no path" for each in paths[:3]) or "no path"
    told = f"the contract's servers have {named}"
    if "://" not in base_url:
        return f"{told}; base-path in the file of --settings says what stands before the paths of an application"
    asked = urlsplit(base_url).path.rstrip("/")
    if asked in (paths or [""]):
        return f"{told}, as was asked; is it the right service?"
    other = base_url.rstrip("/").removesuffix(asked) + (paths[0] if paths else "")
    return f"{told}, and {asked or 'no path'} was asked; try {other}"
