"""Redocly's configuration with all that it extends, settled to one severity and one set of options for each rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.core.noun import dataclass, field
from apiyard.design.redocly.preset import PRESETS, preset

_RULES = (
    "rules",
    "oas2Rules",
    "oas3_0Rules",
    "oas3_1Rules",
    "oas3_2Rules",
    "arazzo1Rules",
    "arazzo1_1Rules",
    "overlay1Rules",
)
_OTHER = ("async2Rules", "async3Rules", "openrpc1Rules", "graphqlRules")
_CODE = ("plugins", "preprocessors", "decorators")
_MAX_DEPTH = 10
Severities = ("off", "warn", "error")

Read = Callable[[str], Json]
"""Reads another file of configuration by its path as written."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is asked in the end.

    Args:
        severities: off, warn or error by rule.
        options: options by rule.
        assertions: configurable rules by name.
        notes: what could not be translated.
    """

    severities: dict[str, str] = field(default_factory=dict)
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    assertions: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def copy(self) -> Settled:
        """Give a copy to lay something over, without the notes."""
        return Settled(dict(self.severities), dict(self.options), dict(self.assertions))


def settle(config: Mapping[str, Any], into: Settled, read: Read, *, where: str = "", depth: int = 0) -> None:
    """Lay a configuration over what is settled so far.

    Args:
        config: the part of the configuration that holds ``extends`` and ``rules``.
        into: what is settled so far.
        read: reads the files that it extends.
        where: what the notes call it.
        depth: how many files extend it.

    Raises:
        InvalidInputError: a severity is none, or files extend each other too deeply.
    """
    if depth > _MAX_DEPTH:
        raise InvalidInputError("configurations extend each other too deeply", where=where)
    extended = config.get("extends") or []
    for each in extended if isinstance(extended, list) else [extended]:
        _extend(str(each), into, read, where=where, depth=depth)
    for key in _CODE:
        if config.get(key):
            into.notes.append(f"{where}{key}: code of plugins is not run; {_few(config[key])}")
    for key in _OTHER:
        if config.get(key):
            into.notes.append(f"{where}{key}: documents of this kind are not supported")
    for section in _RULES:
        rules = config.get(section)
        for name, value in rules.items() if isinstance(rules, dict) else ():
            _rule(str(name), value, into, where=f"{where}{section}", only=section != "rules")


def _extend(name: str, into: Settled, read: Read, *, where: str, depth: int) -> None:
    severities = preset(name)
    if severities is not None:
        into.severities.update(severities)
    elif name == "diff-recommended":
        return
    elif name.endswith((".yaml", ".yml", ".json")) and "://" not in name:
        told = read(name)
        if isinstance(told, dict):
            settle(told, into, read, where=f"{name}: ", depth=depth + 1)
    else:
        into.notes.append(f"{where}extends: {name} is not known; known: {', '.join(PRESETS)} and files")


def _rule(name: str, value: Any, into: Settled, *, where: str, only: bool) -> None:
    options = {key: told for key, told in value.items() if key != "severity"} if isinstance(value, dict) else {}
    severity = value.get("severity", "error") if isinstance(value, dict) else value
    if severity not in Severities:
        raise InvalidInputError(
            "this is no severity", where=f"{where}/{name}", piece=repr(severity), hint="off, warn, error"
        )
    if name.startswith(("rule/", "assert/")):
        into.assertions[name] = {**options, "severity": severity}
        return
    if only:
        into.notes.append(f"{where}: {name} counts for all formats here")
    into.severities[name] = severity
    if options:
        into.options[name] = options


def _few(value: Any) -> str:
    names = [str(each) for each in value]
    return ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
