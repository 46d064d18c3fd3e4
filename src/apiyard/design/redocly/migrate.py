"""Configuration of Redocly CLI in, a ruleset and what could not be translated out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.reading.builtin_ruleset import builtin_definition
from apiyard.design.redocly import preset
from apiyard.design.redocly.assertion import translate
from apiyard.design.redocly.equal import ALWAYS, DIFFERENT, EQUAL
from apiyard.design.redocly.settle import Read, Settled, settle

_EXTENDS = ("spectral:oas", "spectral:arazzo", "apiyard:redocly")
_RANK = {"off": 0, "warn": 1, "error": 2}
_KNOWN = {
    *("extends", "rules", "apis", "plugins", "preprocessors", "decorators", "lint", "styleguide"),
    *(f"{each}Rules" for each in ("oas2", "oas3_0", "oas3_1", "oas3_2", "arazzo1", "arazzo1_1", "overlay1")),
    *(f"{each}Rules" for each in ("async2", "async3", "openrpc1", "graphql")),
}


@dataclass(frozen=True, slots=True)
class Migration:
    """A translated configuration.

    Args:
        ruleset: the ruleset as data.
        notes: what could not be translated, or is not quite the same; one sentence each.
    """

    ruleset: dict[str, Json]
    notes: tuple[str, ...]


def migrate(config: Json, read: Read, *, ignored: Json = None) -> Migration:
    """Translate a configuration of Redocly CLI 2.

    Args:
        config: the content of ``redocly.yaml``.
        read: reads other files that it extends, by their path as written.
        ignored: the content of ``.redocly.lint-ignore.yaml``; None when there is none.

    Returns:
        The ruleset and the notes.

    Raises:
        InvalidInputError: it is no configuration.
    """
    if not isinstance(config, dict):
        raise InvalidInputError("the configuration must be an object", hint="such as extends: [recommended]")
    config = _lifted(config)
    settled = Settled()
    settle(config, settled, read)
    unread = [key for key in config if key not in _KNOWN and not key.startswith("x-")]
    if unread:
        settled.notes.append(f"not about rules, left out: {', '.join(unread)}")
    notes = settled.notes
    ruleset: dict[str, Any] = {
        "extends": [[name, "off"] for name in _EXTENDS],
        "rules": _rules(settled, notes, everything=False),
    }
    overrides = [*_apis(config.get("apis"), settled, read, notes=notes), *_ignored(ignored, notes)]
    if overrides:
        ruleset["overrides"] = overrides
    return Migration(ruleset, tuple(dict.fromkeys(notes)))


def _lifted(config: Mapping[str, Any]) -> dict[str, Any]:
    """Take the part about rules out of the members that held it in version 1."""
    lifted = dict(config)
    for key in ("lint", "styleguide"):
        inner = lifted.pop(key, None)
        if isinstance(inner, dict):
            lifted = {**inner, **lifted}
    return lifted


def _known() -> frozenset[str]:
    return frozenset(rule for name in _EXTENDS for rule in builtin_definition(name).rules or ())


def _rules(settled: Settled, notes: list[str], *, everything: bool) -> dict[str, Any]:
    """Give the rules in the field's format; those that are off only where something is there to turn off."""
    rules: dict[str, Any] = {}
    for name, severity in settled.severities.items():
        if severity == "off" and not everything:
            continue
        targets = _targets(name, severity, notes)
        for target in targets:
            if target not in rules or _RANK[severity] > _RANK[_severity(rules[target])]:
                rules[target] = severity
        if name in settled.options:
            _options(name, settled.options[name], rules, notes=notes)
    for name, rule in settled.assertions.items():
        if rule["severity"] == "off":
            continue
        made, left = translate(rule)
        if made is not None:
            rules[name] = made
        if left:
            notes.append(f"{name}: {'not translated: ' if made is None else ''}{left}")
    return rules


def _targets(name: str, severity: str, notes: list[str]) -> tuple[str, ...]:
    """Give the rules that stand for one of Redocly's."""
    if name in ALWAYS:
        if severity != "error":
            notes.append(f"{name}: references that mean nothing are always errors (invalid-ref)")
        return ()
    known = _known()
    found = tuple(target for target in EQUAL.get(name, (name,)) if target in known)
    if found:
        if name in DIFFERENT and severity != "off":
            notes.append(f"{name}: now {', '.join(found)}; {DIFFERENT[name]}")
        return found
    if severity != "off":
        why = "no rule stands for it" if name in preset.names() else "it is no rule of Redocly's own"
        notes.append(f"{name}: not translated: {why}")
    return ()


def _options(name: str, options: dict[str, Any], rules: dict[str, Any], *, notes: list[str]) -> None:
    if name in rules and name not in EQUAL:
        rules[name] = {"severity": _severity(rules[name]), "then": {"functionOptions": options}}
    else:
        notes.append(f"{name}: its options are left out: {', '.join(options)}")


def _severity(rule: Any) -> str:
    return str(rule["severity"] if isinstance(rule, dict) else rule)


def _apis(apis: Any, settled: Settled, read: Read, *, notes: list[str]) -> list[dict[str, Any]]:
    """Give an override for each API that is asked something else."""
    found: list[dict[str, Any]] = []
    for name, api in apis.items() if isinstance(apis, dict) else ():
        told = _lifted(api) if isinstance(api, dict) else {}
        root = told.get("root")
        layer = settled.copy()
        settle(told, layer, read, where=f"apis/{name}: ")
        notes += layer.notes
        changed = Settled(
            {rule: level for rule, level in layer.severities.items() if settled.severities.get(rule) != level},
            {rule: told for rule, told in layer.options.items() if settled.options.get(rule) != told},
            {rule: told for rule, told in layer.assertions.items() if settled.assertions.get(rule) != told},
        )
        changed.severities.update({rule: layer.severities[rule] for rule in changed.options})
        rules = _rules(changed, notes, everything=True)
        if rules and isinstance(root, str):
            found.append({"files": [root.removeprefix("./")], "rules": rules})
        elif rules:
            notes.append(f"apis/{name}: not translated: it has no root")
    return found


def _ignored(ignored: Json, notes: list[str]) -> list[dict[str, Any]]:
    """Turn places that are ignored into overrides for pointers."""
    found: list[dict[str, Any]] = []
    for file, rules in ignored.items() if isinstance(ignored, dict) else ():
        for name, pointers in rules.items() if isinstance(rules, dict) else ():
            targets = _targets(str(name), "off", notes) or (
                (str(name),) if str(name).startswith(("rule/", "assert/")) else ()
            )
            if not targets:
                notes.append(f"{file}: what is ignored of {name} has no rule here")
                continue
            places = [
                f"{file}{pointer}" for pointer in pointers if isinstance(pointer, str) and pointer.startswith("#")
            ]
            if places:
                found.append({"files": places, "rules": dict.fromkeys(targets, "off")})
    return found
