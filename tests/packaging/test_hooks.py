"""The hook of pre-commit and the GitHub Action are run as those programs run them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.parts import ROOT

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "packaging" / "github-action" / "action.yml").read_text(encoding="utf-8"))
COMPARING = yaml.safe_load((ROOT / "packaging" / "github-action-diff" / "action.yml").read_text(encoding="utf-8"))
BROKEN = "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\npaths:\n  /a/{b}:\n    get:\n      responses: {}\n"
GOOD = "openapi: 3.1.0\ninfo: {title: A, version: 1.0.0}\npaths: {}\n"
pytestmark = [pytest.mark.packaging, pytest.mark.timeout(180)]


def run(folder, *command, **environment):
    env = {**os.environ, "NO_COLOR": "1", "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_HOME": str(folder / ".cache")}
    return subprocess.run(
        command, cwd=folder, env=env | environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_manifest_of_hooks_is_valid(tmp_path):
    done = run(tmp_path, sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_commit_with_a_broken_contract_is_stopped(tmp_path):
    # As the hook is written, but with this machine's program in the place of one that is installed for it.
    hooks = [
        {**hook, "language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
        for hook in HOOKS
        if hook["id"] == "apiyard-lint"
    ]
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    (tmp_path / "openapi.yaml").write_text(BROKEN)
    (tmp_path / "other.yaml").write_text("openapi: 3.1.0\n")
    for words in (["init", "-q"], ["add", "-A"]):
        assert run(tmp_path, "git", *words).returncode == 0
    refused = run(tmp_path, sys.executable, "-m", "pre_commit", "run")
    assert refused.returncode == 1
    assert "path-params" in refused.stdout
    assert "other.yaml" not in refused.stdout
    (tmp_path / "openapi.yaml").write_text(GOOD)
    assert run(tmp_path, "git", "add", "-A").returncode == 0
    passed = run(tmp_path, sys.executable, "-m", "pre_commit", "run")
    assert passed.returncode == 0, passed.stdout


def test_a_commit_that_breaks_clients_is_stopped(tmp_path):
    hooks = [
        {**hook, "language": "system", "entry": f"{sys.executable} -m {hook['entry']}"}
        for hook in HOOKS
        if hook["id"] == "apiyard-diff"
    ]
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    _commit(tmp_path)
    (tmp_path / "openapi.yaml").write_text(GOOD)
    assert run(tmp_path, "git", "add", "-A").returncode == 0
    refused = run(tmp_path, sys.executable, "-m", "pre_commit", "run")
    assert refused.returncode == 1
    assert "breaking" in refused.stdout


def _commit(folder):
    (folder / "openapi.yaml").write_text(BROKEN)
    user = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], [*user, "commit", "-q", "-m", "one"]):
        done = run(folder, "git", *words)
        assert done.returncode == 0, done.stderr


def test_the_action_compares_with_the_base(tmp_path):
    _commit(tmp_path)
    done, output = step(tmp_path, COMPARING, "diff", old="main:", html="a.html")
    assert done.returncode == 0, done.stdout + done.stderr
    assert output == "exit-code=0\n"
    (tmp_path / "openapi.yaml").write_text(GOOD)
    done, output = step(tmp_path, COMPARING, "diff", old="main:", sarif="a.sarif")
    assert (done.returncode, output) == (1, "exit-code=0\nexit-code=1\n")
    assert "::error title=breaking " in done.stdout
    assert (tmp_path / "apiyard-diff.md").read_text().startswith("<!-- apiyard-diff -->")
    assert (tmp_path / "a.html").is_file()
    assert (tmp_path / "a.sarif").is_file()
    done, _ = step(tmp_path, COMPARING, "diff", old="main:$(touch evil)", new="`touch evil`")
    assert done.returncode == 2
    assert not (tmp_path / "evil").exists()
    assert not [each for each in COMPARING["runs"]["steps"] if "${{" in each["run"]]


def step(folder, action=ACTION, name="lint", **inputs):
    """Run the action's step as a runner does: inputs are put into the environment, the script goes to bash."""
    (lint,) = [each for each in action["runs"]["steps"] if each.get("id") == name]
    defaults = {name: each.get("default", "") for name, each in action["inputs"].items()}
    given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
    env = {key: given[text.removeprefix("${{ inputs.").removesuffix(" }}")] for key, text in lint["env"].items()}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    output = folder / "output"
    done = run(folder, "bash", "-c", lint["run"], PATH=path, GITHUB_OUTPUT=str(output), RUNNER_TEMP=str(folder), **env)
    return done, output.read_text() if output.exists() else ""


def test_the_action_says_where_the_findings_are(tmp_path):
    (tmp_path / "openapi.yaml").write_text(BROKEN)
    done, output = step(tmp_path, documents="openapi.yaml\n", ruleset="spectral:oas", sarif="out.sarif")
    assert done.returncode == 1, done.stderr
    assert output == "exit-code=1\n"
    assert "::error title=path-params,file=openapi.yaml,line=5" in done.stdout
    assert '"version":"2.1.0"' in (tmp_path / "out.sarif").read_text().replace(" ", "")
    (tmp_path / "openapi.yaml").write_text(GOOD)
    done, output = step(tmp_path, documents="openapi.yaml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_inputs_of_the_action_are_words_and_no_commands(tmp_path):
    (tmp_path / "openapi.yaml").write_text(GOOD)
    done, _ = step(tmp_path, documents="openapi.yaml $(touch${IFS}evil) ; `touch evil` --fix", fail_severity="error")
    assert done.returncode != 0
    assert not (tmp_path / "evil").exists()
    scripts = [each["run"] for each in ACTION["runs"]["steps"]]
    assert not [each for each in scripts if "${{" in each]
