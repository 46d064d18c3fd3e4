"""A failure about a thing brings along what makes it, so that it shows on another day and at another service, too."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from apiyard.mock.serve import Served
from apiyard.spec.load import load_contract
from apiyard.verify.doors.inside import Application
from apiyard.verify.plan import Plan
from apiyard.verify.replay.write_tests import write_tests
from apiyard.verify.run import verify
from tests.apps.pets import CONTRACT, Pets, changed


class Forgetful(Pets):
    """Starts without pets and shows none of those that are made."""

    def __init__(self):
        super().__init__()
        self.pets = []

    def get_pet(self, call, text):
        answer = super().get_pet(call, text)
        return changed(answer, value={}) if answer.status == 200 else answer


class Listed(Forgetful):
    """Cannot make pets, but has one from the start."""

    def __init__(self):
        super().__init__()
        self.pets = [{"id": 7, "name": "Tom", "kind": "cat"}]


def failure_of(service, kind):
    plan = Plan(kinds=(kind,), operations=("getPet",), max_examples=30, seconds=60)
    report = verify(load_contract(CONTRACT), Application(service), plan)
    [failure] = [each for each in report.failures if each.trouble.check == "wrong-body"]
    return failure, report


@pytest.mark.parametrize("kind", ["edges", "fuzz"])
def test_what_is_asked_about_is_made_first(tmp_path, kind):
    failure, report = failure_of(Forgetful(), kind)
    [step] = failure.case.before
    [taken] = failure.case.takes
    assert (step.operation, taken.pointer, taken.step) == ("createPet", "/id", 0)
    assert failure.case.request.path == f"/pets/{taken.text}"
    assert failure.again is True
    assert "POST" in failure.curl
    assert f"/pets/{taken.text}" not in failure.curl
    for name, text in write_tests(load_contract(CONTRACT), report).items():
        (tmp_path / name).write_text(text)
    assert outcome(tmp_path, Forgetful()) == 1
    assert outcome(tmp_path, Pets()) == 0


def test_what_is_listed_is_looked_up_first():
    failure, _ = failure_of(Listed(), "edges")
    assert [step.operation for step in failure.case.before] == ["listPets"]
    assert failure.case.takes[0].text == "7"


def outcome(folder, service):
    """Run the tests of a folder against a service that knows nothing of what was before."""
    with Served(service) as served:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(folder),
            str(folder),
        ]
        env = os.environ | {"BASE_URL": served.url}
        return subprocess.run(command, env=env, capture_output=True, check=False).returncode
