"""ARCHITECTURE.md and CONTRIBUTING.md are held against the code."""

from __future__ import annotations

import ast
import re
import tomllib

from apiyard.access import keys
from apiyard.access.key_intent import KIND
from apiyard.core.evidence import Verdict
from apiyard.gateway.delta import Step
from apiyard.observe.schema import COLUMNS
from apiyard.release.gate import gates
from apiyard.server.loop import loops
from apiyard.wiring.desired import KINDS
from tests.house.test_entry import entry_files
from tests.house.tree import PACKAGE, ROOT, source_modules

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# The first file of an agent's ring is named by its purpose when the program runs.
NAMED_LATER = {"consumers.json", "seals.json"}


def test_the_floors_are_those_of_the_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    wanted = [re.findall(r"\w+", layer) for layer in layers]
    block = PAGE.partition("## Floors")[2].split("```")[1]
    names = {name for layer in wanted for name in layer}
    told = [[word for word in re.findall(r"\w+", line) if word in names] for line in block.strip().splitlines()]
    # Words that explain a floor stand after it, and may be names of floors too.
    told = [line[: len(layer)] for line, layer in zip(told, wanted, strict=True)]
    assert told == wanted


def test_the_rooms_are_the_folders():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    rooms = next(re.findall(r"\w+", layer) for layer in layers if "design" in layer)
    assert _column(_section("Floors"), 0) == rooms


def test_the_loops_are_all_named():
    told = re.search(r"under a lease:\n(.+)\n", PAGE)
    assert told
    assert re.findall(r"`([\w-]+)`", told[1]) == list(loops())


def test_the_kinds_of_intents_are_those_that_are_written():
    assert set(_column(_section("Intents"), 0)) == _kinds_written()


def test_apply_owns_the_first_kinds():
    assert _column(_section("Intents"), 0)[: len(KINDS)] == list(KINDS)


def test_verdicts_columns_and_claims_are_complete():
    assert all(f"`{verdict.value}`" in _section("The ledger") for verdict in Verdict)
    told = _section("Traffic records").partition("\n\n")[0]
    assert re.findall(r"`(\w+)`", told) == list(COLUMNS)
    claims = {claim for cell in re.findall(r"^\| (`.+?) \|", _section("Keys"), re.MULTILINE) for claim in _ticked(cell)}
    assert claims == keys._CLAIMS


def test_the_order_of_pushes_has_all_steps():
    steps = re.findall(r"^\d\. ", _section("The gateway"), re.MULTILINE)
    assert len(steps) == len(Step) - 1  # DONE is no step of the way


def test_the_views_are_all_named():
    told = re.search(r"`wiring/views/` reads for the portal: (.+), one file a page", PAGE)
    assert told
    names = sorted(path.stem for path in (PACKAGE / "wiring" / "views").glob("*.py") if path.stem != "__init__")
    assert _ticked(told[1]) == names


def test_the_files_on_disk_are_named_by_the_code():
    text = "\n".join(module.text for module in source_modules())
    block = _section("Files").split("```")[1]
    told = set(re.findall(r"\b[a-z-]+\.(?:json|db|lock|log|port|sock|yaml)\b", block)) - NAMED_LATER
    assert len(told) > 15
    lost = {name for name in told if name not in text and name.rpartition(".")[0] not in text}
    assert not lost


def test_every_folder_of_entries_is_in_the_table():
    folders = {"/".join(module.folder) for module in entry_files()}
    told = set(re.findall(r"^\| .+? \| `(src/[\w/]+)/NAME", CONTRIBUTING, re.MULTILINE))
    groups = {folder.removesuffix("/GROUP") for folder in told if folder.endswith("/GROUP")}
    lost = {folder for folder in folders - told if folder.rpartition("/")[0] not in groups | told}
    assert not lost, f"not in CONTRIBUTING.md: {lost}"
    assert all((ROOT / folder).is_dir() for folder in told - {f"{group}/GROUP" for group in groups} | groups)


def test_types_in_the_table_exist():
    rows = re.findall(r"^\| .+? \| `src/[\w/]+/NAME.+? \| `(\w+)` \| `([\w/]+\.py)` \|", CONTRIBUTING, re.MULTILINE)
    assert len(rows) > 8
    for constant, path in rows:
        assert (PACKAGE / path).exists(), path
        assert constant.lower() == (PACKAGE / path).stem, f"{constant} is not named like {path}"


def test_counts_in_words_are_right():
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").lower()
    assert f"{words[len(gates())]} gates" in changes


def _section(title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"ARCHITECTURE.md has no section {title}"
    return found[1].strip()


def _column(section: str, number: int) -> list[str]:
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    return [row[number].strip().strip("`") for row in rows]


def _ticked(text: str) -> list[str]:
    return re.findall(r"`(\w+)`", text)


def _kinds_written() -> set[str]:
    """Find the kinds that changes to intents name, and those that the files own."""
    found = {*KINDS, KIND}
    for module in source_modules():
        if module.folder[-1] not in {"wiring", "views", "routes", "loops"}:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and node.args and _is_change(node.func):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def _is_change(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "Change"
    return isinstance(function, ast.Attribute) and function.attr == "change"
