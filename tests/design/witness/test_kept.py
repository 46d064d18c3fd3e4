"""Files of kept cases are read with their places, wherever they are used."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError
from apiyard.design.witness.kept import read_kept

CASE = {
    "form": "apiyard-witness-1",
    "check": "x",
    "side": "request",
    "operation": "things",
    "origin": "a promise",
    "request": {"method": "GET", "path": "/things", "query": "", "headers": [], "body": ""},
    "reply": None,
    "violation": "",
}


def test_a_list_of_cases_and_one_case_are_read(tmp_path):
    file = tmp_path / "cases.json"
    file.write_text(json.dumps([CASE, {**CASE, "check": "y"}], indent=0))
    first, second = read_kept(file)
    assert (first.value, first.case.request.path, second.case.check) == (CASE, "/things", "y")
    assert first.where.partition("#")[0].endswith("cases.json:2:1")
    file.write_text(json.dumps(CASE))
    assert [each.case for each in read_kept(file)] == [first.case]


def test_what_is_no_case_is_told_at_its_place(tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text(f"- {json.dumps(CASE)}\n- {{form: other}}\n")
    with pytest.raises(InvalidInputError) as told:
        read_kept(file)
    assert told.value.where.partition("#")[0].endswith("cases.yaml:2:3")


def test_only_files_of_the_folder_are_read(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "cases.json").write_text(json.dumps(CASE))
    (inside / "link.json").symlink_to(tmp_path / "cases.json")
    for name in ("../cases.json", "link.json"):
        with pytest.raises(ForbiddenError):
            read_kept(inside / name, root=inside)
    with pytest.raises(NotFoundError):
        read_kept(inside / "none.json")
