"""Functions by the places that name them: the core ones, those of the caller, and those that need JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from apiyard.core.errors import unknown
from apiyard.core.noun import dataclass
from apiyard.design.function import Function, functions
from apiyard.design.reading.rule_text import FUNCTIONS_MODULE
from apiyard.design.reading.written import Code, Named, Part, Written
from apiyard.spec.source import is_remote, resolve


@dataclass(frozen=True, slots=True)
class Declared:
    """The functions in JavaScript that a ruleset declares.

    Args:
        origin: the ruleset.
        folder: where they lie, relative to it.
        names: their names.
    """

    origin: Written
    folder: str = "functions"
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, origin: Written) -> Declared:
        """Read the members ``functions`` and ``functionsDir`` of a ruleset.

        Raises:
            InvalidInputError: they are no names.
        """
        value = origin.document.value
        if not isinstance(value, dict):
            return cls(origin)
        whole = Part(origin, "", value)
        folder = whole.member("functionsDir").text("functionsDir") if "functionsDir" in value else "functions"
        parts = whole.member("functions").items("functions") if "functions" in value else []
        # Format 5 also had a name with a schema of its options.
        names = [each.member(0) if isinstance(each.value, list) and each.value else each for each in parts]
        return cls(origin, folder, tuple(each.text("the name of a function") for each in names))

    def file(self, module: str) -> Path | None:
        """Give the file in Python that stands beside a module in JavaScript, if there is one."""
        if is_remote(self.origin.name) or is_remote(module) or not module.startswith((".", "/")):
            return None
        found = Path(resolve(self.origin.name, module)).with_suffix(".py")
        return found.absolute() if found.is_file() else None


def find_function(declared: Declared, part: Part, supplied: Mapping[str, Function]) -> Function | Path | str:
    """Find the function that a place names.

    Args:
        declared: what the ruleset declares.
        part: the place.
        supplied: functions of the caller, by name.

    Returns:
        The function; the file in Python that has it; or why there is none.

    Raises:
        InvalidInputError: nobody knows it and the ruleset does not declare it; names the nearest.
    """
    value = part.value
    if isinstance(value, Code):
        return f"its function is JavaScript at {value.where}"
    if isinstance(value, Named):
        return _imported(declared, value, supplied)
    name = part.text("the name of a function")
    if name in known_functions():
        return known_functions()[name]
    if name in supplied:
        return supplied[name]
    if name not in declared.names:
        raise unknown(
            "function", name, {**known_functions(), **supplied, **dict.fromkeys(declared.names)}, where=part.where
        )
    folder = declared.folder if declared.folder.startswith(".") else f"./{declared.folder}"
    module = f"{folder.rstrip('/')}/{name}.js"
    return declared.file(module) or _why(name, module)


def _imported(declared: Declared, value: Named, supplied: Mapping[str, Function]) -> Function | Path | str:
    if value.module == FUNCTIONS_MODULE:
        if value.name not in known_functions():
            raise unknown("function", value.name, known_functions(), where=value.where)
        return known_functions()[value.name]
    whole = value.name in {"default", "*"}
    name = Path(value.module).name.partition(".")[0] if whole else value.name
    around = value.module.rpartition("/")[0]
    places = (value.module,) if whole else (f"{value.module}/{name}", f"{around}/{name}")
    found = next((file for place in places if (file := declared.file(place))), None)
    return supplied.get(name) or found or _why(name, value.module)


def _why(name: str, module: str) -> str:
    return f"its function {name} is JavaScript ({module}); a function in Python can stand beside it: {name}.py"


@cache
def known_functions() -> Mapping[str, Function]:
    """Give the functions that every ruleset may name, by name."""
    return {function.name: function for function in functions().values() if function.public}
