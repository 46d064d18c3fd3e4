"""A file that holds a ruleset to a definition: Spectral 6's format, with what its migrator takes of format 5."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.noun import dataclass
from apiyard.design.reading import alias
from apiyard.design.reading.definition import OFF, Definition, Extension, Override, RuleText
from apiyard.design.reading.level import read_level
from apiyard.design.reading.old import rename_rules
from apiyard.design.reading.rule_text import Lookup, check_keys, check_url, read_formats, read_given, read_rule
from apiyard.design.reading.written import Part, Written
from apiyard.design.ruleset import Aliases, AliasTarget

_KEYS = (
    *("extends", "rules", "overrides", "aliases", "formats", "parserOptions", "documentationUrl", "description"),
    *("functions", "functionsDir", "except"),
)
_OVERRIDE = ("files", "extends", "rules", "aliases", "formats", "parserOptions", "documentationUrl", "description")
MAX_RULES = 10_000
"""How many rules one ruleset may hold."""
_MODES = ("all", "recommended", "off")
_PARSER = ("duplicateKeys", "incompatibleValues")

Extend = Callable[[Part], Definition]
"""Gives the ruleset that a place in ``extends`` names."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rulesets.

    Args:
        extend: reads the rulesets that are extended.
        functions: finds functions.
    """

    extend: Extend
    functions: Lookup

    def definition(self, origin: Written, part: Part | None = None) -> Definition:
        """Read a ruleset.

        Args:
            origin: the file.
            part: the ruleset in it; None for the whole file.

        Returns:
            What it says.

        Raises:
            InvalidInputError: something in it is wrong; names file, line and column.
        """
        whole = part or Part(origin, "", origin.document.value)
        value = whole.object("a ruleset")
        check_keys(whole, _KEYS, "ruleset")
        if not {"rules", "extends", "overrides", "except"} & value.keys():
            hint = 'write extends: "spectral:oas", or rules of your own'
            raise whole.wrong("a ruleset needs rules, extends or overrides", hint)
        said = self._said(whole)
        overrides = self._overrides(whole, said)
        return Definition(**{**said, "overrides": overrides}, origin=origin)

    def _said(self, whole: Part) -> dict[str, Any]:
        """Read the members that rulesets and overrides share."""
        value = whole.value
        said: dict[str, Any] = {}
        if "extends" in value:
            said["extends"] = self._extends(whole.member("extends"))
        if "aliases" in value:
            said["aliases"] = _aliases(whole.member("aliases"))
        if "formats" in value:
            said["formats"] = read_formats(whole.member("formats"))
        if "rules" in value:
            said["rules"] = self._rules(whole.member("rules"))
        if "parserOptions" in value:
            said["parser"] = _parser(whole.member("parserOptions"))
        if "documentationUrl" in value:
            check_url(whole.member("documentationUrl"))
            said["documentation_url"] = value["documentationUrl"]
        return said

    def _extends(self, part: Part) -> tuple[Extension, ...]:
        if not isinstance(part.value, list):
            return (Extension(self.extend(part)),)
        found = []
        for each in part.items("extends"):
            if not isinstance(each.value, list):
                found.append(Extension(self.extend(each)))
                continue
            if len(each.value) != 2 or each.value[1] not in _MODES:
                hint = 'such as ["spectral:oas", "all"]; known: all, recommended, off'
                raise each.wrong(
                    "here stand a ruleset and which of its rules are on", hint, piece=str(each.value)[:200]
                )
            found.append(Extension(self.extend(each.member(0)), each.value[1]))
        return tuple(found)

    def _rules(self, part: Part) -> dict[str, RuleText]:
        if len(part.object("rules")) > MAX_RULES:
            raise TooLargeError(f"a ruleset has more than {MAX_RULES} rules", where=part.where)
        rules = {name: read_rule(name, part.member(name), self.functions) for name in part.object("rules")}
        return rename_rules(rules)

    def _overrides(self, whole: Part, said: dict[str, Any]) -> tuple[Override, ...]:
        found = []
        if "overrides" in whole.value:
            parts = whole.member("overrides").items("overrides")
            if not parts:
                raise whole.member("overrides").wrong("the list of overrides is empty", "leave it out")
            found = [self._override(each, whole.origin, said) for each in parts]
        if "except" in whole.value:
            found += _exceptions(whole.member("except"))
        return tuple(found)

    def _override(self, part: Part, origin: Written, said: dict[str, Any]) -> Override:
        value = part.object("an override")
        check_keys(part, _OVERRIDE, "override", strict=False)
        if "files" not in value:
            raise part.wrong("an override needs files", 'such as files: ["v2/**/*.yaml"]')
        files = [each.text("a glob") for each in part.member("files").items("files")]
        if not files or not all(glob.partition("#")[0] for glob in files):
            raise part.member("files").wrong("files must be a list of globs that are not empty", "such as **#/paths")
        if any("#" in glob for glob in files):
            _check_pointed(part, files)
        elif not {"rules", "extends"} & value.keys():
            raise part.wrong("an override needs rules or extends")
        inner = self._said(part)
        _check_aliases(inner.get("rules") or {}, {**(said.get("aliases") or {}), **(inner.get("aliases") or {})})
        return Override(tuple(files), Definition(**inner, origin=origin))


def _check_pointed(part: Part, files: list[str]) -> None:
    """An override for pointers can give severities and nothing else."""
    if "rules" not in part.value:
        raise part.wrong("an override for pointers needs rules")
    others = [key for key in part.value if key not in ("files", "rules") and not key.startswith("x-")]
    if others and all("#" in glob for glob in files):
        raise part.member(others[0]).wrong("an override for pointers can hold rules only", piece=others[0])
    rules = part.member("rules")
    for name in rules.object("rules"):
        read_level(rules.member(name))


def _exceptions(part: Part) -> list[Override]:
    """Read the exceptions of format 5: by glob with pointer, the rules that are off there."""
    found = []
    for pattern in part.object("except"):
        place = part.member(pattern)
        rules = {
            each.text("a rule's name"): RuleText(each.value, part.origin, each.pointer, level=OFF)
            for each in place.items("the rules of an exception")
        }
        glob = f"**{pattern}" if pattern.startswith("#") else pattern
        found.append(Override((glob,), Definition(part.origin, rules=rules)))
    return found


def _parser(part: Part) -> dict[str, int]:
    check_keys(part, _PARSER, "list of parser options")
    return {key: read_level(part.member(key)) for key in part.value if key in _PARSER}


def _aliases(part: Part) -> Aliases:
    aliases = {name: _alias(name, part.member(name)) for name in part.object("aliases")}
    sizes: dict[str, int] = {}
    for name, targets in aliases.items():
        for given in (each for target in targets for each in target.given):
            try:
                alias.check_given(given, aliases, sizes)
            except InvalidInputError as error:
                error.where = part.member(name).where
                raise
    return aliases


def _alias(name: str, part: Part) -> tuple[AliasTarget, ...]:
    if not alias.NAME.fullmatch(name):
        raise part.wrong("the name of an alias has letters, digits, _ and -, and starts with a letter", piece=name)
    if not isinstance(part.value, dict):
        return (AliasTarget((), read_given(part)),)
    check_keys(part, ("targets", "description"), "alias", strict=False)
    targets = part.member("targets").items("targets") if "targets" in part.value else []
    if not targets:
        raise part.wrong("an alias for formats needs targets", "each with formats and given")
    return tuple(found for each in targets if (found := _target(each)).formats)


def _target(part: Part) -> AliasTarget:
    check_keys(part, ("formats", "given"), "target of an alias", strict=False)
    if "formats" not in part.value or "given" not in part.value:
        raise part.wrong("a target of an alias needs formats and given")
    return AliasTarget(read_formats(part.member("formats")), read_given(part.member("given")))


def _check_aliases(rules: Mapping[str, RuleText], aliases: Aliases) -> None:
    sizes: dict[str, int] = {}
    for text in rules.values():
        for given in text.changes.get("given", ()):
            try:
                alias.check_given(given, aliases, sizes)
            except InvalidInputError as error:
                error.where = text.origin.where(f"{text.pointer}/given")
                raise
