"""A rule's function in Python that stands beside a ruleset in the place of one in JavaScript."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.design.function import Context, Function, Result

_MAX_FILES = 200
_MAX_BYTES = 1 << 20


class _Checked(importlib.abc.SourceLoader):
    """Loads a module from the very bytes that trust was asked for."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data

    def get_filename(self, fullname: str) -> str:
        del fullname
        return str(self.path)

    def get_data(self, path: str | bytes) -> bytes:
        if str(path) != str(self.path):
            raise OSError(path)  # there is no cache beside it
        return self.data


def python_files(folder: Path) -> Mapping[str, bytes]:
    """Read the files in Python of a folder of functions.

    Args:
        folder: the folder; folders in it are not looked at.

    Returns:
        Their bytes by name.

    Raises:
        TooLargeError: there are too many, or one is too large.
    """
    paths = sorted(path for path in folder.glob("*.py") if path.is_file())
    if len(paths) > _MAX_FILES:
        raise TooLargeError(f"the folder holds more than {_MAX_FILES} files in Python", where=str(folder))
    found: dict[str, bytes] = {}
    for path in paths:
        with path.open("rb") as file:
            found[path.name] = file.read(_MAX_BYTES + 1)
        if len(found[path.name]) > _MAX_BYTES:
            raise TooLargeError(f"the file has more than {_MAX_BYTES} bytes", where=str(path))
    return found


def _result(told: Any) -> Result:
    """Read what a function says: a result, a text, or an object such as functions in JavaScript give."""
    if isinstance(told, Result):
        return told
    if isinstance(told, Mapping) and isinstance(told.get("message"), str):
        path = told.get("path", ())
        return Result(told["message"], tuple(path) if isinstance(path, list | tuple) else ())
    return Result(str(told))


def load_python(path: Path, data: bytes) -> Function:
    """Run a file in Python that somebody trusts, and take the function from it.

    Args:
        path: the file; its name is the function's.
        data: its bytes.

    Returns:
        Its ``FUNCTION``, or one made of its ``def NAME(value, options, context)`` that gives results, texts or nothing;
        a hyphen in the file's name is an underscore in ``NAME``.

    Raises:
        InvalidInputError: it cannot be loaded, or has no such function.
    """
    module = _load(path, data)
    found = getattr(module, "FUNCTION", None)
    if isinstance(found, Function):
        return found
    name = path.stem.replace("-", "_")
    plain = getattr(module, name, None)
    if not callable(plain):
        raise InvalidInputError(
            "the file has no function of its name",
            where=str(path),
            hint=f"write def {name}(value, options, context), or FUNCTION = Function(...)",
        )

    def call(value: Any, options: Any, context: Context) -> Iterable[Result]:
        for told in plain(value, options, context) or ():
            yield _result(told)

    return Function(path.stem.replace("_", "-"), path.stem, (plain.__doc__ or path.stem).partition("\n")[0], call)


def _load(path: Path, data: bytes) -> ModuleType:
    # The name cannot be imported by anybody else, and the file is read once more by nobody.
    name = f"apiyard rule function {path}"
    spec = importlib.util.spec_from_loader(name, _Checked(path, data), origin=str(path))
    if spec is None or spec.loader is None:
        raise InvalidInputError("the file cannot be loaded", where=str(path))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        sys.modules.pop(name, None)
        what = f"the file cannot be loaded: {type(error).__name__}: {error}"
        raise InvalidInputError(what, where=str(path)) from error
    return module
