"""The small documents that both linters judge, by group: a ruleset and the documents under it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.parts import ROOT

CORPUS = ROOT / "tests" / "corpus" / "lint"
GOLDEN = ROOT / "tests" / "golden" / "lint" / "verdicts"
# Parts of rulesets and of documents; the rest are main documents.
_PARTS = ("ruleset.yaml", "base.yaml", "deeper.json", "strict.yaml", "part.yaml")
# A function or an expression of these rules throws on them in Spectral, which ends its whole run.
CRASHING = {
    "owasp": ("v30-null.yaml", "v30-operations-empty.yaml", "v30-parameters.yaml", "v30-path-params-weird.yaml")
}


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that one run judges.

    Args:
        name: the name of its golden file.
        folder: where the documents are.
        ruleset: the file of the ruleset.
        documents: the main documents.
        alone: whether Spectral gets one process for each: documents that share a part of theirs spoil each other.
    """

    name: str
    folder: Path
    ruleset: Path
    documents: tuple[Path, ...]
    alone: bool = False


def groups() -> list[Group]:
    """Give all groups, in order."""
    single, several = CORPUS / "documents", CORPUS / "several"
    found = []
    for name in ("oas", "owasp"):
        ruleset = CORPUS / f"{name}.yaml"
        crashing = CRASHING.get(name, ())
        found += [
            Group(name, single, ruleset, tuple(each for each in _files(single) if each.name not in crashing)),
            Group(f"{name}-several", several, ruleset, tuple(sorted(several.glob("*.yaml"))), alone=True),
        ]
    for folder in sorted((CORPUS / "custom").iterdir()):
        found.append(Group(f"custom-{folder.name}", folder, folder / "ruleset.yaml", _files(folder)))
    return found


def _files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.rglob("*.*") if path.is_file() and path.name not in _PARTS))
