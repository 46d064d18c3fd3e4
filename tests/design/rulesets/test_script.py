"""The plain data of rulesets in JavaScript is read, and nothing of it is run."""

from __future__ import annotations

import pytest

from apiyard.core.errors import ApiyardError, InvalidInputError, TooLargeError
from apiyard.core.finding import Severity
from apiyard.design.read_ruleset import read_ruleset

_SCRIPT = """#!/usr/bin/env node
"use strict";
// a comment with 'a quote
import { truthy, pattern as pat } from "@stoplight/spectral-functions";
import { oas } from '@stoplight/spectral-rulesets'
import * as formats from "@stoplight/spectral-formats";
import { DiagnosticSeverity } from "@stoplight/types";
import mine from "./functions/mine.js";
import other from './other.js';
const VERBS = ['get', "put"], base = { given: `$.paths[*]`, severity: DiagnosticSeverity.Hint };
function check(a) { if (a > 1) { return /[/"]}/.test(a) } }
export default {
  extends: [[oas, "off"], other],
  formats: [formats.oas3],
  rules: {
    'one': { ...base, then: { field: 'x', function: truthy } },
    "two": { severity: 0, given: "$" + ".info",
             then: { function: pat, functionOptions: { match: "^\\u0041[a-z]+$" } } },
    three: { given: "$", then: { function: mine } },
    four: { given: "$", then: { function: (x, y = {a: 1}) => { return `a ${x}` } } },
    five: { given: "$", then: { function: check, functionOptions: { VERBS } } },
    six: { given: "$", then: { function: pat, functionOptions: { match: /a/ } } },
    'operation-tags': "error", /* the last */
  },
};
"""
_OTHER = """
const { casing } = require('@stoplight/spectral-functions');
const { oas2 } = require('@stoplight/spectral-formats');
exports.__esModule = true;
module.exports = { rules: { seven: { formats: [oas2], given: ['$.a'],
  then: [{ function: casing, functionOptions: { type: 'camel' } }] } } }
"""


def _active(tmp_path, script, **others):
    path = tmp_path / ".spectral.js"
    path.write_text(script)
    for name, text in others.items():
        (tmp_path / f"{name}.js").write_text(text)
    return read_ruleset(path).for_document("openapi.yaml")


def test_plain_data_is_read(tmp_path):
    active = _active(tmp_path, _SCRIPT, other=_OTHER)
    rules = active.rules
    assert (rules["one"].severity, rules["one"].rule.given) == (Severity.HINT, ("$.paths[*]",))
    assert (rules["two"].severity, rules["two"].rule.given) == (Severity.ERROR, ("$.info",))
    assert rules["two"].rule.then[0].function.name == "pattern"
    assert rules["two"].rule.then[0].options == {"match": "^A[a-z]+$"}
    assert rules["seven"].formats == {"oas2"}
    assert rules["seven"].rule.then[0].options == {"type": "camel"}
    assert rules["operation-tags"].severity is Severity.ERROR
    assert rules["operation-description"].severity is None


def test_rules_that_need_code_are_named_with_the_reason(tmp_path):
    active = _active(tmp_path, _SCRIPT, other=_OTHER)
    assert active.not_run.keys() == {"three", "four", "five", "six"}
    assert "mine.py" in active.not_run["three"]
    assert active.not_run["four"].endswith(".spectral.js:20:43")
    assert active.not_run["five"].endswith(".spectral.js:11:1")
    assert "regular expression" in active.not_run["six"]
    assert not active.not_run.keys() & active.rules.keys()


_TEMPLATES = r"""
const PATHS = "$.p\x61ths", at = { verbs: "get,post" };
export default {
  aliases: { Verbs: [`${PATHS}[*][${ at.verbs }]`] },
  rules: {
    one: { given: `${PATHS}`, message: `\`\${no} \\${PATHS}`, then: { function: "truthy" } },
    two: { given: `${PATHS}[${PATHS + 1}]`, then: { function: "truthy" } },
  },
};
"""


def test_templates_are_filled_with_constants_only(tmp_path):
    active = _active(tmp_path, _TEMPLATES)
    assert active.not_run.keys() == {"two"}
    rule = active.rules["one"]
    assert (rule.rule.given, rule.rule.message) == (("$.paths",), "`${no} \\$.paths")
    assert rule.aliases["Verbs"][0].given == ("$.paths[*][get,post]",)


_TRUTHYY = "\nexport default { rules: { x: { given: '$', then: { function: f.truthyy } } } };"
WRONG = {
    "a statement": ("const a = {};\na.rules = {};\nexport default a;", "2:1"),
    "a call": ("export default make({ rules: {} });", "1:16"),
    "an unknown name": ("export default ruleset;", "1:16"),
    "a spread of something else": ("import a from './a.js';\nexport default { ...a };", "2:18"),
    "a computed key": ("export default { [a]: 1 };", "1:18"),
    "nothing": ("const a = 1;", "1:1"),
    "an open bracket": ("export default { rules: { a: 'warn'", "1:36"),
    "an open string": ("export default { rules: { a: 'warn } }", "1:30"),
    "an open template": ("export default { rules: { a: `warn } }", "1:30"),
    "a misspelt function": (
        "import * as f from '@stoplight/spectral-functions';" + _TRUTHYY,
        "2:64",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_said_with_its_place(name, tmp_path):
    script, place = WRONG[name]
    with pytest.raises(ApiyardError) as caught:
        _active(tmp_path, script)
    assert caught.value.where == f"{tmp_path}/.spectral.js:{place}"


def test_data_of_files_beside_it_is_read(tmp_path):
    script = """
const { places } = require('./places');
const rules = require('./rules'), base = require('./base.js');
import * as all from './named.js';
module.exports = { extends: base, rules: { ...rules, other: { ...all.shared, given: places } } };
"""
    active = _active(
        tmp_path,
        script,
        places="const places = ['$.a']; module.exports = { places, make() {} };",
        rules="exports.one = { given: '$', then: { function: require('./checks/two') } };",
        base="export default { rules: { below: { given: '$', then: { function: 'truthy' } } } };",
        named="export const shared = { then: { function: 'truthy' } };\nexport function f() {}",
    )
    assert active.rules.keys() == {"below", "other"}
    assert active.rules["below"].source == f"{tmp_path}/base.js"
    assert active.rules["other"].rule.given == ("$.a",)
    assert f"{tmp_path}/checks/two" in active.not_run["one"]


def test_data_in_json_is_taken_too(tmp_path):
    (tmp_path / "rules.json").write_text('{"x": {"given": "$", "then": {"function": "truthy"}}}')
    assert "x" in _active(tmp_path, "module.exports = { rules: require('./rules.json') };").rules


def test_files_of_a_package_are_found_from_where_they_stand(tmp_path):
    home = tmp_path / "node_modules/acme/src"
    (home / "rules").mkdir(parents=True)
    (home / "functions").mkdir()
    (home.parent / "package.json").write_text('{"name": "acme", "main": "src/main.js"}')
    (home / "main.js").write_text(
        "const rules = require('./rules'); const { oas } = require('@stoplight/spectral-rulesets');"
        "module.exports = { extends: [[oas, 'off'], require('./more')], rules: { one: rules.one, two: rules.two } };"
    )
    (home / "more.json").write_text('{"rules": {"more": {"given": "$", "then": {"function": "truthy"}}}}')
    (home / "rules/index.js").write_text("module.exports = { one: require('./one'), two: require('./two.js') };")
    (home / "rules/one.js").write_text(
        "const { check } = require('../functions'); module.exports = { given: '$', then: { function: check } };"
    )
    (home / "rules/two.js").write_text("module.exports = { given: '$', then: { function: 'truthy' } };")
    (home / "functions/check.py").write_text("def check(value, options, context): return []")
    active = _active(tmp_path, "const acme = require('acme'); module.exports = { extends: acme };")
    assert {"two", "more"} <= active.rules.keys()
    assert f"{home}/functions/check.py" in active.not_run["one"]


def test_a_script_that_hands_on_another_ruleset(tmp_path):
    script = "import { oas } from '@stoplight/spectral-rulesets'\n\nexport default oas\n"
    assert _active(tmp_path, script).rules["operation-tags"].severity is Severity.WARN
    assert _active(tmp_path, "module.exports = require('./more')", more="module.exports = { rules: {} }").rules == {}


def test_rules_that_are_code_are_named(tmp_path):
    script = "import { a, b } from 'acme'; export default { rules: { a, b: { given: b, then: {} }, c: make(1) } };"
    active = _active(tmp_path, script)
    assert active.not_run == {
        "a": f"it holds a of acme at {tmp_path}/.spectral.js:1:56",
        "b": f"it holds b of acme at {tmp_path}/.spectral.js:1:71",
        "c": f"it holds a call of make at {tmp_path}/.spectral.js:1:89",
    }


def test_scripts_that_take_from_each_other_end(tmp_path):
    other = "const back = require('./.spectral.js'); module.exports = { rules: back.rules };"
    with pytest.raises(ApiyardError):
        _active(tmp_path, "const o = require('./other'); module.exports = { rules: o.rules };", other=other)


def test_nothing_is_run(tmp_path):
    proof = tmp_path / "proof"
    script = f"require('fs').writeFileSync({str(proof)!r}, 'x');\nmodule.exports = {{ rules: {{}} }};"
    with pytest.raises(InvalidInputError, match="without running it"):
        _active(tmp_path, script)
    assert not proof.exists()


@pytest.mark.parametrize(
    "script",
    ["export default " + "[" * 50_000, "export default " + "{a:" * 500 + "1" + "}" * 500],
    ids=["brackets", "objects"],
)
def test_hostile_scripts_end(script, tmp_path):
    with pytest.raises(ApiyardError):
        _active(tmp_path, script)


def test_a_script_has_a_bound_on_its_size(tmp_path):
    with pytest.raises(TooLargeError):
        _active(tmp_path, "//" + "x" * (5 << 20))
