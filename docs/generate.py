# ruff: noqa: INP001 - a program on its own, not a package
"""Writes docs/reference, and parts of other documents, from the code.

``python docs/generate.py`` writes; with ``--check`` it only tells what is stale.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, cast, get_type_hints

import typer

from apiyard.cli.build import build
from apiyard.cli.life import LIFE
from apiyard.core.catalog import scan
from apiyard.core.evidence import EvidenceKind, Verdict
from apiyard.deploy.strategy import strategies
from apiyard.deploy.target import targets
from apiyard.design.explain import Explained, explained
from apiyard.design.form import forms as lint_forms
from apiyard.design.ruleset import rulesets
from apiyard.gateway.policy import policies
from apiyard.portal.page import pages as portal_pages
from apiyard.release.gate import gates
from apiyard.server.app import create_app
from apiyard.server.loop import loops
from apiyard.server.metrics import Metrics
from apiyard.settings import workspace
from apiyard.settings.program import ProgramFile
from apiyard.verify.coverage.measure import measures
from apiyard.verify.form import Form
from apiyard.verify.kind import Kind

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from docs import changes, faults, injected, mocks, verifying, versions

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
SOURCE = ROOT / "src" / "apiyard"
NOTE = "<!-- Written by docs/generate.py from the code; do not edit. -->\n\n"

EVIDENCE: Mapping[EvidenceKind, str] = {
    EvidenceKind.LINT: "the rules were asked about a contract",
    EvidenceKind.CHANGE: "a contract was compared with the last released one",
    EvidenceKind.VERSION: "which version a change asks for",
    EvidenceKind.VERIFY_EXAMPLES: "the contract's own examples were sent to the started service",
    EvidenceKind.VERIFY_EDGES: "the boundaries of every constraint were asked of the started service",
    EvidenceKind.VERIFY_FUZZ: "generated requests were sent to the started service",
    EvidenceKind.VERIFY_STATEFUL: "sequences of requests were sent to the started service",
    EvidenceKind.VERIFY_ACCESS: "the started service was asked without credentials, and with wrong ones",
    EvidenceKind.APPROVAL: "a person approved or refused a bundle",
    EvidenceKind.RELEASE: "every gate said yes and the bundle was signed",
    EvidenceKind.RELEASE_REFUSED: "a gate said no",
    EvidenceKind.APPLY: "the files were made effective, or refused",
    EvidenceKind.DEPLOYMENT: "the instances of a version are healthy and known to the gateway",
    EvidenceKind.DEPLOYMENT_REMOVED: "a version was taken out of an environment",
    EvidenceKind.ROLLOUT_STARTED: "a rollout began",
    EvidenceKind.ROLLOUT_STEP: "a rollout changed the split, with the numbers that earned it",
    EvidenceKind.ROLLOUT_REPLAYED: "a new version was sent the kept cases before it got any call",
    EvidenceKind.ROLLOUT_ENDED: "a rollout ended, and why",
    EvidenceKind.ROLLBACK: "the former version got its traffic back",
    EvidenceKind.GATEWAY_REVISION: "a gateway serves another snapshot",
    EvidenceKind.GATEWAY_NACK: "a gateway refused an object; the fact is about its owner",
    EvidenceKind.GATEWAY_RESTART: "an Envoy ended and was started again",
    EvidenceKind.KEY_ISSUED: "a consumer got a key",
    EvidenceKind.KEY_REVOKED: "a key was revoked",
    EvidenceKind.CONSUMER: "something about a consumer changed",
    EvidenceKind.PLAN_OVERRIDE: "another plan counts than the one a key names",
    EvidenceKind.LIFECYCLE: "a version went to another stage",
    EvidenceKind.INTAKE_GAP: "traffic records are missing, and how many",
    EvidenceKind.NOTIFICATION: "a notice was delivered, or given up",
    EvidenceKind.SIGN_IN: "a person signed in to the portal",
    EvidenceKind.TRUST: "the trust in a workspace changed",
    EvidenceKind.WITHDRAWN: "an earlier fact does not count any more",
}


def pages() -> dict[str, str]:
    """Give every page of the reference by its file name."""
    made = {
        "settings.md": _settings(),
        "commands.md": _commands(),
        "http-api.md": _http_api(),
        "evidence.md": _evidence(),
        **_rules(),
        **changes.pages(NOTE),
        **versions.pages(NOTE),
        **faults.pages(NOTE),
        **injected.pages(NOTE),
        **mocks.pages(NOTE, _nouns),
        "forms.md": _entries(
            "Forms of lint reports",
            "`apiyard lint --format NAME`; several at once with `--output NAME=FILE` for each.",
            lint_forms().values(),
            more=_form,
        ),
        "gates.md": _entries(
            "Gates", "Every gate must say yes before a bundle is signed.", gates().values(), more=_chosen
        ),
        "policies.md": _entries(
            "Policies",
            "What can happen to a call at the gateway; options stand under `gateway.policies` of an api.yaml.",
            sorted(policies().values(), key=lambda each: (each.phase, each.id)),
            more=_policy,
        ),
        "targets.md": _entries(
            "Targets", "Where a service runs: `service.target` of an api.yaml.", targets().values(), more=_target
        ),
        "strategies.md": _entries(
            "Strategies",
            "How a new version replaces the old one: `rollout.strategy` of an api.yaml.",
            strategies().values(),
            more=_chosen,
        ),
        "verification.md": _verification(),
        "loops.md": _entries("Loops", "What the control plane keeps true by itself.", loops().values(), more=_loop),
        "pages.md": _entries("Pages", "What the portal shows.", portal_pages().values(), more=_page),
    }
    return {"README.md": _index(made), **made}


def blocks() -> dict[Path, str]:
    """Give the documents that hold a part made from the code, each as it should be."""
    architecture = ROOT / "ARCHITECTURE.md"
    text = _with_block(architecture.read_text(encoding="utf-8"), "wiring", _wiring())
    text = _with_block(text, "evidence", _evidence().partition("| kind")[2].join(("| kind", "")))
    decisions = ROOT / "decisions" / "README.md"
    index = _with_block(decisions.read_text(encoding="utf-8"), "decisions", _decisions())
    return {architecture: text, decisions: index}


def _with_block(text: str, name: str, block: str) -> str:
    begin, end = f"<!-- begin {name}: written by docs/generate.py -->\n", f"<!-- end {name} -->"
    before, _, rest = text.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"the block {name} is missing")
    return f"{before}{begin}{block.rstrip()}\n{end}{after}"


def _wiring() -> str:
    rows = ["| file | what it does |\n|---|---|\n"]
    for path in sorted((SOURCE / "wiring").glob("*.py")):
        if path.stem != "__init__":
            about = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").partition("\n")[0]
            rows.append(f"| `{path.stem}` | {_cell(about).replace('``', '`')} |\n")
    return "".join(rows)


def _decisions() -> str:
    found = sorted((ROOT / "decisions").glob("[0-9]*.md"))
    lines = []
    for path in found:
        number, _, title = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").partition(". ")
        lines.append(f"{number}. [{title}]({path.name})")
    return "\n".join(f"- {line}" for line in lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or tell which are stale."""
    wanted = pages()
    for path, text in blocks().items():
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"{path.relative_to(ROOT)} is stale; run: python docs/generate.py\n")
            return 1
    stale = [name for name, text in wanted.items() if _present(name) != text]
    stale += [path.name for path in sorted(REFERENCE.glob("*.md")) if path.name not in wanted]
    if "--check" in arguments:
        for name in stale:
            sys.stderr.write(f"docs/reference/{name} is stale; run: python docs/generate.py\n")
        return int(bool(stale))
    REFERENCE.mkdir(exist_ok=True)
    for name in stale:
        if name in wanted:
            (REFERENCE / name).write_text(wanted[name], encoding="utf-8")
        else:
            (REFERENCE / name).unlink()
        sys.stdout.write(f"docs/reference/{name}\n")
    return 0


def _present(name: str) -> str:
    path = REFERENCE / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _index(made: Mapping[str, str]) -> str:
    lines = [f"- [{_title(text)}]({name})" for name, text in made.items()]
    return f"{NOTE}# Reference\n\nMade from the code, so it says what the program does.\n\n" + "\n".join(lines) + "\n"


def _title(text: str) -> str:
    return next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))


# Settings ------------------------------------------------------------------------------------------------------------


def _settings() -> str:
    parts = [
        NOTE,
        "# Settings\n\n",
        (
            "A setting of the program stands under `settings:` in apiyard.yaml; the variable wins over the file, the "
            "flag over both. An unknown name is an error that names the nearest known one. Hyphens and underscores are "
            "the same in files.\n\n## Settings of the program\n\n"
        ),
    ]
    flags = _flags()
    for each in fields(ProgramFile):
        name = each.name.replace("_", "-")
        flag = f", flag `--{name}` of {flags[name]}" if name in flags else ""
        parts.append(
            f"### {name}\n\n{each.metadata['doc']}\n\n"
            f"Default `{each.default!r}`, variable `APIYARD_{each.name.upper()}`{flag}.\n\n"
        )
    parts.append(
        "### Other variables\n\n"
        "| variable | meaning |\n|---|---|\n"
        "| `APIYARD_WORKSPACE` | folder of apiyard.yaml, as `--workspace` |\n"
        "| `APIYARD_TOKEN` | your own API token; without it the operator's of this machine is used |\n"
        "| `NO_COLOR` | any value: no colours |\n"
        "| `XDG_DATA_HOME` | where signing keys and trust are kept (`apiyard/` in it) |\n"
        "| `XDG_RUNTIME_DIR` | where sockets are made; a short path |\n\n"
    )
    parts.append("## apiyard.yaml\n\n" + _nouns(workspace.WorkspaceFile))
    parts.append("## apis/NAME/api.yaml\n\n" + _nouns(workspace.ProductFile))
    return "".join(parts).rstrip() + "\n"


def _flags() -> dict[str, str]:
    found: dict[str, list[str]] = {}
    group = _group()
    for command in ("up", "server"):
        for param in group.commands[command].params:
            for option in param.opts:
                found.setdefault(option.removeprefix("--"), []).append(f"`{command}`")
    return {name: " and ".join(names) for name, names in found.items()}


def _nouns(noun: type[Any]) -> str:
    """Document a dataclass of a file, and those that its fields hold."""
    done: list[type[Any]] = []
    waiting = [noun]
    parts = []
    while waiting:
        now = waiting.pop(0)
        if now in done or now is ProgramFile:
            continue
        done.append(now)
        waiting += [each for hint in get_type_hints(now).values() for each in _inside(hint)]
        about = (inspect.getdoc(now) or "").partition("\n")[0]
        parts.append(f"### {now.__name__}\n\n{about}\n\n{_table(now)}\n")
    return "".join(parts)


def _inside(hint: Any) -> list[type[Any]]:
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [found for each in getattr(hint, "__args__", ()) for found in _inside(each)]


def _table(noun: type[Any]) -> str:
    told = _arguments(noun)
    hints = get_type_hints(noun)
    rows = ["| name | value | default | meaning |\n|---|---|---|---|\n"]
    for each in fields(noun):
        if each.default is not MISSING:
            default = f"`{_plain(each.default)}`"
        else:
            made = None if each.default_factory is MISSING else each.default_factory()
            default = "required" if made is None else "its defaults" if is_dataclass(made) else "empty"
        name = each.name.replace("_", "-")
        rows.append(f"| `{name}` | {_word(hints[each.name])} | {default} | {told.get(each.name, '')} |\n")
    return "".join(rows)


def _plain(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    if isinstance(value, tuple):
        return f"[{', '.join(_plain(each) for each in value)}]"
    return repr(value) if isinstance(value, str) and not value else str(value)


def _word(hint: Any) -> str:
    words = {str: "text", int: "whole number", float: "number", bool: "true or false", object: "any value"}
    if hint in words:
        return words[hint]
    if hint is ProgramFile:
        return "[settings](#settings-of-the-program)"
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    inner = [each for each in getattr(hint, "__args__", ()) if each is not Ellipsis]
    origin = getattr(hint, "__origin__", None)
    if origin is tuple:
        return f"list of {_word(inner[0])}"
    if inner and len(inner) == 2:
        return "options" if inner[1] is object else f"{_word(inner[1])} by name"
    return "name"


def _arguments(noun: type[Any]) -> dict[str, str]:
    """Read the Args part of a docstring in Google's form."""
    text = inspect.getdoc(noun) or ""
    found: dict[str, str] = {}
    inside, name = False, ""
    for line in text.splitlines():
        if not line.startswith(" "):
            inside = line == "Args:"
        elif inside and (match := re.match(r"    (\w+): (.*)", line)):
            name = match[1]
            found[name] = match[2].strip()
        elif inside and name:
            found[name] += f" {line.strip()}"
    return {key: value.replace("``", "`").replace("|", "\\|") for key, value in found.items()}


# Commands ------------------------------------------------------------------------------------------------------------


def _group() -> Any:
    # The builder is private since nobody else needs all commands at once.
    return typer.main.get_command(build([])[0])


def commands() -> dict[str, Any]:
    """Give every command and subcommand by its full name."""
    found: dict[str, Any] = {}
    group = _group()
    for name in (each for names in LIFE.values() for each in names):
        found[name] = group.commands[name]
        for sub, command in getattr(group.commands[name], "commands", {}).items():
            found[f"{name} {sub}"] = command
    return found


def _commands() -> str:
    parts = [
        NOTE,
        (
            "# Commands\n\nIn the order of an API's life. Exit codes: 0 fine, 1 findings, 2 wrong usage, 3 could not, "
            "130 interrupted. `--format json` gives one JSON value for programs; NO_COLOR is honoured. "
            "`apiyard --install-completion` teaches the shell.\n\n"
        ),
    ]
    known = commands()
    for stage, names in LIFE.items():
        parts.append(f"## {stage}\n\n")
        for name in names:
            parts += [_command(each, known[each]) for each in known if each == name or each.startswith(f"{name} ")]
    return "".join(parts).rstrip() + "\n"


def _command(name: str, command: Any) -> str:
    context = command.context_class(command, info_name=f"apiyard {name}", max_content_width=10_000)
    usage = " ".join(command.get_usage(context).removeprefix("Usage: ").split())
    text = f"### apiyard {name}\n\n{command.help}\n\n"
    more = inspect.getdoc(command.callback) if command.callback else ""
    if more and more != command.help and not hasattr(command, "commands"):
        text += f"{more}\n\n"
    text += f"```\n{usage}\n```\n\n"
    told = [param.get_help_record(context) for param in command.params]
    rows = [f"| `{_cell(first)}` | {_cell(second)} |\n" for first, second in filter(None, told)]
    return text + ("| | |\n|---|---|\n" + "".join(rows) + "\n" if rows else "")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# HTTP API ------------------------------------------------------------------------------------------------------------


def _http_api() -> str:
    document = create_app(cast("Any", None), Metrics(), hosts=()).openapi()
    parts = [
        NOTE,
        (
            "# HTTP API\n\nThe control plane's own API; `GET /api/openapi.json` of a running one gives the contract. "
            "All but health needs `Authorization: Bearer TOKEN` (`apiyard tokens create`) or a signed-in person; what "
            "changes something needs the role admin. Errors are problem details (RFC 9457) with a stable `code`.\n\n"
            "| call | operation | what it does |\n|---|---|---|\n"
        ),
    ]
    for path, item in sorted(document["paths"].items()):
        for method, operation in item.items():
            parts.append(f"| `{method.upper()} {path}` | `{operation['operationId']}` | {operation['summary']} |\n")
    parts.append("\n## Bodies\n\n")
    for name, schema in sorted(document["components"]["schemas"].items()):
        if name.endswith("Asked"):
            parts.append(f"### {name}\n\n| name | needed | meaning |\n|---|---|---|\n")
            for field, told in schema["properties"].items():
                needed = "yes" if field in schema.get("required", ()) else f"no, `{told.get('default')!r}`"
                parts.append(f"| `{field}` | {needed} | {_cell(told.get('description', told.get('title', '')))} |\n")
            parts.append("\n")
    return "".join(parts).rstrip() + "\n"


# Evidence ------------------------------------------------------------------------------------------------------------


def _evidence() -> str:
    told = speakers()
    parts = [
        NOTE,
        (
            "# Evidence\n\nA fact is a kind, a subject with the digest of its content, a verdict, numbers, who caused "
            "it and when. "
            f"Verdicts are {', '.join(f'`{each.value}`' for each in Verdict)}.\n\n"
            "| kind | says | told in |\n|---|---|---|\n"
        ),
    ]
    for kind in EvidenceKind:
        places = ", ".join(f"`{each}`" for each in told.get(kind.name, ())) or "nobody yet"
        parts.append(f"| `{kind.value}` | {EVIDENCE[kind]} | {places} |\n")
    return "".join(parts)


def speakers() -> dict[str, list[str]]:
    """Find the modules that name each evidence kind while they build an Evidence."""
    found: dict[str, list[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if not re.search(r"[Ee]vidence\(", text) or path.parent.name == "views":  # views only read
            continue
        names = {
            node.attr
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "EvidenceKind"
        }
        for name in names:
            found.setdefault(name, []).append(path.relative_to(SOURCE).as_posix())
    return found


# Entries -------------------------------------------------------------------------------------------------------------


def _entries(title: str, about: str, entries: Iterable[Any], *, more: Callable[[Any], str]) -> str:
    return f"{NOTE}# {title}\n\n{about}\n\n" + "\n".join(_entry(each, more) for each in entries)


def _entry(entry: Any, more: Callable[[Any], str]) -> str:
    text = f"## {entry.id}\n\n{entry.why}\n\n{more(entry)}"
    options = getattr(entry, "options", None)
    if options is not None and fields(options):
        text += f"| option | value | default | meaning |\n{_table(options).partition(chr(10))[2]}"
    return text.rstrip() + "\n"


def _rules() -> dict[str, str]:
    """Give an index of all rulesets with their rules, and a page for each ruleset."""
    known = explained()
    about = (
        "`apiyard lint` asks these about a contract; `apiyard rules RULE` shows one at the terminal. A ruleset "
        "[takes them by name](../how-to/write-a-ruleset.md).\n\n"
    )
    parts, made = [NOTE, "# Rules\n\n", about], {}
    for ruleset in rulesets().values():
        names = " or ".join(f"`{name}`" for name in ruleset.names)
        held = [each for each in known.values() if each.home == ruleset.names[0]]
        parts.append(f"## {ruleset.names[0]}\n\n{_capital(ruleset.why)}. Written in `extends` as {names}.\n\n")
        if ruleset.extends:
            parts.append(f"Stands on {', '.join(f'`{name}` ({mode})' for name, mode in ruleset.extends)}.\n\n")
        page = f"rules-{ruleset.id}.md"
        if held:
            parts.append("| rule | severity | recommended | fixable | why |\n|---|---|---|---|---|\n")
            parts += [_rule_row(each, page) for each in held] + ["\n"]
            made[page] = f"{NOTE}# Rules of {ruleset.names[0]}\n\n" + "\n".join(map(_rule, held))
    return {"rules.md": "".join(parts).rstrip() + "\n", **made}


def _rule_row(each: Explained, page: str) -> str:
    rule = each.rule
    link = f"[`{rule.name}`]({page}#{_anchor(rule.name)})"
    words = ("yes" if rule.recommended else "no", "yes" if each.fixable else "")
    return f"| {link} | {rule.severity.value} | {words[0]} | {words[1]} | {_cell(rule.why)} |\n"


def _anchor(heading: str) -> str:
    return re.sub(r"[^a-z0-9_ -]", "", heading.lower()).replace(" ", "-")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".")


def _rule(each: Explained) -> str:
    rule = each.rule
    held = ", ".join(f"`{name}` ({level.value if level else 'off'})" for name, level in each.held.items())
    facts = [
        f"Severity {rule.severity.value}; in {held}.",
        f"Clause: {rule.clause}." if rule.clause else "",
        f"For {', '.join(f'`{name}`' for name in rule.formats)}." if rule.formats else "",
        "Can be fixed." if each.fixable else "",
    ]
    given = "".join(f"    {path}\n" for path in rule.given)
    asked = "".join(f"- {_asked(then.field, then.function.name, then.options)}\n" for then in rule.then)
    shown = [("Bad", rule.bad), ("Good", rule.good)]
    blocks = [f"{word}:\n\n```yaml\n{inspect.cleandoc(texts[0])}\n```\n\n" for word, texts in shown if texts]
    text = f"## {rule.name}\n\n{_capital(rule.why)}. {' '.join(filter(None, facts))}\n\n"
    return f"{text}{given}\n{asked}\n{''.join(blocks)}".rstrip() + "\n"


def _asked(field: str, function: str, options: object) -> str:
    where = f" of `{field}`" if field else ""
    return f"`{function}`{where}" + (f" with `{json.dumps(options, ensure_ascii=False)}`" if options else "")


def _form(form: Any) -> str:
    names = ", ".join(f"`{name}`" for name in form.names)
    return f"Written to files that end in `{form.suffix}`." + (f" Also called {names}." if names else "") + "\n"


def _chosen(entry: Any) -> str:
    good = [f"- {each.says}" for each in entry.good]
    bad = [f"- not: {each.says}" for each in entry.bad]
    return "\n".join([*good, *bad]) + "\n\n" if good or bad else ""


def _policy(policy: Any) -> str:
    good = [f"`{policy.id}: {_flow(each)}`" for each in policy.good if each]
    return f"Acts in the phase {policy.phase.name.lower().replace('_', '-')}.\n\n" + (
        f"Such as {good[0]}.\n\n" if good else ""
    )


def _target(target: Any) -> str:
    return "Such as:\n\n" + "".join(f"- `{_flow(each)}`\n" for each in target.good) + "\n"


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(each) for each in value) + "]"
    return _plain(value)


def _loop(loop: Any) -> str:
    return f"Runs every {loop.seconds:g} s and after a nudge.\n"


def _page(page: Any) -> str:
    return f"{page.title}, at `{page.path}`.\n"


def _verification() -> str:
    parts = [NOTE, "# Verification\n\n## Kinds of cases\n\n"]
    for kind in scan("apiyard.verify.kinds", "KIND", Kind).values():
        parts.append(f"### {kind.id}\n\n{kind.why}\n\n")
        parts += [faults.found_by(kind.id), *(f"\nCannot find `{each}`.\n" for each in kind.misses), "\n"]
    parts.append(verifying.sections(_table))
    parts.append("## Measures of coverage\n\n")
    for measure in measures().values():
        parts.append(f"### {measure.id}\n\n{measure.why}\n\n")
        parts.append(f"- numerator: {measure.numerator}\n- denominator: {measure.denominator}\n\n")
    parts.append("## Forms of reports\n\n")
    parts += [f"### {form.id}\n\n{form.why}\n\n" for form in scan("apiyard.verify.forms", "FORM", Form).values()]
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
