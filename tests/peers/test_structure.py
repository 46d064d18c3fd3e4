"""Documents made wrong by chance are wrong at the same places for apiyard and for Spectral's validators."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from apiyard.design.arazzo.adoption import ADOPTION
from apiyard.design.lint import lint
from apiyard.design.read_ruleset import read_ruleset
from apiyard.design.structure.verdict import structure
from apiyard.spec import pointer as pointers
from apiyard.spec.inventory import inventory_of_bytes
from tests.parts import ROOT
from tests.peers.mutate import mutations
from tests.peers.spectral import install, run

pytestmark = [pytest.mark.peers, pytest.mark.timeout(300)]
_HERE = Path(__file__).parent
_FORMS = ROOT / "tests" / "corpus" / "lint" / "forms"
_SEED = os.environ.get("APIYARD_SEED", "7")
_COUNT = 500


def _wrong_for_validators(format_: str, documents: list[Any]) -> list[set[tuple[str, ...]]]:
    text = "".join(json.dumps({"format": format_, "document": each}) + "\n" for each in documents)
    command = ["node", str(_HERE / "form_answers.mjs"), str(install() / "node_modules")]
    done = subprocess.run(command, input=text, check=True, capture_output=True, text=True, timeout=200)
    return [{tuple(json.loads(path)) for path in json.loads(line)} for line in done.stdout.splitlines()]


def _has_ids(document: Any) -> bool:
    """Say whether workflows and steps have ids: without one, AJV takes its dynamic references for something else."""
    workflows = document.get("workflows")
    return isinstance(workflows, list) and all(
        isinstance(workflow, dict)
        and "workflowId" in workflow
        and isinstance(workflow.get("steps"), list)
        and all(isinstance(step, dict) and "stepId" in step for step in workflow["steps"])
        for workflow in workflows
    )


@pytest.mark.parametrize("format_", ["oas2_0", "oas3_0", "oas3_1", "oas3_2", "arazzo1_0"])
def test_the_same_places_are_wrong(format_: str) -> None:
    document = json.loads((_FORMS / f"{format_}.json").read_text("utf-8"))
    documents = [document, *mutations(document, _COUNT, f"{format_} {_SEED}")]
    if format_ == "arazzo1_0":
        documents = [each for each in documents if _has_ids(each)]
    shape = structure("oas2" if format_ == "oas2_0" else format_)
    for each, theirs in zip(documents, _wrong_for_validators(format_, documents), strict=True):
        ours = {tuple(map(str, fault.path)) for fault in shape.faults(each)}
        assert ours == theirs, json.dumps(each)


_CHANGES = [
    ("$inputs.kind", "$inputs.gone"),
    ("stepId: find}", "stepId: gone}"),
    ("stepId: take", "stepId: find"),
    ("[adopt]", "[gone, gone, all, $sourceDescriptions.other, $sourceDescriptions.pets.x, $url]"),
    ("workflowId: adopt, parameters: [{name: kind", "workflowId: adopt, parameters: [{name: kind, in: query"),
    ("{name: kind, in: query, value", "{name: kind, value"),
    ("payload: $steps.find", "payload: $steps.gone"),
    ("pet: $response.body", "a pet: response"),
    ("operationId: adoptPet", "operationPath: '{$sourceDescriptions.gone.url}#/a'"),
    ("operationId: adoptPet", "operationId: $sourceDescriptions.pets.adoptPet"),
    ("[{name: done, type: end}]", "[{name: a, type: end}, {name: a, type: end}, {reference: $components.x}]"),
    ("type: goto, stepId: find", "type: retry, retryAfter: 1, workflowId: $sourceDescriptions.gone.a"),
    ("description: Takes it.", "description: <script>"),
    ("application/json", "json"),
]


def test_workflows_are_judged_alike(tmp_path: Path) -> None:
    ruleset = tmp_path / "ruleset.yaml"
    ruleset.write_text('extends: [["spectral:arazzo", all]]\n', "utf-8")
    paths = []
    for index, (old, new) in enumerate([("", ""), *_CHANGES]):
        assert old in ADOPTION
        paths.append(tmp_path / f"{index}.yaml")
        paths[-1].write_text(ADOPTION.replace(old, new) if old else ADOPTION, "utf-8")
    theirs = {
        (Path(each["source"]).name, each["code"], tuple(map(str, each["path"])))
        for each in run(paths, ruleset, seconds=120)
    }
    active = read_ruleset(ruleset).for_document("a.yaml")
    ours = {
        (path.name, each.rule, tuple(pointers.split(each.location.pointer)))
        for path in paths
        for each in lint(inventory_of_bytes(path.read_bytes(), path.name), active)
    }
    assert ours == theirs
