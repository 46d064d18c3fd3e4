"""A ruleset that was read, and what is in force for each document."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from apiyard.core.errors import InvalidInputError
from apiyard.core.finding import Severity
from apiyard.core.noun import dataclass, field, replace
from apiyard.design.reading import alias
from apiyard.design.reading.definition import OFF, Builtin, Definition, Extension
from apiyard.design.reading.glob import matches
from apiyard.design.reading.level import severity_of
from apiyard.design.reading.merge import Merged, Use, merge
from apiyard.design.ruleset import Active, ActiveRule
from apiyard.spec.source import is_remote

_MAX_CHECKED = 50_000

Pointers = Mapping[str, Mapping[str, Mapping[str, int]]]
"""By rule, glob and pointer: the level there."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A ruleset that was read with all that it stands on.

    Args:
        source: the ruleset as the user named it.
        definition: what it says.
        base: the folder that the globs of its overrides are relative to, or its address; None for built-in rulesets.
        functions: files in Python that stand beside the ruleset in the place of functions in JavaScript.
    """

    source: str
    definition: Definition
    base: str | None = None
    functions: tuple[Path, ...] = ()
    _known: dict[tuple[tuple[int, ...], ...], Active] = field(default_factory=dict, repr=False, compare=False)

    def for_document(self, path: str | Path) -> Active:
        """Give what is in force for a document, the overrides for it applied.

        Args:
            path: the path or address of the document; ``<stdin>`` or anything else that is no path matches as it is.

        Returns:
            The rules in force; the same object for documents with the same overrides.

        Raises:
            InvalidInputError: an override makes the ruleset wrong; names the place.
        """
        chosen = tuple(self._chosen(str(path))) if self.definition.overrides else ()
        if chosen not in self._known:
            self._known[chosen] = self._active(chosen)
        return self._known[chosen]

    def check(self) -> None:
        """Find what is wrong with the rules and with each override alone, before there is a document.

        Raises:
            InvalidInputError: something is wrong; names the place.
        """
        self._known[()] = self._active(())
        count = _MAX_CHECKED // (len(self.definition.rules or ()) + 100)
        every = [(number, *range(len(each.files))) for number, each in enumerate(self.definition.overrides)]
        for one in every[:count]:
            try:
                self._active((one,))
            except InvalidInputError:
                # An override may change a rule that another one defines; then it counts for documents with both.
                self._active(tuple(every))

    def _chosen(self, path: str) -> list[tuple[int, ...]]:
        """Give for each override that fits: its number, and those of its globs that fit."""
        name = relative(path, self.base)
        fits = [
            (number, *(at for at, pattern in enumerate(override.files) if fits_glob(name, path, pattern)))
            for number, override in enumerate(self.definition.overrides)
        ]
        return [each for each in fits if len(each) > 1]

    def _active(self, chosen: tuple[tuple[int, ...], ...]) -> Active:
        plain: Definition | None = None
        pointers: dict[str, dict[str, dict[str, int]]] = {}
        for number, *globs in chosen:
            override = self.definition.overrides[number]
            files = [override.files[at] for at in globs]
            if any("#" not in pattern for pattern in files):
                plain = override.definition if plain is None else _both(plain, override.definition)
            for pattern in files:
                if "#" in pattern:
                    _point(pointers, pattern, override.definition)
        definition = self.definition if plain is None else _over(self.definition, plain)
        return activate(merge(definition), self.source, base=self.base, pointers=pointers)


def relative(path: str, base: str | None) -> str:
    """Give a path as the globs of a ruleset see it: relative to the ruleset's folder; an address stays as it is."""
    if base is None or not path or is_remote(path) or path.startswith("<"):
        return path
    return os.path.relpath(path, base).replace(os.sep, "/") if not is_remote(base) else path


def fits_glob(name: str, path: str, pattern: str) -> bool:
    """Say whether a glob of an override means a document; one with ``/`` in front means a whole path."""
    glob = pattern.partition("#")[0]
    if glob.startswith("/") and not is_remote(path):
        return matches(str(Path(path).absolute()), glob)
    return matches(name, glob)


def _point(pointers: dict[str, dict[str, dict[str, int]]], pattern: str, said: Definition) -> None:
    source, _, pointer = pattern.partition("#")
    for name, text in (said.rules or {}).items():
        level = OFF if text.level is None else text.level
        pointers.setdefault(name, {}).setdefault(source, {})[unquote(pointer)] = level


def _both(left: Definition, right: Definition) -> Definition:
    """Let a later override win over an earlier one."""
    laid = _laid(left, right)
    return laid if left.rules is None or right.rules is None else replace(laid, rules={**left.rules, **right.rules})


def _over(under: Definition, over: Definition) -> Definition:
    """Let overrides win over the ruleset itself; then the ruleset is one that they stand on."""
    laid = replace(_laid(under, over), overrides=())
    if under.rules is None or over.rules is None:
        return laid
    below = (*(laid.extends or ()), Extension(replace(under, overrides=())))
    return replace(laid, extends=below)


def _laid(under: Definition, over: Definition) -> Definition:
    """Take each member from the upper one where it has it; aliases of both."""
    aliases = over.aliases if under.aliases is None else {**under.aliases, **(over.aliases or {})}
    return replace(
        under,
        origin=over.origin,
        extends=under.extends if over.extends is None else over.extends,
        rules=under.rules if over.rules is None else over.rules,
        aliases=aliases,
        formats=under.formats if over.formats is None else over.formats,
        documentation_url=over.documentation_url or under.documentation_url,
        parser=under.parser if over.parser is None else over.parser,
    )


def activate(use: Use, source: str, *, base: str | None = None, pointers: Pointers | None = None) -> Active:
    """Make what is in force of merged rules.

    Args:
        use: the merged ruleset.
        source: the ruleset as the user named it.
        base: what globs are relative to.
        pointers: severities at places.

    Returns:
        The rules in force.

    Raises:
        InvalidInputError: an expression uses an alias that is not defined or stands for itself.
    """
    pointed = frozenset(pointers or ()) & use.rules.keys()
    blocked = {
        name: merged.blocked
        for name, merged in use.rules.items()
        if merged.blocked and _is_asked(merged, pointed=name in pointed)
    }
    _check_aliases(use.rules.values())
    rules = {
        name: _active_rule(merged, on=merged.enabled or name in pointed)
        for name, merged in use.rules.items()
        if name not in blocked
    }
    parser = use.definition.parser or {}
    places = _Places(base, pointers or {})
    return Active(
        source,
        rules,
        frozenset(use.formats),
        blocked,
        duplicate_keys=severity_of(parser.get("duplicateKeys", 0)),
        incompatible_values=severity_of(parser.get("incompatibleValues", 0)),
        severity_at=places.severity if pointed else None,
        pointed=pointed,
    )


def _is_asked(merged: Merged, *, pointed: bool) -> bool:
    return pointed or (merged.enabled and merged.level != OFF)


def _active_rule(merged: Merged, *, on: bool) -> ActiveRule:
    severity = severity_of(merged.level) if on and merged.formats != () else None
    return ActiveRule(
        merged.rule, severity, frozenset(merged.formats or ()), merged.aliases, merged.owner.definition.origin.name
    )


def _check_aliases(rules: Iterable[Merged]) -> None:
    sizes: dict[int, dict[str, int]] = {}
    for merged in rules:
        if isinstance(merged.text.origin, Builtin):
            continue
        known = sizes.setdefault(id(merged.aliases), {})
        for given in merged.rule.given:
            try:
                alias.check_given(given, merged.aliases, known)
            except InvalidInputError as error:
                error.where = error.where or merged.text.origin.where(f"{merged.text.pointer}/given")
                raise


@dataclass(frozen=True, slots=True)
class _Places:
    """The severities at places: the longest pointer around a place counts, of equal ones the last."""

    base: str | None
    pointers: Pointers

    def severity(self, rule: ActiveRule, document: str, pointer: str) -> Severity | None:
        """Give the severity of a rule at a place."""
        name = relative(document, self.base)
        best, level = -1, None
        for glob, levels in self.pointers.get(rule.rule.name, {}).items():
            if not fits_glob(name, document, glob):
                continue
            for around, found in levels.items():
                if len(around) >= best and (pointer == around or pointer.startswith(f"{around}/")):
                    best, level = len(around), found
        return rule.severity if level is None else severity_of(level)
