"""What is wrong in a ruleset is said with its place, the piece, and what would be right."""

from __future__ import annotations

import pytest

from apiyard.core.errors import ApiyardError
from apiyard.design.read_ruleset import builtin, read_ruleset

_RULE = "rules:\n  x: "
_TRUTHY = "then: {function: truthy}"

WRONG = {
    "a rule nobody defines": (_RULE + "warn", "2:3", "x", "spectral:oas"),
    "a misspelt rule": ("extends: spectral:oas\nrules:\n  operation-tagss: warn", "3:3", "tagss", '"operation-tags"'),
    "a misspelt function": (_RULE + "{given: $, then: {function: truthyy}}", "2:24", "", '"truthy"'),
    "options for nothing": (_RULE + "{given: $, then: {function: truthy, functionOptions: {a: 1}}}", "2:42", "", ""),
    "a misspelt option": (
        _RULE + "{given: $, then: {function: pattern, functionOptions: {mach: a}}}", "2:61", "", "match",
    ),
    "a severity that is none": (_RULE + "{given: $, severity: bad, " + _TRUTHY + "}", "2:17", "bad", "error"),
    "a number that is none": (_RULE + "7", "2:3", "7", "-1 to 3"),
    "an expression without end": (_RULE + "{given: '$.[', " + _TRUTHY + "}", "2:7", "$.[", ""),
    "an expression without start": (_RULE + "{given: a.b, " + _TRUTHY + "}", "2:7", "a.b", ""),
    "no expression": (_RULE + "{given: [], " + _TRUTHY + "}", "2:7", "", ""),
    "a field that is no path": (_RULE + "{given: $, then: {field: '$.[', function: truthy}}", "2:24", "$.[", ""),
    "an alias nobody defines": (_RULE + "{given: '#No', " + _TRUTHY + "}", "2:7", "#No", "extends"),
    "aliases in a circle": ("aliases: {A: ['#B'], B: ['#A.x']}\nrules: {}", "1:11", "#B -> #A -> #B", "circle"),
    "a circle for one format": (
        "aliases: {A: {targets: [{formats: [oas2], given: ['#A']}]}}\nrules: {}", "1:11", "#A -> #A", "circle",
    ),
    "an alias with a wrong name": ("aliases: {9x: ['$']}\nrules: {}", "1:11", "9x", ""),
    "an alias without targets": ("aliases: {A: {targets: []}}\nrules: {}", "1:11", "", "formats"),
    "a format nobody knows": (_RULE + "{given: $, formats: [oas4], " + _TRUTHY + "}", "2:27", "", '"oas3"'),
    "a file that is not there": ("extends: ./nowhere.yaml", "1:1", "nowhere.yaml", "relative to the ruleset"),
    "a file that is no ruleset": ("extends: /etc/passwd", "1:1", "/etc/passwd", ".yaml"),
    "a misspelt ruleset": ("extends: spectral:oass", "1:1", "", '"spectral:oas"'),
    "AsyncAPI": ("extends: spectral:asyncapi", "1:1", "", "another tool"),
    "a wrong mode": ("extends: [[spectral:oas, every]]", "1:11", "every", "recommended"),
    "a URL that is not allowed": ("extends: https://example.com/x.yaml", "1:1", "https://example.com/x.yaml", "allow"),
    "a URL without TLS": ("extends: http://example.com/x.yaml", "1:1", "http://example.com/x.yaml", "https"),
    "a misspelt member": ("ruls: {}", "1:1", "ruls", '"rules"'),
    "a member of a rule": (_RULE + "{given: $, givn: 1, " + _TRUTHY + "}", "2:17", "givn", '"given"'),
    "a rule of format 5": (_RULE + "[error, {}]", "2:3", "a list of 2", "format 5"),
    "a rule without given": (_RULE + "{" + _TRUTHY + "}", "2:3", "x", "given"),
    "a question without function": (_RULE + "{given: $, then: {}}", "2:17", "", ""),
    "a pointer with more than a severity": (
        "overrides:\n - files: ['*.yaml#/a']\n   rules: {x: {given: $}}", "3:12", "given", "",
    ),
    "an override without files": ("overrides:\n - rules: {x: off}", "2:4", "", "files"),
    "an override for nothing": ("overrides:\n - files: [a.yaml]", "2:4", "", ""),
    "an override of a rule nobody defines": (
        "extends: spectral:oas\noverrides:\n - files: ['*.yaml']\n   rules: {nope: error}", "4:12", "nope", "",
    ),
    "a parser option": ("rules: {}\nparserOptions: {duplicateKeys: fatal}", "2:17", "fatal", "warn"),
    "a list": ("[]", "1:1", "", ""),
    "nothing to do": ("description: nothing", "1:1", "", "spectral:oas"),
    "a URL that is none": ("documentationUrl: nope\nrules: {}", "1:1", "nope", "https"),
    "itself": ("extends: ./wrong.yaml", "1:1", "wrong.yaml -> ", "circle"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_with_its_place(name, tmp_path):
    text, place, piece, hint = WRONG[name]
    path = tmp_path / "wrong.yaml"
    path.write_text(text)
    with pytest.raises(ApiyardError) as caught:
        read_ruleset(path)
    error = caught.value
    assert error.exit_code in {2, 3}
    assert error.where == f"{path}:{place}"
    assert piece in error.piece
    assert hint in error.hint


def test_a_built_in_ruleset_nobody_knows_names_the_nearest():
    with pytest.raises(ApiyardError, match="unknown ruleset") as caught:
        builtin("apiyard:recomended")
    assert '"apiyard:recommended"' in caught.value.hint


def test_a_mistake_in_a_file_that_is_extended_names_that_file(tmp_path):
    (tmp_path / "below.json").write_text('{"rules": {"x": {"given": "$",\n "then": {"function": "nope"}}}}')
    (tmp_path / "ruleset.yaml").write_text("extends: below.json")
    with pytest.raises(ApiyardError) as caught:
        read_ruleset(tmp_path / "ruleset.yaml")
    assert caught.value.where == f"{tmp_path}/below.json:2:11"
