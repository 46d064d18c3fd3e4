"""Do what the flags of ``apiyard lint`` say."""

from __future__ import annotations

from apiyard.cli.linting.given import Given
from apiyard.cli.linting.inputs import Door
from apiyard.cli.linting.judge import Asked, in_force, judge
from apiyard.cli.linting.outputs import STDOUT, choose, tell
from apiyard.core.clock import SystemClock
from apiyard.design.report import Look


def perform(given: Given) -> int:
    """Judge, and tell.

    Args:
        given: the flags.

    Returns:
        The exit code: 0 fine, 1 there are findings that make it fail.

    Raises:
        ApiyardError: it could not be done, or the flags are wrong.
    """
    if given.explain:
        from apiyard.cli.linting.explain import say_rule

        say_rule(given.explain, as_json="json" in (given.format or ()), active=in_force(_asked(given)))
        return 0
    outputs = choose(given.format or (), given.output or ())
    if given.dry_run:
        # Standard output is the patch, so that it can be piped into `git apply`.
        outputs = [each for each in outputs if each[1] != STDOUT]
    judgement = judge(_asked(given), SystemClock())
    look = Look(
        judgement.folder,
        raw=given.raw,
        urls=given.show_documentation_url,
        arithmetic=given.score,
        most=given.max_findings,
    )
    return int(tell(judgement, look, outputs, quiet=given.quiet))


def _asked(given: Given) -> Asked:
    return Asked(
        refs=given.contracts or (),
        rulesets=given.ruleset or (),
        fail=given.fail_severity,
        only_failures=given.display_only_failures,
        ignore_unknown_format=given.ignore_unknown_format,
        unmatched_is_wrong=given.fail_on_unmatched_globs,
        door=Door(given.stdin_filepath, str(given.encoding), given.allow_remote),
        skip=given.skip_rule or (),
        baseline=given.baseline,
        update=given.update_baseline,
        workspace=given.workspace,
        verbose=given.verbose,
        mend=given.fix or bool(given.fix_rule) or given.dry_run,
        mend_only=given.fix_rule or (),
        dry=given.dry_run,
    )
