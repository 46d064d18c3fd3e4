"""The folder is the registry: a wrong file stops the start with its name."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any, cast

import pytest

from apiyard.core.catalog import WrongEntryError, find, scan
from apiyard.core.errors import UnknownNameError


@dataclass(frozen=True)
class Thing:
    id: str
    why: str = "because"


@pytest.fixture
def folder(tmp_path, monkeypatch, request):
    name = f"entries_{abs(hash(request.node.name))}"
    package = tmp_path / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield package
    for module in [each for each in sys.modules if each.startswith(name)]:
        del sys.modules[module]


def _write(folder, file, line):
    (folder / file).write_text(
        f"from dataclasses import make_dataclass\nfrom types import SimpleNamespace as S\n{line}\n"
    )


def test_entries_are_found_by_file_name(folder, monkeypatch):
    _write(folder, "first_one.py", "THING = S(id='first-one', why='x')")
    from types import SimpleNamespace

    entries = scan(folder.name, "THING", SimpleNamespace)
    assert list(entries) == ["first-one"]
    assert find(entries, "thing", "first-one").id == "first-one"
    with pytest.raises(UnknownNameError, match="first-on"):
        find(entries, "thing", "first-on")


@pytest.mark.parametrize("line", ["OTHER = 1", "THING = S(id='first', why='x')", "THING = None"])
def test_a_file_that_keeps_no_grammar_is_named(folder, line):
    _write(folder, "first_one.py", line)
    with pytest.raises(WrongEntryError) as told:
        scan(folder.name, "THING", cast("Any", object))
    assert told.value.where.endswith("first_one")


def test_an_entry_of_another_type_is_named(folder):
    _write(folder, "first_one.py", "THING = S(id='first-one', why='x')")
    with pytest.raises(WrongEntryError, match="no Thing"):
        scan(folder.name, "THING", Thing)
