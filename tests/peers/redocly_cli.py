"""What the real Redocly CLI, pinned and from npm, says of documents, and where apiyard differs on purpose."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from apiyard.design.lint import lint
from apiyard.design.read_ruleset import read_ruleset
from apiyard.design.redocly.migrate import migrate
from apiyard.spec import pointer
from apiyard.spec.inventory import Inventory, open_inventory
from apiyard.spec.limits import Limits
from tests.parts import ROOT
from tests.peers import spectral
from tests.peers.difference import OURS, THEIRS
from tests.peers.verdict import Verdicts

CORPUS = ROOT / "tests" / "corpus" / "lint-redocly"
GOLDEN = ROOT / "tests" / "golden" / "lint" / "redocly"
CONFIGS = ("all", "options")
_PINS = Path(__file__).parent / "redocly"
_ROOMY = Limits(max_yaml_nodes=5_000_000)
_LAST_ENTERED = "Redocly CLI judges by the list of the schema that it entered last, which may be another one"
_LIST = "Redocly CLI tells the object around the list, apiyard the media type in it"
_INNER_PATH = "behind a callback Redocly CLI holds the callback's address for the path that an exception names"
# Document, verdict (both as globs), who alone says it, and why that is meant.
DIFFERENCES = (
    ("*", "warn required-string-property-missing-min-length #*", THEIRS, _LAST_ENTERED),
    ("*", "warn required-string-property-missing-min-length #*", OURS, _LAST_ENTERED),
    ("swagger.yaml", "warn re*-mime-type #*/0", OURS, _LIST),
    ("swagger.yaml", "warn re*-mime-type #*/1", OURS, _LIST),
    ("swagger.yaml", "warn re*-mime-type #*", THEIRS, _LIST),
    ("responses.yaml", "error security-defined #/paths/~1pets/delete", THEIRS, _INNER_PATH),
)


def documents() -> list[Path]:
    """Give the small documents."""
    return [*sorted((CORPUS / "documents").glob("*.yaml")), CORPUS / "several" / "main.yaml"]


def run(paths: Sequence[Path], config: Path, *, seconds: float = 120) -> list[list[dict[str, Any]]]:
    """Lint documents with Redocly CLI, in one process.

    Args:
        paths: the main documents.
        config: its configuration.
        seconds: how long it may take.

    Returns:
        What it found in each document.
    """
    home = spectral.install(_PINS)
    command = [
        *("node", "--max-old-space-size=6000", str(home / "node_modules/@redocly/cli/bin/cli.js"), "lint"),
        *map(str, paths),
        *("--config", str(config), "--format", "json", "--max-problems", "1000000"),
    ]
    environment = {**os.environ, "NO_COLOR": "1", "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=seconds, env=environment, cwd=ROOT
    )
    decoder, text, found = json.JSONDecoder(), done.stdout.strip(), []
    while text:
        answer, end = decoder.raw_decode(text)
        found.append(answer["problems"])
        text = text[end:].strip()
    if len(found) != len(paths):
        raise spectral.SpectralError(done.stderr[-2_000:])
    return found


def theirs(paths: Sequence[Path], config: Path) -> Verdicts:
    """Give the verdicts of Redocly CLI, each at the nearest place that exists."""
    said: Verdicts = set()
    for path, problems in zip(paths, run(paths, config), strict=True):
        inventory = open_inventory(str(path), limits=_ROOMY)
        for each in problems:
            place = each["location"][0]
            uri = os.path.normpath(ROOT / place["source"]["ref"])
            where = place["pointer"].removeprefix("#")
            said.add(_verdict(inventory, uri, where, path=path, told=f"{each['severity']} {each['ruleId']}"))
    return said


def ours(paths: Iterable[Path], config: Path, folder: Path) -> Verdicts:
    """Give the verdicts of apiyard under the ruleset that the configuration is translated to.

    Args:
        paths: the main documents.
        config: the configuration of Redocly CLI.
        folder: where the ruleset may be written.
    """
    ruleset = folder / f"{config.stem}.ruleset.yaml"
    ruleset.write_text(yaml.safe_dump(migrate(yaml.safe_load(config.read_text("utf-8")), _nothing).ruleset), "utf-8")
    loaded = read_ruleset(ruleset)
    said: Verdicts = set()
    for path in paths:
        inventory = open_inventory(str(path), limits=_ROOMY)
        for each in lint(inventory, loaded.for_document(str(path))):
            if each.rule not in {"invalid-ref", "parser"}:
                told = f"{each.severity} {each.rule}"
                uri = os.path.normpath(each.location.document)
                said.add(_verdict(inventory, uri, each.location.pointer, path=path, told=told))
    return said


def judge(said: Verdicts, real: Verdicts) -> list[str]:
    """Give the verdicts of one side that no difference on purpose explains."""
    wrong = []
    for side, alone in ((OURS, said - real), (THEIRS, real - said)):
        for document, verdict in sorted(alone):
            if not any(
                side == each[2] and fnmatchcase(document, each[0]) and fnmatchcase(verdict, each[1])
                for each in DIFFERENCES
            ):
                wrong.append(f"only {side}: {document}: {verdict}")
    return wrong


def _nothing(path: str) -> Any:
    raise AssertionError(path)


def _verdict(inventory: Inventory, uri: str, where: str, *, path: Path, told: str) -> tuple[str, str]:
    known = {os.path.normpath(name): document for name, document in inventory.documents.items()}
    value, kept = known[uri].value, []
    for token in pointer.split(where.rstrip("/")):
        key = int(token) if isinstance(value, list) and token.isdecimal() else token
        try:
            value = value[key]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        kept.append(key)
    part = "" if uri == os.path.normpath(path) else f"{Path(uri).name}: "
    return path.name, f"{part}{told} #{pointer.build(kept)}"
