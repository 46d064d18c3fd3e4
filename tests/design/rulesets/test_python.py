"""Functions in Python stand beside a ruleset, and run only when their folder is trusted as it is."""

from __future__ import annotations

from typing import cast

import pytest

from apiyard.core.errors import ForbiddenError, InvalidInputError
from apiyard.design.function import Context, Result
from apiyard.design.read_ruleset import read_ruleset
from apiyard.settings.trust import Trust
from apiyard.wiring.rule_functions import code_of, supply_of

_RULESET = "functions: [checkIt]\nrules: {x: {given: $, then: {function: checkIt, functionOptions: {most: 2}}}}"
_PLAIN = """
def checkIt(value, options, context):
    if len(value) > options["most"]:
        yield "too long"
"""
_WHOLE = """
from apiyard.core.errors import InvalidInputError
from apiyard.design.function import Function, Result

def _read(options):
    if not options or "most" not in options:
        raise InvalidInputError("most is missing", where="")
    return options["most"]

def _call(value, most, context):
    return [Result("too long")] if len(value) > most else []

FUNCTION = Function("check-it", "checkIt", "why", _call, _read)
"""


@pytest.fixture
def trust(tmp_path):
    return Trust(tmp_path / "data/trust.json")


def _write(tmp_path, text=_PLAIN, ruleset=_RULESET):
    (tmp_path / "functions").mkdir(exist_ok=True)
    (tmp_path / "functions/checkIt.py").write_text(text)
    (tmp_path / ".spectral.yaml").write_text(ruleset)
    return tmp_path / ".spectral.yaml"


def _ask(active, value):
    then = active.rules["x"].rule.then[0]
    return [result.message for result in then.function.call(value, then.function.read(then.options), None)]


@pytest.mark.parametrize("text", [_PLAIN, _WHOLE], ids=["def", "FUNCTION"])
def test_a_trusted_function_answers(text, tmp_path, trust):
    path = _write(tmp_path, text)
    trust.give_code(code_of(read_ruleset(path).functions))
    active = read_ruleset(path, supply=supply_of(trust)).for_document("a.yaml")
    assert not active.not_run
    assert _ask(active, "abc") == ["too long"]
    assert _ask(active, "ab") == []


def test_without_trust_nothing_is_run(tmp_path, trust):
    proof = tmp_path / "proof"
    path = _write(tmp_path, f"open({str(proof)!r}, 'w')\n{_PLAIN}")
    with pytest.raises(ForbiddenError) as caught:
        read_ruleset(path, supply=supply_of(trust))
    assert caught.value.code == "not-trusted"
    assert "apiyard trust" in caught.value.hint
    active = read_ruleset(path).for_document("a.yaml")
    assert "apiyard trust" in active.not_run["x"]
    assert not proof.exists()


@pytest.mark.parametrize("changed", ["functions/checkIt.py", "functions/another.py"])
def test_a_change_in_the_folder_ends_the_trust(changed, tmp_path, trust):
    path = _write(tmp_path)
    trust.give_code(code_of(read_ruleset(path).functions))
    (tmp_path / changed).write_text(_PLAIN + "# changed\n")
    with pytest.raises(ForbiddenError):
        read_ruleset(path, supply=supply_of(trust))
    trust.give_code(code_of(read_ruleset(path).functions))
    read_ruleset(path, supply=supply_of(trust))
    trust.withdraw()
    with pytest.raises(ForbiddenError):
        read_ruleset(path, supply=supply_of(trust))


def test_trust_in_commands_and_in_code_are_apart(tmp_path, trust):
    path = _write(tmp_path)
    trust.give({"api": {"command": ["x"]}})
    with pytest.raises(ForbiddenError):
        read_ruleset(path, supply=supply_of(trust))
    trust.give_code(code_of(read_ruleset(path).functions))
    trust.give({"api": {"command": ["y"]}})
    read_ruleset(path, supply=supply_of(trust))
    trust.check({"api": {"command": ["y"]}})


def test_a_hyphen_in_the_name_is_an_underscore_in_python(tmp_path, trust):
    path = _write(tmp_path, ruleset=_RULESET.replace("checkIt", "check-it"))
    (tmp_path / "functions/check-it.py").write_text(_PLAIN.replace("checkIt", "check_it"))
    trust.give_code(code_of(read_ruleset(path).functions))
    assert _ask(read_ruleset(path, supply=supply_of(trust)).for_document("a.yaml"), "abc") == ["too long"]


def test_functions_lie_where_the_ruleset_says(tmp_path):
    (tmp_path / "rules/own").mkdir(parents=True)
    (tmp_path / "rules/own/checkIt.py").write_text(_PLAIN)
    (tmp_path / "rules/base.yaml").write_text("functionsDir: own\n" + _RULESET)
    (tmp_path / ".spectral.yaml").write_text("extends: rules/base.yaml")
    assert read_ruleset(tmp_path / ".spectral.yaml").functions == (tmp_path / "rules/own/checkIt.py",)


@pytest.mark.parametrize(
    ("text", "said"),
    [("x = 1", "no function of its name"), ("1/0", "ZeroDivisionError"), ("def f(:", "SyntaxError")],
)
def test_a_wrong_file_is_named(text, said, tmp_path, trust):
    path = _write(tmp_path, text)
    trust.give_code(code_of(read_ruleset(path).functions))
    with pytest.raises(InvalidInputError) as caught:
        read_ruleset(path, supply=supply_of(trust))
    assert said in caught.value.what
    assert caught.value.where.endswith("checkIt.py")


def test_wrong_options_are_named_where_they_stand(tmp_path, trust):
    path = _write(tmp_path, _WHOLE, _RULESET.replace("most", "least"))
    trust.give_code(code_of(read_ruleset(path).functions))
    with pytest.raises(InvalidInputError, match="most is missing") as caught:
        read_ruleset(path, supply=supply_of(trust))
    assert caught.value.where == f"{path}:2:49"


def test_results_may_be_whole_ones(tmp_path, trust):
    text = "from apiyard.design.function import Result\n\ndef checkIt(value, options, context):\n    "
    path = _write(tmp_path, text + "return [Result('deep', ('a',)), {'message': 'as there', 'path': ['b', 0]}]\n")
    trust.give_code(code_of(read_ruleset(path).functions))
    active = read_ruleset(path, supply=supply_of(trust)).for_document("a.yaml")
    then = active.rules["x"].rule.then[0]
    assert list(then.function.call({}, None, cast("Context", None))) == [
        Result("deep", ("a",)),
        Result("as there", ("b", 0)),
    ]
