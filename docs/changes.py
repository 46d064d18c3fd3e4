# ruff: noqa: INP001 - a part of a program on its own, not a package
"""The pages of the reference about comparing contracts: checks, verdicts, forms, and the ids of another tool."""

from __future__ import annotations

import fnmatch
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from apiyard.design.cause import Strictness, Verdict
from apiyard.design.check import Check, checks
from apiyard.design.diff_form import diff_forms

ROOT = Path(__file__).resolve().parents[1]
FACTS = ROOT.parent / "shared" / "facts" / "oasdiff_checks.json"
REASONS = ROOT / "docs" / "oasdiff.toml"
_MARKS = {Verdict.BREAKING: "**breaking**", Verdict.UNKNOWN: "unknown", Verdict.SAFE: "safe"}
_LONGEST = 90
_AREAS = {
    "document": "The whole document",
    "path": "Paths",
    "operation": "Operations",
    "parameter": "Parameters",
    "body": "Bodies of requests",
    "media-type": "Media types",
    "response": "Responses",
    "header": "Headers of responses",
    "link": "Links",
    "callback": "Callbacks",
    "security": "Security",
    "schema": "Schemas",
}
_READINGS = """\
A verdict answers one question. For requests: does the new contract accept all that the old one accepted? For
responses: does the old contract allow all that the new one may send? What must keep working is chosen by name:

- **wire** (the default): old clients keep working. Clients send only what the contract declares, so a new optional
  property does not break a request whose object was open; and they ignore what they do not know, so a new property of
  a response breaks nobody. A status that the contract does not name is handled as its class is (RFC 9110, section
  15).
- **wire-strict**: containment taken literally. An open object holds any property, so a new property of another type
  breaks; servers refuse parameters that they do not declare, and clients statuses that they do not know.
- **source**: as wire, and what generators make of the contract keeps its names and types.

A promise that is not kept (a removal without deprecation, or before its sunset) breaks under each of them. A cell
with one word says the same under all three.
"""


def pages(note: str) -> dict[str, str]:
    """Give the pages by their file names.

    Args:
        note: what stands at the top of each.
    """
    made = {
        "checks.md": note + _checks(),
        "verdicts.md": note + _verdicts(),
        "diff-forms.md": note + _forms(),
    }
    mapping = _oasdiff(note)
    return {**made, "oasdiff.md": mapping} if mapping else made


def _checks() -> str:
    parts = [
        "# Checks\n\n",
        (
            "`apiyard diff` notices changes by these; `apiyard checks CHECK` shows one at the terminal. Whether a "
            "change breaks is not decided by its kind, but by meaning ([verdicts](verdicts.md)); `--level CHECK=off`, "
            "or `diff.levels` in a file, sets a check by hand.\n\n"
        ),
    ]
    for area, title in _AREAS.items():
        found = [each for each in checks().values() if each.area == area]
        if found:
            parts.append(f"## {title}\n\n")
            parts += [_check(each) for each in found]
    return "".join(parts).rstrip() + "\n"


def _check(check: Check) -> str:
    text = f"### {check.id}\n\n{_prose(check.what)} {_prose(check.why)}\n\n"
    if check.examples:
        text += "| example | old | new | requests | responses |\n|---|---|---|---|---|\n"
        for each in check.examples:
            old, new = _differing(each.old, each.new)
            told = f"{_told(each.request)} | {_told(each.response)}"
            text += f"| {_cell(each.name)} | {_code(old)} | {_code(new)} | {told} |\n"
        text += "\n"
    return text


def _verdicts() -> str:
    parts = [
        "# Verdicts\n\nWhat each kind of change means, to argue with. The tests hold the program to this table.\n\n",
        _READINGS,
        "\n",
    ]
    for area, title in _AREAS.items():
        rows = list(_rows(each for each in checks().values() if each.area == area))
        if rows:
            parts.append(f"## {title}\n\n| change | example | requests | responses |\n|---|---|---|---|\n")
            parts += [*rows, "\n"]
    return "".join(parts).rstrip() + "\n"


def _rows(found: Iterable[Check]) -> Iterator[str]:
    for check in found:
        link = f"[{_cell(check.what.rstrip('.'))}](checks.md#{check.id})"
        for at, each in enumerate(check.examples):
            told = f"{_told(each.request)} | {_told(each.response)}"
            yield f"| {link if at == 0 else ''} | {_cell(each.name)} | {told} |\n"


def _told(verdicts: Mapping[Strictness, Verdict]) -> str:
    words = [_MARKS[verdicts[each]] for each in Strictness if each in verdicts]
    if not words:
        return "–"
    if len(set(words)) == 1:
        return words[0]
    return "<br>".join(f"{each.value}: {_MARKS[verdicts[each]]}" for each in Strictness if each in verdicts)


def _differing(old: Any, new: Any) -> tuple[Any, Any]:
    """Leave out what both say in the same words, where that is much."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return old, new
    if len(json.dumps(old)) <= _LONGEST and len(json.dumps(new)) <= _LONGEST:
        return old, new
    left, right = {}, {}
    for name in {**old, **new}:
        if name not in old:
            right[name] = new[name]
        elif name not in new:
            left[name] = old[name]
        elif old[name] != new[name]:
            left[name], right[name] = _differing(old[name], new[name])
    return left, right


def _code(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return f"`{text.replace('|', '¦').replace('`', chr(39))}`"


def _prose(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# Forms ---------------------------------------------------------------------------------------------------------------

_JSON = """\
## The members of json

| member | meaning |
|---|---|
| `version` | the version of apiyard |
| `failed` | whether the exit code is 1 |
| `verdict` | the worst of all comparisons, accepted changes too: breaking, unknown or safe |
| `bump` | the part of the version that the changes ask for: none, patch, minor or major |
| `counts` | changes that count, by `breaking`, `unknown`, `safe` and `documentation` |
| `comparisons` | one for each pair of contracts |

Each comparison:

| member | meaning |
|---|---|
| `name`, `presence` | what it is called; `both`, `added` or `removed` |
| `old`, `new` | `name` as typed, git `revision`, `title`, `version` and `digest` of each contract |
| `strictness`, `verdict`, `bump`, `fail_on`, `failed`, `counts` | how it was read, and what came of it |
| `changes` | the changes: breaking first, then unknown, safe, documentation |
| `notes` | what else people are told |

Each change:

| member | meaning |
|---|---|
| `check`, `message` | what noticed it, and one sentence |
| `verdict`, `documentation` | what it means, and whether only people read it |
| `fingerprint` | 16 hexadecimal digits that stay while the change stays the same |
| `before`, `after` | the old and the new value; null when there is none |
| `old`, `new` | `document`, `line`, `column`, `end_line`; `pointer` into the bundled contract |
| `is_around` (in both) | whether it is only the place around the change |
| `sides` | `direction`, `verdict`, `reason` and `proof` for requests and responses |
| `reach` | where it reaches, the nearest first: `operations` that are reached alike, and `at` |
| `operations` (in each of these) | the id of each operation by its call, such as `GET /orders` |
| `at` (in each of these) | the places, the nearest first: `position`, `direction` and `path` |
| `accepted` | `by`, `reason` and `until`, when it was accepted |

A proof is one of:

| `kind` | members |
|---|---|
| `exchange` | `violation`, `pointer`, `value`, `curl` and `case`: the exchange as a test that is kept |
| `symbol` | `symbol`, `before`, `after`: a name in generated code |
| `promise` | `promise`, `where`, `broken` |
"""


def _forms() -> str:
    parts = [
        (
            "# Forms of reports about changes\n\n`apiyard diff --format NAME`; several at once with "
            "`--output NAME=FILE` for each.\n\n"
        )
    ]
    for each in diff_forms().values():
        names = ", ".join(f"`{name}`" for name in each.names)
        also = f" Also called {names}." if names else ""
        parts.append(f"## {each.id}\n\n{each.why} Written to files that end in `{each.suffix}`.{also}\n\n")
    parts.append(_JSON)
    return "".join(parts).rstrip() + "\n"


# The ids of another tool ---------------------------------------------------------------------------------------------


def coverage() -> dict[str, tuple[tuple[str, ...], str]] | None:
    """Give for each id of oasdiff's checks the checks here that cover it, and the reason or remark about it.

    Returns:
        By id, in the order of the list; None where the list is not at hand.
    """
    if not FACTS.is_file():
        return None
    covering: dict[str, list[str]] = {}
    for check in checks().values():
        for id_ in check.oasdiff:
            covering.setdefault(id_, []).append(check.id)
    told = tomllib.loads(REASONS.read_text(encoding="utf-8"))
    found = {}
    for each in json.loads(FACTS.read_text(encoding="utf-8")):
        id_ = each["id"]
        also = [name for pattern, names in told["covered"].items() if fnmatch.fnmatch(id_, pattern) for name in names]
        why = next((text for pattern, text in told["reasons"].items() if fnmatch.fnmatch(id_, pattern)), "")
        found[id_] = (tuple(dict.fromkeys([*covering.get(id_, ()), *also])), why)
    return found


def _oasdiff(note: str) -> str:
    found = coverage()
    if found is None:
        page = ROOT / "docs" / "reference" / "oasdiff.md"
        return page.read_text(encoding="utf-8") if page.is_file() else ""
    levels = {each["id"]: each["level"] for each in json.loads(FACTS.read_text(encoding="utf-8"))}
    covered = sum(bool(names) for names, _ in found.values())
    parts = [
        note,
        "# The checks of oasdiff, and ours\n\n",
        (
            f"oasdiff (state of August 2026) tells {len(found)} kinds of changes by id. {covered} of them are covered "
            "by a check here; why the others are not is said. One check here covers many ids, since it notices a "
            "change wherever it stands, and decides by meaning what it does: the level there is "
            "what oasdiff gives by default.\n\n"
            "| id | level there | covered here by |\n|---|---|---|\n"
        ),
    ]
    for id_, (names, why) in found.items():
        links = ", ".join(f"[`{name}`](checks.md#{name})" for name in names)
        told = "; ".join(filter(None, (links, _cell(why)))) or "not covered"
        parts.append(f"| `{id_}` | {levels[id_]} | {told} |\n")
    return "".join(parts)
