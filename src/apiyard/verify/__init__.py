"""Does a service keep its word? Cases made from a contract are sent to it, and every exchange is judged.

From programs and tests: ``apiyard.verify.verify("openapi.yaml", "http://127.0.0.1:8000")``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apiyard.verify.call import verify
    from apiyard.verify.promise import BrokenPromiseError, Promise, assert_kept, promises

__all__ = ["BrokenPromiseError", "Promise", "assert_kept", "promises", "verify"]

_FROM = {
    "verify": "call",
    "BrokenPromiseError": "promise",
    "Promise": "promise",
    "assert_kept": "promise",
    "promises": "promise",
}


def __getattr__(name: str) -> object:
    """Load what is asked for: the verifier is heavy, and pytest loads its plugin in every project."""
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)
