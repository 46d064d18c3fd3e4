"""A verification by the control plane is sent all that it needs of the files beside an API."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from apiyard.cli.verifying import in_workspace
from apiyard.cli.verifying.in_workspace import Wanted, verify_in_workspace
from apiyard.core.errors import ForbiddenError
from tests.apps.pets import CONTRACT


@pytest.fixture
def pets(tmp_path, monkeypatch):
    """Give the folder of an API, and what is sent to the control plane."""
    (tmp_path / "apiyard.yaml").write_text("name: x\nenvironments: {staging: {}}\n")
    folder = tmp_path / "apis" / "pets"
    folder.mkdir(parents=True)
    (folder / "api.yaml").write_text("owner: a\nservice: {target: external, options: {host: h}}\n")
    (folder / "openapi.yaml").write_bytes(CONTRACT.read_bytes())
    sent = []

    def lines(path, body):
        sent.append((path, body))
        told = {"api": "pets", "version": "1", "verdict": "pass", "facts": {}, "reports": {}}
        return iter([json.dumps({"result": told})])

    monkeypatch.setattr(in_workspace, "control_plane_at", lambda _: SimpleNamespace(lines=lines))
    return folder, sent


def verified(folder):
    return verify_in_workspace("pets", folder.parent.parent, Wanted(("examples",), 0, 1, 1.0), outputs=[], quiet=True)


def test_settings_and_the_known_failures_that_they_name_are_sent(pets):
    folder, sent = pets
    (folder / "verify.yaml").write_text("baseline: known.yaml\n")
    assert verified(folder)
    (folder / "known.yaml").write_text("[]\n")
    assert verified(folder)
    assert [(body["settings"], body["baseline"]) for _, body in sent] == [
        ("baseline: known.yaml\n", ""),
        ("baseline: known.yaml\n", "[]\n"),
    ]
    assert sent[0][0] == "/api/verifications"


def test_without_settings_nothing_is_known(pets):
    folder, sent = pets
    (folder / "known.yaml").write_text("[]\n")
    assert verified(folder)
    (folder / "verify.yaml").write_text("seed: 1\n")
    assert verified(folder)
    assert [body["baseline"] for _, body in sent] == ["", ""]


def test_no_other_file_of_ours_is_sent(pets):
    folder, sent = pets
    (folder.parent / "other.yaml").write_text("secret")
    (folder / "verify.yaml").write_text("baseline: ../other.yaml\n")
    with pytest.raises(ForbiddenError):
        verified(folder)
    assert not sent
