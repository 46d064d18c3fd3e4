"""The pages about changes say all: each id of another tool is covered or has its reason, each check has its example."""

from __future__ import annotations

from apiyard.design.check import checks
from docs import changes
from tests.parts import absent


def test_every_id_of_oasdiff_is_covered_or_has_a_reason():
    found = changes.coverage()
    if found is None:
        absent("facts", "put the list of oasdiff's checks into the folder facts beside that of the real documents")
    lost = [id_ for id_, (names, why) in found.items() if not names and not why]
    assert not lost, f"name a check or a reason in docs/oasdiff.toml: {lost}"
    unknown = {name for names, _ in found.values() for name in names} - set(checks())
    assert not unknown


def test_checks_name_only_ids_that_there_are():
    found = changes.coverage()
    if found is None:
        absent("facts", "put the list of oasdiff's checks into the folder facts beside that of the real documents")
    assert not {id_ for check in checks().values() for id_ in check.oasdiff} - set(found)


def test_every_check_is_on_the_pages():
    told = changes.pages("")
    for name in checks():
        assert f"### {name}\n" in told["checks.md"]
    shown = [check for check in checks().values() if check.examples]
    assert all(f"(checks.md#{check.id})" in told["verdicts.md"] for check in shown)
    assert len(shown) > len(checks()) * 2 // 3
