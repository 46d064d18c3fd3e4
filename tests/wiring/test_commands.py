"""No process starts by a command that its operator did not trust, whatever the store of facts says."""

from __future__ import annotations

import pytest

from apiyard.core.errors import ForbiddenError
from apiyard.settings.program import Program, ProgramFile
from apiyard.settings.trust import trust_of
from apiyard.wiring.commands import check_start, commands_of


def _service(*words: str, **more: object) -> dict:
    return {"target": "process", "artefact": "service", "options": {"command": list(words), **more}}


@pytest.fixture
def program(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Program(tmp_path / "w", ProgramFile())


def _trust(program, service):
    trust_of(program).give(commands_of({"orders": {"service": service}}))


def test_a_command_of_a_foreign_store_is_not_started(program):
    with pytest.raises(ForbiddenError, match="nobody trusted") as told:
        check_start(program, "orders", _service("./evil"))
    assert told.value.code == "not-trusted"
    check_start(program, "orders", {"target": "external", "options": {"host": "127.0.0.1"}})


@pytest.mark.parametrize(
    "other",
    [
        _service("./orders", "--evil"),
        _service("./orders", env={"LD_PRELOAD": "./evil.so"}),
        _service("./orders", folder="below"),
        {**_service("./orders"), "target": "other"},
    ],
)
def test_trust_covers_all_that_decides_what_runs(program, other):
    _trust(program, _service("./orders"))
    check_start(program, "orders", _service("./orders"))
    with pytest.raises(ForbiddenError):
        check_start(program, "orders", other)


def test_a_former_version_goes_on_until_trust_is_withdrawn(program):
    _trust(program, _service("./orders"))
    _trust(program, _service("./orders", "--new"))
    check_start(program, "orders", _service("./orders"))
    check_start(program, "orders", _service("./orders", "--new"))
    trust_of(program).withdraw()
    with pytest.raises(ForbiddenError):
        check_start(program, "orders", _service("./orders"))
