"""The pytest plugin: one test for each operation and kind of cases; it loads nothing until a test asks for it.

A test that is marked ``@pytest.mark.apiyard("openapi.yaml", against=...)`` and takes ``promise`` runs once for each
promise of the contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

NAME = "promise"
"""What a test calls the promise that it is given."""
_MARK = "apiyard"
_ABOUT = (
    "apiyard(contract, against=None, **settings): run the test once for each promise of an OpenAPI contract, given "
    "as `promise`; settings are those of apiyard.verify.verify."
)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", _ABOUT)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each marked test its promises."""
    mark = metafunc.definition.get_closest_marker(_MARK)
    if mark is None or NAME not in metafunc.fixturenames:
        return
    from apiyard.verify.promise import promises

    args, settings = list(mark.args), dict(mark.kwargs)
    contract = settings.pop("contract", None) if not args else args.pop(0)
    if isinstance(contract, str):
        contract = metafunc.config.rootpath / contract
    found = promises(contract, *args, **settings)
    metafunc.parametrize(NAME, found, ids=[each.id for each in found])
