"""Schemas with values, drawn by chance, to be asked of two checkers.

python -m tests.peers.schema_pairs SEED COUNT | node tests/peers/schema_answers.mjs FOLDER-OF-NODE_MODULES
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from random import Random
from typing import Any

NAMES = ["a", "b", "c", "d", "1", "10", "x/y", "t~z", "é"]
TYPES = ["null", "boolean", "string", "object", "array", "number", "integer"]
SCALARS: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    2,
    3,
    5,
    -1,
    1.5,
    0.1,
    0.3,
    10,
    1e3,
    "",
    "a",
    "b",
    "ab",
    "abc",
    "é",
    "😀",
]
TEXTS = ["2024-01-01", "a@b.co", "1", "x-y", "1.2.3.4", "http://a"]
DIALECTS = ["draft7", "draft7", "draft2019-09", "draft2020-12", "draft4", "auto"]
_LIMITS = [
    "maxItems",
    "minItems",
    "maxProperties",
    "minProperties",
    "maxLength",
    "minLength",
    "minContains",
    "maxContains",
]


class Draw:
    """Draws schemas and values.

    Args:
        seed: decides what is drawn.
    """

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.dialect = "draft7"
        self.targets: tuple[str, ...] = ()

    def chance(self, share: float) -> bool:
        """Say yes in some share of all cases."""
        return self.random.random() < share

    def value(self, depth: int = 0) -> Any:
        """Draw a value."""
        kind = self.random.random()
        if depth > 3 or kind < 0.45:
            return self.random.choice([*SCALARS, *TEXTS])
        if kind < 0.7:
            return [self.value(depth + 1) for _ in range(self.random.randint(0, 4))]
        return {self.random.choice(NAMES): self.value(depth + 1) for _ in range(self.random.randint(0, 4))}

    def schema(self, depth: int = 0) -> Any:
        """Draw a schema."""
        if depth and self.chance(0.14):
            return self.random.choice([True, False, {}]) if self.dialect != "draft4" else {}
        made: dict[str, Any] = {}
        if self.chance(0.5):
            made["type"] = self.random.choice(TYPES) if self.chance(0.8) else self.random.sample(TYPES, 2)
            if self.chance(0.05):
                made["nullable"] = True
        if self.chance(0.1) and self.dialect != "draft4":
            made["const"] = self.value(2)
        if self.chance(0.15):
            made["enum"] = [self.value(2), {"only": 1}]
        for part in self.random.sample(
            [self.number, self.text, self.array, self.object, self.combined], self.random.randint(0, 3)
        ):
            part(made, depth)
        if self.targets and self.chance(0.15):
            if depth and self.chance(0.5):
                return {"$ref": self.random.choice(self.targets)}
            made["$ref"] = self.random.choice(self.targets)
        return made

    def number(self, made: dict[str, Any], depth: int) -> None:
        """Add keywords for numbers."""
        for word in self.random.sample(["maximum", "minimum", "multipleOf", "exclusiveMaximum", "exclusiveMinimum"], 2):
            if word == "multipleOf":
                made[word] = self.random.choice([1, 2, 5, 0.1, 1.5])
            elif word.startswith("exclusive") and self.dialect == "draft4":
                made[word.removeprefix("exclusive").lower()] = self.random.choice([1, 2, 5])
                made[word] = self.chance(0.5)
            else:
                made[word] = self.random.choice([0, 1, 2, 5, 1.5])

    def text(self, made: dict[str, Any], depth: int) -> None:
        """Add keywords for texts."""
        if self.chance(0.5):
            made["pattern"] = self.random.choice(["^a", "b$", "^\\w+$", "[0-9]", "."])
        if self.chance(0.5):
            made["format"] = self.random.choice(["date", "email", "uri", "int32", "nobody-knows", "ipv4"])
        self.limits(made, _LIMITS[4:6])

    def limits(self, made: dict[str, Any], words: list[str]) -> None:
        """Add some limits of sizes."""
        made.update({word: self.random.randint(0, 3) for word in words if self.chance(0.3)})

    def array(self, made: dict[str, Any], depth: int) -> None:
        """Add keywords for arrays."""
        later = self.dialect.startswith("draft20")
        self.limits(made, _LIMITS[:2] + (_LIMITS[6:] if later else []))
        if self.chance(0.2):
            made["uniqueItems"] = True
        if depth > 2:
            return
        if self.chance(0.4):
            made["items"] = self.schema(depth + 1)
        if self.chance(0.3):
            several = [self.schema(depth + 1) for _ in range(self.random.randint(1, 3))]
            made["prefixItems" if self.dialect == "draft2020-12" else "items"] = several
            if self.dialect not in {"draft2020-12", "draft4"} and self.chance(0.5):
                made["additionalItems"] = self.schema(depth + 1)
        if self.chance(0.3) and self.dialect != "draft4":
            made["contains"] = self.schema(depth + 1)

    def object(self, made: dict[str, Any], depth: int) -> None:
        """Add keywords for objects."""
        self.limits(made, _LIMITS[2:4])
        if self.chance(0.3):
            made["required"] = self.random.sample(NAMES, self.random.randint(1, 3))
        if depth > 2:
            return
        if self.chance(0.5):
            made["properties"] = {name: self.schema(depth + 1) for name in self.random.sample(NAMES, 2)}
        if self.chance(0.2):
            made["patternProperties"] = {name: self.schema(depth + 1) for name in ("^a", "[0-9]")}
        if self.chance(0.3):
            made["additionalProperties"] = False if self.chance(0.4) else self.schema(depth + 1)
        if self.chance(0.1) and self.dialect != "draft4":
            made["propertyNames"] = self.schema(depth + 1)
        if self.chance(0.15):
            one, other = self.random.sample(NAMES, 2)
            made["dependencies"] = {one: self.random.sample(NAMES, 2), other: self.schema(depth + 1)}

    def combined(self, made: dict[str, Any], depth: int) -> None:
        """Add keywords that join schemas."""
        if depth > 2:
            return
        word = self.random.choice(["anyOf", "oneOf", "allOf", "not", "if", "anyOf", "oneOf"])
        if word == "if" and self.dialect == "draft4":
            return
        if word.endswith("Of"):
            made[word] = [self.schema(depth + 1) for _ in range(self.random.randint(1, 3))]
            return
        made[word] = self.schema(depth + 1)
        for branch in ("then", "else") if word == "if" else ():
            if self.chance(0.7):
                made[branch] = self.schema(depth + 1)

    def pair(self) -> Iterator[dict[str, Any]]:
        """Draw one schema with some values."""
        self.dialect = self.random.choice(DIALECTS)
        self.targets = ("#/definitions/p", "#/definitions/q") if self.chance(0.5) else ()
        made = self.schema()
        made["definitions"] = {"p": self.schema(2), "q": self.schema(3)}
        for _ in range(3):
            value = self.value() if self.chance(0.6) else {name: self.value(1) for name in self.random.sample(NAMES, 4)}
            yield {"schema": made, "dialect": self.dialect, "allErrors": self.chance(0.5), "value": value}


def pairs(seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Draw pairs.

    Args:
        seed: decides what is drawn.
        count: how many schemas; each comes with three values.
    """
    draw = Draw(seed)
    for _ in range(count):
        yield from draw.pair()


if __name__ == "__main__":
    for each in pairs(int(sys.argv[1]), int(sys.argv[2])):
        sys.stdout.write(json.dumps(each) + "\n")
