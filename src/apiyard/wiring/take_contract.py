"""The journey ``import``: a running service's contract becomes a product with an external target."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import yaml

from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.core.names import ApiName
from apiyard.core.noun import dataclass
from apiyard.design.mend import Mend, mend
from apiyard.settings.workspace import Workspace
from apiyard.spec.contract import Contract
from apiyard.spec.load import load_contract


@dataclass(frozen=True, slots=True)
class Taken:
    """A contract that was taken over.

    Args:
        name: the API's name.
        title: what the contract calls itself.
        version: its version.
        source_version: the OpenAPI version it was written in.
        operations: how many operations it has.
        files: what was written, relative to the workspace.
        mends: what was wrong in the document and was mended.
    """

    name: str
    title: str
    version: str
    source_version: str
    operations: int
    files: tuple[str, ...]
    mends: tuple[Mend, ...] = ()


def take_contract(workspace: Workspace, ref: str, *, name: str = "", service: str = "", replace: bool = False) -> Taken:
    """Read a contract and write it into the workspace as OpenAPI 3.1 with an external target.

    The user names the URL themself, so it may be one of this machine's; what the document refers to may not.

    Args:
        workspace: the workspace to write into.
        ref: URL of the contract, or a path.
        name: name of the API; empty to make one of the title.
        service: base URL of the running service; empty for the origin of ``ref``, or the contract's server for a file.
        replace: whether an API of the same name may be overwritten.

    Returns:
        What was taken over.

    Raises:
        ConflictError: the workspace has an API of this name.
        InvalidInputError: no contract, or nowhere to send calls to.
    """
    contract = load_contract(ref, allow_remote=True, allow_private=True)
    api = ApiName(name or _slug(contract.title))
    folder = workspace.root / "apis" / api
    if folder.exists() and not replace:
        raise ConflictError(f"the workspace has an API {api!r}", where=str(folder), hint="choose --name, or --replace")
    tree, mends = mend({key: value for key, value in contract.tree.items() if not key.startswith("x-written-in")})
    files = {
        folder / "openapi.yaml": _yaml(tree),
        folder / "api.yaml": _yaml(_product(contract, service or _service(contract, ref))),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    names = tuple(str(path.relative_to(workspace.root)) for path in files)
    return Taken(
        name=api,
        title=contract.title,
        version=contract.version,
        source_version=contract.source_version,
        operations=len(contract.operations),
        files=names,
        mends=mends,
    )


def _slug(title: str) -> str:
    text = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return re.sub(r"^[^a-z]+", "", text)[:63].rstrip("-") or "imported"


def _service(contract: Contract, ref: str) -> str:
    """A contract that a service publishes itself is about that service, whatever host its author once wrote into it."""
    first = urlsplit(contract.servers[0] if contract.servers else "/")
    origin = urlsplit(ref)
    if origin.scheme in {"http", "https"}:
        return f"{origin.scheme}://{origin.netloc}{first.path}"
    if first.scheme in {"http", "https"}:
        return first.geturl()
    raise InvalidInputError(
        "the contract names no server", where=ref, piece=first.geturl(), hint="say where it runs: --service URL"
    )


def _product(contract: Contract, service: str) -> dict[str, Any]:
    url = urlsplit(service)
    tls = url.scheme == "https"
    if url.scheme not in {"http", "https"} or not url.hostname:
        raise InvalidInputError("not the URL of a service", piece=service, hint="write http://HOST:PORT/PATH")
    options: dict[str, Any] = {"host": url.hostname, "port": url.port or (443 if tls else 80)}
    if tls:
        options["tls"] = True
    if url.path.strip("/"):
        options["path"] = "/" + url.path.strip("/")
    return {
        "owner": "nobody-yet",
        "description": contract.title,
        "service": {"target": "external", "options": options},
        "rollout": {"strategy": "at-once"},
        # What somebody else wrote is taken as it is; whoever owns it here may ask for more.
        "gates": {"verified": False},
    }


class _Dumper(yaml.SafeDumper):
    """Writes shared parts out again: an alias in a contract helps nobody."""

    def ignore_aliases(self, data: Any) -> bool:
        """Tell that nothing is an alias."""
        return True


def _yaml(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
