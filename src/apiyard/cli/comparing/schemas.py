"""Read two schemas, and tell what a comparison of them says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apiyard.cli.comparing.inputs import Door
from apiyard.cli.output import console, say_json
from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.design.readable import clean
from apiyard.spec import source as sources
from apiyard.spec.find_roots import find_roots
from apiyard.spec.parse import parse
from apiyard.wiring.git_documents import bytes_at, find_revision, path_at, split_ref
from apiyard.wiring.lint_agreed import near_workspace

if TYPE_CHECKING:
    from apiyard.design.compare_schemas import Comparison
    from apiyard.design.containment.answer import Answer

_RELATIONS = {
    ("contained", "contained"): "both accept the same",
    ("contained", "not-contained"): "the second accepts more",
    ("not-contained", "contained"): "the second accepts less",
    ("not-contained", "not-contained"): "each accepts something that the other does not",
}
_MARKS = {"contained": "[green]✓[/]", "not-contained": "[red]✗[/]", "unknown": "[yellow]?[/]"}


def read_schema(ref: str, door: Door) -> Json:
    """Read a schema.

    Args:
        ref: a path, ``REVISION:PATH``, an address, or ``-`` for standard input.
        door: how documents are read.

    Returns:
        The schema: an object, true or false.

    Raises:
        InvalidInputError: it is neither JSON nor YAML, or no schema.
        NotFoundError: there is no such file or revision.
    """
    found = split_ref(ref) if ref != sources.STDIN and not Path(ref).is_file() else None
    if sources.is_pipe(ref):
        value = parse(sources.read_pipe(ref)).value
    elif found is not None:
        here = Path.cwd()
        revision = find_revision(found[0], here)
        path = path_at(revision, found[1], here, root=near_workspace(door.workspace or here))
        value = parse(sources.Source(ref, bytes_at(revision, path))).value
    else:
        roots = () if ref == sources.STDIN or sources.is_remote(ref) else find_roots(Path(ref), Path.cwd())
        value = parse(sources.read(ref, roots=roots, allow_remote=door.allow_remote)).value
    if not isinstance(value, dict | bool):
        raise InvalidInputError("a schema is an object, true or false", where=ref, piece=type(value).__name__)
    return value


def tell(names: tuple[str, str], found: Comparison, *, as_json: bool) -> None:
    """Tell what was found.

    Args:
        names: what the user called the schemas.
        found: the comparison.
        as_json: whether a program reads it.
    """
    relation = _RELATIONS.get((found.forward.verdict, found.backward.verdict), "it could not be decided both ways")
    if as_json:
        answers = {"forward": _plain(found.forward), "backward": _plain(found.backward)}
        say_json({"old": names[0], "new": names[1], "relation": relation, **answers})
        return
    out = console()
    for answer, (left, right) in ((found.forward, names), (found.backward, names[::-1])):
        verb = {
            "contained": "accepts all that",
            "not-contained": "refuses something that",
            "unknown": "may refuse something that",
        }
        out.print(_MARKS[answer.verdict], end=" ")
        out.print(f"{clean(right)} {verb[answer.verdict]} {clean(left)} accepts", markup=False)
        if answer.reason:
            out.print(f"  {clean(answer.reason)}", markup=False, style="dim")
        if answer.verdict == "not-contained":
            out.print(f"  such as {clean(json.dumps(answer.witness, ensure_ascii=False))}", markup=False)
    out.print(f"so {relation}", markup=False)


def _plain(answer: Answer) -> dict[str, Any]:
    witness = answer.witness if answer.verdict == "not-contained" else None
    return {"verdict": answer.verdict, "witness": witness, "reason": answer.reason, "keyword": answer.keyword}
