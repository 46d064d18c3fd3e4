"""An answer of your own in Python."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.mock.sandbox.overriding.asking import Answered, Asking


class _Held(importlib.abc.SourceLoader):
    """Loads a module from the very bytes that trust was asked for."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._data = data

    def get_filename(self, fullname: str) -> str:
        del fullname
        return str(self._path)

    def get_data(self, path: str | bytes) -> bytes:
        if str(path) != str(self._path):
            raise OSError(path)  # there is no cache beside it
        return self._data


def load_answer(path: Path, data: bytes) -> Callable[[Asking], Answered | None]:
    """Run a file in Python that somebody trusts, and take the function from it.

    Args:
        path: the file.
        data: its bytes.

    Returns:
        Its ``def answer(call)``, which gives None, a body, a status and a body, or an ``Answered``.

    Raises:
        InvalidInputError: it cannot be loaded, or has no such function.
    """
    module = _load(path, data)
    function = getattr(module, "answer", None)
    if not callable(function):
        raise InvalidInputError("the file has no function answer", where=str(path), hint="write def answer(call): ...")

    def answer(asking: Asking) -> Answered | None:
        return _answered(function(asking))

    return answer


def _answered(told: Any) -> Answered | None:
    """Read what a function says: 0 stands for the status of the operation's success."""
    if told is None or isinstance(told, Answered):
        return told
    if isinstance(told, tuple) and told and isinstance(told[0], int):
        status, body, headers = (*told, None, None)[:3]
        return Answered(status, body, dict(headers or {}))
    return Answered(0, told)


def _load(path: Path, data: bytes) -> ModuleType:
    name = f"apiyard override {path}"
    spec = importlib.util.spec_from_loader(name, _Held(path, data), origin=str(path))
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
