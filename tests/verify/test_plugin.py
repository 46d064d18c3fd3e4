"""The verifier from tests: a function, and a pytest plugin that costs nothing where it is not used."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from typing import Any

import pytest

import apiyard.verify
from apiyard.core.errors import InvalidInputError, UnknownNameError
from apiyard.core.evidence import Verdict
from apiyard.spec.load import load_contract
from tests.apps.pets import CONTRACT, Pets, changed
from tests.parts import ROOT

TESTS = """\
import pytest
from apiyard.verify import assert_kept, verify
from tests.apps.pets import CONTRACT, Pets, changed


class Bad(Pets):
    def get_pet(self, call, text):
        answer = super().get_pet(call, text)
        return changed(answer, value={}) if answer.status == 200 else answer


@pytest.mark.apiyard("contract.json", against=Pets(), kinds=["examples"])
def test_good(promise):
    assert promise.check().cases


@pytest.mark.apiyard(contract=CONTRACT, kinds=["examples"], include=["getPet"])
def test_bad(promise):
    promise.check(Bad())


def test_the_whole():
    assert_kept(verify(CONTRACT, Pets(), kinds=["examples"]))
"""


class Bad(Pets):
    def get_pet(self, call, text):
        answer = super().get_pet(call, text)
        return changed(answer, value={}) if answer.status == 200 else answer


def test_one_test_for_each_operation_and_kind(tmp_path):
    (tmp_path / "test_pets.py").write_text(TESTS)
    (tmp_path / "contract.json").write_bytes(load_contract(CONTRACT).bundle())
    words = [
        sys.executable,
        "-m",
        "pytest",
        # Where apiyard is installed its entry point would register the same plugin again.
        "-p",
        "no:apiyard-verify",
        "-p",
        "apiyard.verify.plugin",
        "-p",
        "no:cacheprovider",
        "--strict-markers",
    ]
    done = subprocess.run(
        [*words, "-vv", "--rootdir", str(tmp_path), "-c", "/dev/null", str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    told = done.stdout
    assert done.returncode == 1, told + done.stderr
    for name in ("listPets", "createPet", "getPet"):
        assert f"test_good[{name}-examples] PASSED" in told
    assert "test_bad[getPet-examples] FAILED" in told
    assert "test_the_whole PASSED" in told
    assert "1 failed, 4 passed" in told
    assert "getPet: wrong-body" in told
    assert "replay   curl" in told
    assert "promise.py" not in told, "lines of the package tell a reader of the test nothing"


def test_the_plugin_loads_nothing_heavy():
    script = "import sys, apiyard.verify, apiyard.verify.plugin; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not {"httpx", "schemathesis", "hypothesis", "jsonschema_rs", "yaml", "pytest"} & loaded
    assert not [name for name in loaded if name.startswith("apiyard.spec")]


def test_pytest_finds_the_plugin():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["pytest11"]["apiyard-verify"] == "apiyard.verify.plugin"


def test_the_function_takes_plain_values():
    document = json.loads(load_contract(CONTRACT).bundle())
    settings: dict[str, Any] = {
        "kinds": ["examples"],
        "include": ["method:GET"],
        "headers": {"x-key": "secret"},
        "seconds": 60,
    }
    report = apiyard.verify.verify(document, Bad(), **settings)
    assert report.operations == ("listPets", "getPet")
    assert report.verdict is Verdict.FAIL
    with pytest.raises(apiyard.verify.BrokenPromiseError, match="wrong-body") as told:
        apiyard.verify.assert_kept(report)
    assert "secret" not in str(told.value)


def test_what_is_wrong_is_told():
    with pytest.raises(UnknownNameError, match="setting of a run"):
        apiyard.verify.verify(CONTRACT, Pets(), secnds=1)
    with pytest.raises(InvalidInputError, match="not a service"):
        apiyard.verify.verify(CONTRACT, 7)  # type: ignore[arg-type]
    with pytest.raises(UnknownNameError, match="exmples"):
        apiyard.verify.promises(CONTRACT, kinds=["exmples"])
    promise, *_ = apiyard.verify.promises(CONTRACT, kinds=["examples"])
    with pytest.raises(InvalidInputError, match="where the service is"):
        promise.check()
    with pytest.raises(AttributeError, match="nothing"):
        apiyard.verify.nothing  # noqa: B018
