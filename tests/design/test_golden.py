"""Findings and changes as people see them; APIYARD_WRITE_GOLDEN=1 writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from apiyard.core.json import canonical
from apiyard.design.diff import diff
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import builtin
from apiyard.design.versioning.bump import required_bump
from apiyard.spec.inventory import inventory_of
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.spec.pointer import split

FOLDER = Path(__file__).parent.parent / "golden" / "design"
CORPUS = Path(__file__).parent.parent / "corpus"


def compare(name, lines):
    text = "\n".join(lines) + "\n"
    path = FOLDER / name
    if os.environ.get("APIYARD_WRITE_GOLDEN"):
        path.write_text(text)
    assert text == path.read_text()


def findings(contract):
    return [
        f"{each.location.line}:{each.location.column} {each.severity.value} {each.rule}: {each.message}"
        f" [{each.piece}] {each.location.pointer}"
        for each in lint(inventory_of(contract), builtin("apiyard:recommended").for_document("contract"))
    ]


def test_findings_of_a_messy_document():
    compare("messy.findings.txt", findings(contract_from_bytes((FOLDER / "messy.yaml").read_bytes(), uri="messy.yaml")))


def test_findings_of_the_corpus():
    lines: list[str] = []
    for name in ("cycles.yaml", "files/openapi.yaml", "petstore.yaml", "swagger.yaml"):
        lines += [f"# {name}", *findings(load_contract(CORPUS / name))]
    compare("corpus.findings.txt", lines)


def test_changes_of_the_petstore():
    old = load_contract(CORPUS / "petstore.yaml")
    tree: Any = yaml.safe_load((CORPUS / "petstore.yaml").read_text())
    for pointer, value in yaml.safe_load((FOLDER / "petstore-2.patch.yaml").read_text()).items():
        *parents, last = split(pointer)
        node = tree
        for name in parents:
            node = node[int(name) if isinstance(node, list) else name]
        if value is None:
            del node[last]
        else:
            node[last] = value
    report = diff(old, contract_from_bytes(canonical(tree)))
    lines: list[str] = []
    for cause in report.causes:
        word = "documentation" if cause.documentation else cause.verdict.value
        reach = ", ".join(f"{each.call} {each.position} {each.path}".strip() for each in cause.reach)
        lines.append(f"{word} {cause.check}: {cause.message} ({cause.old} -> {cause.new}) [{reach}]")
        reasons = [(side, side.reason.partition(" (by ")[0]) for side in cause.sides]  # without the engine's rules
        lines.extend(f"  {side.direction} {side.verdict.value}: {reason}" for side, reason in reasons)
    compare("petstore-2.changes.txt", [*lines, f"asks for: {required_bump(report.causes).value}"])
