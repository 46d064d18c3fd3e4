"""Small rulesets made by chance, the same for the same seed, to be merged here and by Spectral."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

OWN = ("a", "b", "c", "d")
OAS = (
    "operation-tags",
    "info-contact",
    "contact-properties",
    "oas3-schema",
    "license-url",
    "path-params",
    "typed-enum",
)
FORMATS = ("oas2", "oas3", "oas3.0", "oas3.1", "oas3_0", "json-schema-draft7")
SEVERITIES = ("error", "warn", "info", "hint", "off")
MODES = ("all", "recommended", "off")
DOCUMENTS = ("a.yaml", "b.yaml", "sub/c.json", "sub/x/d.json", "e.yml")
POINTERS = ("", "/paths", "/paths/~1a", "/paths/~1a/get", "/info", "/paths/~1a b")
_POINTED = ("**#/paths", "*.yaml#/paths/~1a", "sub/**/*.yaml#/info", "**#", "a.yaml#/paths/~1a/get")
_GLOBS = ("*.yaml", "sub/*.json", "**/*.json", "a.yaml", "sub/**", "!a.yaml", "{a,b}.yaml", "+(a|e).*")
RULESET = ".spectral.json"


@dataclass
class Maker:
    """Makes rulesets.

    Args:
        chance: where the choices come from.
        oas: whether they may stand on ``spectral:oas``.
    """

    chance: random.Random
    oas: bool = False
    known: dict[str, set[str]] = field(default_factory=dict)

    def yes(self, share: float) -> bool:
        return self.chance.random() < share

    def case(self) -> dict[str, Any]:
        """Make one ruleset with those that it extends, by file name."""
        files: dict[str, Any] = {}
        self.known = {}
        for level in (3, 2, 1):
            if self.yes(0.6):
                files[f"f{level}.json"] = self.ruleset(level, f"./f{level}.json")
        files[RULESET] = self.ruleset(0, RULESET)
        return files

    def ruleset(self, level: int, name: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        known: set[str] = set()
        extends: list[Any] = []
        below = list(self.known)
        if self.oas and self.yes(0.6):
            extends.append(self.mode("spectral:oas"))
            known |= set(OAS)
        for other in below:
            if self.yes(0.7):
                extends.append(self.mode(other))
                known |= self.known[other]
        if extends:
            made["extends"] = extends
        aliases = self.aliases()
        if aliases:
            made["aliases"] = aliases
        if self.yes(0.4):
            made["formats"] = self.chance.sample(FORMATS, self.chance.randint(1, 2))
        if self.yes(0.3):
            made["documentationUrl"] = f"https://docs.example.com/{level}"
        rules = self.rules(list(aliases), known)
        if rules or not extends:
            made["rules"] = rules
        known |= set(rules)
        if self.yes(0.3):
            made["parserOptions"] = {"duplicateKeys": self.severity()}
        if level == 0 and self.yes(0.7):
            made["overrides"] = [self.override(known, list(aliases)) for _ in range(self.chance.randint(1, 3))]
        if level == 0 and self.yes(0.1):
            made["except"] = {"a.yaml#/paths": [self.one(known)], "#/info": ["a"]}
        self.known[name] = known
        return made

    def mode(self, name: str) -> Any:
        return [name, self.chance.choice(MODES)] if self.yes(0.5) else name

    def severity(self) -> str:
        return self.chance.choice(SEVERITIES)

    def one(self, known: set[str]) -> str:
        return self.chance.choice(sorted(known) or ["a"])

    def override(self, known: set[str], aliases: list[str]) -> dict[str, Any]:
        if self.yes(0.4):
            severities = (self.severity, lambda: self.chance.randint(-1, 3))
            rules = {self.one(known): self.chance.choice(severities)() for _ in range(2)}
            return {"files": self.chance.sample(_POINTED, self.chance.randint(1, 2)), "rules": rules}
        made: dict[str, Any] = {"files": self.chance.sample(_GLOBS, self.chance.randint(1, 2))}
        # Spectral does not translate the formats of targets here, so that only plain aliases are valid there.
        own = self.aliases(plain=True) if self.yes(0.3) else {}
        if own:
            made["aliases"] = own
        if self.yes(0.2):
            made["formats"] = self.chance.sample(FORMATS, 1)
        made["rules"] = self.rules(sorted({*aliases, *own}), known)
        if self.yes(0.2):
            made["parserOptions"] = {"incompatibleValues": self.severity()}
        return made

    def aliases(self, *, plain: bool = False) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name in ("X", "Y", "Z"):
            if not self.yes(0.5):
                continue
            given = ["$.a[*]", *([f"#{list(made)[-1]}.k"] if made and self.yes(0.5) else [])]
            if plain or self.yes(0.6):
                made[name] = given
            else:
                count = self.chance.randint(1, 2)
                formats = [self.chance.sample(FORMATS, self.chance.randint(1, 2)) for _ in range(count)]
                made[name] = {"targets": [{"formats": each, "given": given} for each in formats]}
        return made

    def rules(self, aliases: list[str], known: set[str]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for _ in range(self.chance.randint(0, 4)):
            name = self.chance.choice([*OWN, *(OAS if self.oas else ())])
            changed = (name in known and self.yes(0.6)) or self.yes(0.03)
            made[name] = self.chance.choice([self.severity(), True, False]) if changed else self.rule(aliases)
        return made

    def rule(self, aliases: list[str]) -> dict[str, Any]:
        places = ["$", "$.paths[*]", "$.info", *(f"#{name}{rest}" for name in aliases for rest in ("", ".foo[*]"))]
        given = self.chance.choices(places, k=2) if self.yes(0.3) else self.chance.choice(places)
        made: dict[str, Any] = {"given": given, "then": {"function": "truthy", "field": "x"}}
        if self.yes(0.5):
            made["severity"] = self.chance.choice([self.severity(), self.chance.randint(0, 3)])
        if self.yes(0.3):
            made["recommended"] = self.yes(0.5)
        if self.yes(0.3):
            made["formats"] = self.chance.sample(FORMATS, self.chance.randint(1, 2))
        if self.yes(0.3):
            made["message"] = f"m{self.chance.randint(0, 9)}"
        if self.yes(0.3):
            made["description"] = f"d{self.chance.randint(0, 9)}"
        if self.yes(0.2):
            made["resolved"] = False
        if self.yes(0.2):
            made["documentationUrl"] = f"https://example.com/{self.chance.randint(0, 9)}"
        return made
