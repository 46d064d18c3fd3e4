"""The flags of ``apiyard lint`` as they were given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from apiyard.core.finding import Severity
from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """The flags, by the names of the command's parameters, with its defaults."""

    contracts: Sequence[str] | None = None
    ruleset: Sequence[str] | None = None
    format: Sequence[str] | None = None
    output: Sequence[str] | None = None
    fail_severity: Severity | None = None
    display_only_failures: bool = False
    ignore_unknown_format: bool = False
    fail_on_unmatched_globs: bool = False
    stdin_filepath: str = ""
    encoding: str = "utf8"
    verbose: bool = False
    quiet: bool = False
    resolver: str = ""
    skip_rule: Sequence[str] | None = None
    show_documentation_url: bool = False
    baseline: Path | None = None
    update_baseline: bool = False
    fix: bool = False
    fix_rule: Sequence[str] | None = None
    dry_run: bool = False
    score: bool = False
    raw: bool = False
    allow_remote: bool = False
    explain: str = ""
    max_findings: int = 100
    workspace: Path | None = None
