"""What is plainly typed is read as typer reads it, and the rest is left to typer."""

from __future__ import annotations

import inspect
import random
from typing import Any

import pytest
import typer

from apiyard.cli import app
from apiyard.cli.build import build
from apiyard.cli.commands import lint
from apiyard.cli.linting import perform as performing
from apiyard.cli.linting import plain as plainly
from apiyard.cli.linting.given import Given
from apiyard.cli.linting.plain import plain

_WORDS = [
    *("a.yaml", "-", "orders", "!b.yaml", "--quiet", "-q", "-v", "-D", "--fix", "--dry-run", "--raw", "--score"),
    *("-r=x.yaml", "-rx.yaml", "--ruleset=x.yaml", "--output.json", "--output.html=r.html", "-fjson", "-F=warn"),
    *("--encoding=utf16le", "--max-findings=7", "--max-findings=-1", "--max-findings=", "--fail-severity=hint"),
    *("--fail-severity=Hint", "--encoding=none", "--skip-rule=one", "--fix-rule=", "--baseline=b.json", "--explain=x"),
    *("-w=here", "--workspace=there", "--stdin-filepath=in.yaml", "--resolver=r.js", "--unknown", "-vq", "--", "", "7"),
]
_VALUED = ["--ruleset", "-r", "-f", "--format", "-o", "--output", "--skip-rule", "-F", "--fail-severity", "-e", "-w"]
_VALUED += ["--max-findings", "--baseline", "--explain", "--stdin-filepath", "--fix-rule", "--encoding"]


@pytest.fixture
def by_typer(monkeypatch: pytest.MonkeyPatch):
    """Give what typer makes of arguments; None when it refuses them."""

    def given(arguments: list[str]) -> Given | None:
        found: list[Given] = []

        def perform(each: Given) -> int:
            found.append(each)
            return 0

        monkeypatch.setattr(performing, "perform", perform)
        with pytest.raises(SystemExit):
            app._fully(["lint", *arguments])
        return found[0] if found else None

    return given


def _facts(given: Given) -> dict[str, Any]:
    facts = {name: getattr(given, name) for name in inspect.signature(lint.run).parameters}
    return {name: None if value in ([], ()) else value for name, value in facts.items()}


@pytest.mark.parametrize("seed", range(300))
def test_plain_arguments_mean_what_typer_says(seed: int, by_typer):
    chance = random.Random(seed)
    arguments: list[str] = []
    for _ in range(chance.randint(0, 5)):
        valued = chance.random() < 0.4
        arguments += [chance.choice(_VALUED), chance.choice(["utf8", "5", "warn", "x=y.html"])] if valued else []
        arguments += [] if valued else [chance.choice(_WORDS)]
    found = plain(arguments, {})
    if found is not None:
        expected = by_typer(arguments)
        assert expected is not None, arguments
        assert _facts(found) == _facts(expected), arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--resolver", "r.js"],
        ["--unknown"],
        ["-qv"],
        ["-r"],
        ["-r", "-q"],
        ["-F", "bad"],
        ["-e", "ebcdic"],
        ["--max-findings", "-3"],
        ["--max-findings", "٣"],
        ["--quiet=yes"],
    ],
)
def test_what_is_wrong_or_rare_is_left_to_typer(arguments: list[str]):
    assert plain(arguments, {}) is None


def test_a_workspace_in_the_environment_is_left_to_typer():
    assert plain(["a.yaml"], {"APIYARD_WORKSPACE": "/x"}) is None
    assert plain(["a.yaml"], {}) == Given(["a.yaml"])


def test_every_option_is_known_with_its_spellings_and_kind():
    group: Any = typer.main.get_command(build(["lint"])[0])
    command = group.commands["lint"]
    expected: dict[str, tuple[str | None, str]] = {}
    found: dict[str, tuple[str | None, str]] = {}
    for each in command.params:
        if each.param_type_name == "option" and each.name != "resolver":
            kind = "switch" if each.is_flag else "repeated" if each.multiple else "valued"
            expected |= dict.fromkeys(each.opts, (each.name, kind))
            assert not each.secondary_opts
    found |= {spelling: (flag, "repeated") for spelling, flag in plainly._REPEATED.items()}
    found |= {spelling: (flag, "valued") for spelling, (flag, _) in plainly._VALUED.items()}
    found |= {spelling: (flag, "switch") for spelling, flag in plainly._SWITCHES.items()}
    expected.pop("--help", None)
    assert found == expected


def test_defaults_are_those_of_the_command():
    defaults = {name: each.default for name, each in inspect.signature(lint.run).parameters.items()}
    assert _facts(Given()) == defaults
