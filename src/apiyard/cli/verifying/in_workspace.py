"""Verify APIs of a workspace: the control plane starts their files, asks them, and keeps the evidence."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from apiyard.cli.place import control_plane_at, workspace_at
from apiyard.cli.verifying.outputs import Output, write_texts
from apiyard.core.errors import InvalidInputError, UnavailableError
from apiyard.core.noun import dataclass
from apiyard.release.artefact import pack
from apiyard.settings.read import find_product
from apiyard.settings.workspace import Product
from apiyard.spec import source as sources
from apiyard.spec.load import load_contract
from apiyard.spec.parse import parse
from apiyard.wiring.client import ControlPlane, error_of
from apiyard.wiring.commit import source_of

SETTINGS = "verify.yaml"
"""The file beside an api.yaml that says how the verifier asks that API: credentials, fixtures, exceptions."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is asked.

    Args:
        kinds: ids of the kinds of cases.
        seed: seed of the generated cases.
        max_examples: generated cases for each operation.
        seconds: the time for each API.
    """

    kinds: tuple[str, ...]
    seed: int
    max_examples: int
    seconds: float


def verify_in_workspace(
    name: str | None, workspace: Path | None, wanted: Wanted, *, outputs: Sequence[Output], quiet: bool = False
) -> bool:
    """Verify one API, or all, and write the reports.

    Args:
        name: name of the API; None for all of the workspace.
        workspace: folder of the workspace; None for the current one.
        wanted: how much is asked.
        outputs: forms with their files.
        quiet: whether no progress is shown.

    Returns:
        Whether all keep their word.

    Raises:
        InvalidInputError: several reports would be written into one file.
        ApiyardError: the control plane does not run, or could not verify.
    """
    if name is not None and (Path(name).is_file() or "@" in name):
        raise InvalidInputError("say where the service is", piece=name, hint="--against URL")
    found = workspace_at(workspace)
    products = [find_product(found, name)] if name else list(found.products.values())
    if not products:
        raise InvalidInputError("the workspace has no API", where=str(found.root / "apis"))
    if len(products) > 1 and any(file != "-" for _, file in outputs):
        raise InvalidInputError("a file holds the report of one API", hint="name the API: apiyard verify API")
    plane = control_plane_at(workspace)
    verdicts = []
    for product in products:
        told = _verify(plane, product, wanted, forms=[form.id for form, _ in outputs], quiet=quiet)
        write_texts([(told["reports"].get(form.id, ""), file) for form, file in outputs])
        verdicts.append(told["verdict"])
        if not quiet:
            facts = ", ".join(f"{kind} #{seq}" for kind, seq in told["facts"].items())
            sys.stderr.write(f"{told['api']}@{told['version']}: {told['verdict']}; in the ledger: {facts}\n")
    return all(verdict in {"pass", "warn"} for verdict in verdicts)


def _verify(
    plane: ControlPlane, product: Product, wanted: Wanted, *, forms: Sequence[str], quiet: bool
) -> Mapping[str, Any]:
    folder = product.file.service.artefact
    artefact = pack(product.folder / folder).data if folder else None
    commit, dirty = source_of(product.folder)
    settings = product.folder / SETTINGS
    body = {
        "api": product.name,
        "contract": base64.b64encode(load_contract(product.contract).bundle()).decode(),
        "artefact": None if artefact is None else base64.b64encode(artefact).decode(),
        "commit": commit,
        "dirty": dirty,
        "kinds": list(wanted.kinds),
        "seed": wanted.seed,
        "max_examples": wanted.max_examples,
        "seconds": wanted.seconds,
        "settings": settings.read_text(encoding="utf-8") if settings.is_file() else "",
        "baseline": _baseline(settings) if settings.is_file() else "",
        "forms": list(forms),
    }
    for line in plane.lines("/api/verifications", body):
        told = dict(json.loads(line))
        if "line" in told and not quiet:
            sys.stderr.write(f"{told['line']}\n")
            sys.stderr.flush()
        if "problem" in told:
            problem = dict(told["problem"])
            raise error_of(int(problem["status"]), json.dumps(problem).encode())
        if "result" in told:
            return dict(told["result"])
    raise UnavailableError("the control plane ended before the verification did", hint="look at: apiyard logs")


def _baseline(settings: Path) -> str:
    """Give the known failures that settings name, for who cannot read our files; empty where nothing is known."""
    written = parse(sources.read(settings, roots=(settings.parent,))).value
    name = written.get("baseline") if isinstance(written, Mapping) else None
    path = settings.parent / name if isinstance(name, str) else None
    if path is None or not path.is_file():
        return ""
    return sources.read(path, roots=(settings.parent,)).data.decode("utf-8", "replace")
