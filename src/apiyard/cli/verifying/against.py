"""What a service is called on the command line: a URL, ``mock``, or an application in this process."""

from __future__ import annotations

import importlib
import inspect
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import InvalidInputError
from apiyard.spec.contract import Contract
from apiyard.verify.doors.inside import Application

if TYPE_CHECKING:
    from apiyard.mock.app import Mock

_APP = re.compile(r"(?P<module>[A-Za-z_][\w.]*):(?P<name>[A-Za-z_][\w.]*)(?P<made>\(\))?", re.ASCII)


def against_named(text: str, contract: Contract, *, base_path: str = "", seed: int = 0) -> str | Application:
    """Find the service that a user means.

    Args:
        text: its base URL; ``mock`` for apiyard's own mock of the contract, with a memory; or ``package.module:app``
            for an ASGI or WSGI application, with ``()`` behind it for a function that makes one.
        contract: the contract.
        base_path: what stands before the paths of the contract in an application.
        seed: the seed of the mock.

    Returns:
        The URL, or the application.

    Raises:
        InvalidInputError: it is none of them, or the application cannot be imported.
    """
    if text == "mock":
        return Application(_mock(contract, seed), "mock")
    if "://" in text:
        return text
    found = _APP.fullmatch(text)
    if found is None:
        hint = "write http://127.0.0.1:8000, mock, or package.module:app"
        raise InvalidInputError("not a service", piece=text, hint=hint)
    app = _imported(text, found["module"], found["name"])
    if found["made"]:
        app = _made(app, text)
    if not callable(app):
        raise InvalidInputError("not an application", piece=text, hint="name an ASGI or WSGI application")
    if _takes(app, 0) and not _takes(app, 2) and not _takes(app, 3):
        raise InvalidInputError("this is no application, but may make one", piece=text, hint=f"write '{text}()'")
    return Application(app, text, base_path)


def _mock(contract: Contract, seed: int) -> Mock:
    """Make a mock with a memory: sequences of requests ask for one."""
    from apiyard.mock.app import Mock
    from apiyard.mock.options import MockOptions
    from apiyard.mock.sandbox.make import make_sandbox
    from apiyard.mock.sandbox.options import SandboxOptions
    from apiyard.mock.sandbox.store import World

    options = SandboxOptions()
    sandbox = make_sandbox(contract, options, World(options.limits))
    # Whether credentials are right no contract says; so the mock is asked without them.
    return Mock(contract, MockOptions(check_security=False, seed=seed), answerer=sandbox)


def _takes(app: Any, count: int) -> bool:
    """Say whether something can be called with so many arguments, as far as it can be told."""
    try:
        inspect.signature(app).bind(*[None] * count)
    except (TypeError, ValueError):
        return False
    return True


def _imported(text: str, module: str, name: str) -> Any:
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)
    try:
        found: Any = importlib.import_module(module)
        for each in name.split("."):
            found = getattr(found, each)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise InvalidInputError("the application cannot be imported", where=text, piece=told) from error
    return found


def _made(make: Any, text: str) -> Any:
    try:
        return make()
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise InvalidInputError("the application cannot be made", where=text, piece=told) from error
