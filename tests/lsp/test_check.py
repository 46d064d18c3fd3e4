"""What a document is judged by in an editor: the standards of its own workspace, as they are now."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from apiyard.core.clock import ManualClock
from apiyard.lsp.check import Checker
from apiyard.lsp.shelf import Shelf

TEXT = "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\npaths: {}\n"


def rules(checker, shelf, path):
    return {each.finding.rule for each in checker.check(shelf, path).found}


def workspace(folder, rule):
    folder.mkdir()
    (folder / "apiyard.yaml").write_text(
        f"name: {folder.name}\nenvironments: {{production: {{}}}}\nlint: {{ruleset: own.yaml}}\n"
    )
    (folder / "own.yaml").write_text(f"extends: [[spectral:oas, off]]\nrules: {{{rule}: warn}}\n")
    contract = folder / "openapi.yaml"
    contract.write_text(TEXT)
    return contract


def test_each_workspace_of_an_opened_folder_has_its_own_ruleset(tmp_path):
    one, two = workspace(tmp_path / "one", "info-contact"), workspace(tmp_path / "two", "info-license")
    shelf, checker = Shelf((tmp_path,)), Checker()
    for path in (one, two):
        shelf.put(path, TEXT)
    assert rules(checker, shelf, one) == {"info-contact"}
    assert rules(checker, shelf, two) == {"info-license"}


def test_a_changed_ruleset_counts_at_once(tmp_path):
    path = workspace(tmp_path / "one", "info-contact")
    shelf, checker = Shelf((tmp_path,)), Checker()
    shelf.put(path, TEXT)
    assert rules(checker, shelf, path) == {"info-contact"}
    own = path.with_name("own.yaml")
    own.write_text("extends: [[spectral:oas, off]]\nrules: {info-license: warn}\n")
    os.utime(own, ns=(1, 1))
    assert rules(checker, shelf, path) == {"info-license"}


def test_an_exception_ends_while_the_editor_is_open(tmp_path):
    path = tmp_path / "openapi.yaml"
    (tmp_path / ".spectral.yaml").write_text("extends: [[spectral:oas, off]]\nrules: {info-contact: warn}\n")
    (tmp_path / ".apiyard-lint-exceptions.yaml").write_text(
        "- {rule: info-contact, document: openapi.yaml, reason: moving, until: 2026-11-22}\n"
    )
    clock = ManualClock(datetime(2026, 11, 22, 12, tzinfo=UTC))
    shelf, checker = Shelf((tmp_path,)), Checker(clock=clock)
    shelf.put(path, TEXT)
    assert rules(checker, shelf, path) == set()
    clock.move(24 * 3600)
    assert rules(checker, shelf, path) == {"info-contact"}


def test_half_a_surrogate_pair_is_a_finding(tmp_path):
    path = tmp_path / "openapi.yaml"
    shelf = Shelf((tmp_path,))
    shelf.put(path, TEXT.replace("title: A", 'title: "\ud834"'))
    assert rules(Checker(), shelf, path) == {"parser"}
