"""One run of ``apiyard lint``: open the inputs, ask the rules, set apart what was agreed on."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from apiyard.cli.linting.inputs import Door, Known, Opened, Target, find_targets, open_target, piped
from apiyard.core.clock import Clock
from apiyard.core.errors import ForbiddenError, InvalidInputError, NotFoundError
from apiyard.core.finding import Finding, Severity
from apiyard.core.noun import dataclass, field, replace
from apiyard.design.assess import Agreed, afterthoughts, assess, lone
from apiyard.design.lint import lint
from apiyard.design.report import Judged, reaches
from apiyard.spec import source as sources
from apiyard.spec.inventory import Inventory
from apiyard.wiring.lint_agreed import Where, choose_ruleset, keep_baseline, near_workspace, read_agreed

if TYPE_CHECKING:
    from apiyard.design.reading.loaded import Loaded
    from apiyard.design.ruleset import Active
    from apiyard.settings.workspace import LintSpec, Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user asked for.

    Args:
        refs: API names, paths, globs, addresses, or ``-``.
        rulesets: the ruleset, if one is named.
        fail: fail from this severity on; None for the workspace's choice.
        only_failures: whether milder findings are left out.
        ignore_unknown_format: whether a document of no known format is no finding.
        unmatched_is_wrong: whether a glob without a file is an error.
        door: how documents are read.
        skip: rules that are not told of.
        baseline: file of the baseline; None for the workspace's.
        update: whether the baseline is written anew.
        workspace: folder of the workspace; None for the current one.
        verbose: whether standard error tells what is done.
        mend: whether findings that can be fixed are fixed in the files.
        mend_only: rules that are fixed; empty for all.
        dry: whether a patch is shown and no file is written.
    """

    refs: Sequence[str] = ()
    rulesets: Sequence[str] = ()
    fail: Severity | None = None
    only_failures: bool = False
    ignore_unknown_format: bool = False
    unmatched_is_wrong: bool = False
    door: Door = field(default_factory=Door)
    skip: Collection[str] = ()
    baseline: Path | None = None
    update: bool = False
    workspace: Path | None = None
    verbose: bool = False
    mend: bool = False
    mend_only: Collection[str] = ()
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of it.

    Args:
        judged: the inputs in order.
        fail: the severity from which on it fails.
        folder: the folder that documents are told relative to.
        notes: what else people are told, on standard error.
    """

    judged: tuple[Judged, ...]
    fail: Severity
    folder: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What every input is judged by.

    Args:
        loaded: the ruleset.
        agreed: what is spared.
        unknown_is_fine: whether a document of no known format is no finding.
    """

    loaded: Loaded
    agreed: Agreed
    unknown_is_fine: bool = False

    def findings(self, inventory: Inventory) -> tuple[Finding, ...]:
        """Ask the rules about the documents of one input."""
        active = self.loaded.for_document(inventory.root.uri)
        return lint(inventory, active, ignore_unknown_format=self.unknown_is_fine)

    def judged(self, opened: Opened) -> Judged:
        """Judge one input."""
        if opened.inventory is None:
            return lone(opened.target.name, [opened.problem] if opened.problem else [], self.agreed)
        findings = self.findings(opened.inventory)
        active = self.loaded.for_document(opened.inventory.root.uri)
        return assess(opened.target.name, opened.inventory, active, findings=findings, agreed=self.agreed)


def judge(asked: Asked, clock: Clock) -> Judgement:
    """Judge all that was asked for.

    Args:
        asked: what and how.
        clock: tells which day it is.

    Returns:
        The judgement.

    Raises:
        InvalidInputError: a ruleset, a file of exceptions or a baseline is wrong, or a glob means nothing.
        NotFoundError: there is no such file, API, ruleset or baseline.
    """
    root = near_workspace(asked.workspace or Path.cwd())
    space = None if root is None else _workspace(root)
    spec = None if space is None else space.file.lint
    where = Where(Path.cwd(), root, spec)
    known = Known(lambda: _needed(space, asked.workspace), lambda ref: _released(ref, asked.workspace))
    targets, unmatched = find_targets(_refs(asked, root), known)
    notes = [*_missing(asked, targets, unmatched)]
    loaded, untrusted = _ruleset(asked, where)
    notes += untrusted
    baseline, today = _baseline_of(asked, spec, root), clock.now().date()
    agreed = read_agreed(where, today=today, baseline=baseline, new=asked.update)
    rules = Rules(loaded, replace(agreed, skip=frozenset(asked.skip)), asked.ignore_unknown_format)
    opened = tuple(_open(asked, each, loaded.source) for each in targets)
    if asked.mend:
        from apiyard.cli.linting.mend import mend_all

        opened, told = mend_all(opened, rules, only=asked.mend_only, dry=asked.dry)
        notes += told
    judged = [rules.judged(each) for each in opened]
    if asked.update and baseline is not None:
        number = keep_baseline(baseline, judged, rules.agreed)
        notes.append(f"{baseline} holds {number} finding{'s' * (number != 1)} now")
        fresh = read_agreed(where, today=today, baseline=baseline).baseline
        rules = replace(rules, agreed=replace(rules.agreed, baseline=fresh))
        judged = [rules.judged(each) for each in opened]
    more, thoughts = afterthoughts(judged, rules.agreed)
    fail = asked.fail or Severity(spec.fail_severity if spec is not None else Severity.ERROR)
    shown = tuple(_only(each, fail) if asked.only_failures else each for each in (*judged, *more))
    return Judgement(shown, fail, str(Path.cwd()), (*notes, *thoughts))


def in_force(asked: Asked) -> Active:
    """Give the rules that would be asked.

    Args:
        asked: names the ruleset, or not.

    Returns:
        The rules for a document of which nothing is known.

    Raises:
        InvalidInputError: the ruleset is wrong.
        NotFoundError: there is none of that name.
    """
    root = near_workspace(asked.workspace or Path.cwd())
    spec = None if root is None else _workspace(root).file.lint
    return _ruleset(asked, Where(Path.cwd(), root, spec))[0].for_document("")


def _refs(asked: Asked, root: Path | None) -> Sequence[str]:
    """Give what is to be judged: where nobody names it and there is no workspace, what is piped in."""
    if asked.refs:
        return asked.refs
    if asked.door.stdin_path or (root is None and piped()):
        return (sources.STDIN,)
    if root is None and asked.workspace is None:
        what = "no document is named, and there is no apiyard.yaml here or in a parent folder"
        raise NotFoundError(what, where=str(Path.cwd()), hint="name one, such as openapi.yaml, or run `apiyard init`")
    return ()


def _open(asked: Asked, target: Target, source: str) -> Opened:
    if asked.verbose:
        sys.stderr.write(f"judging {target.name} by {source}\n")
    return open_target(target, asked.door)


def _ruleset(asked: Asked, where: Where) -> tuple[Loaded, list[str]]:
    """Read the ruleset; functions in Python beside it are run only in a workspace that trusts them."""
    remote = asked.door.allow_remote
    loaded = choose_ruleset(asked.rulesets, where, allow_remote=remote)
    if not loaded.functions:
        return loaded, []
    if where.root is None:
        return loaded, ["functions in Python beside a ruleset are run in a workspace only: apiyard init"]
    from apiyard.cli.place import program_at
    from apiyard.settings.trust import trust_of
    from apiyard.wiring.rule_functions import supply_of

    supply = supply_of(trust_of(program_at(where.root)))
    try:
        return choose_ruleset(asked.rulesets, where, allow_remote=remote, supply=supply), []
    except ForbiddenError as error:
        return loaded, [f"{error.what}: {error.hint}"]


def _workspace(root: Path) -> Workspace:
    from apiyard.settings.read import read_workspace

    return read_workspace(root)


def _needed(space: Workspace | None, folder: Path | None) -> Workspace:
    from apiyard.cli.place import workspace_at

    return space if space is not None else workspace_at(folder)


def _released(ref: str, folder: Path | None) -> bytes:
    import json

    from apiyard.cli.place import control_plane_at
    from apiyard.core.names import parse_ref

    name, version = parse_ref(ref)
    return json.dumps(control_plane_at(folder).get(f"/api/releases/{name}/{version}/contract"), indent=2).encode()


def _missing(asked: Asked, targets: Sequence[Target], unmatched: Sequence[str]) -> Iterator[str]:
    if unmatched and (asked.unmatched_is_wrong or not targets):
        raise NotFoundError("no file fits the glob", where=", ".join(unmatched), hint="look at the path, and quote it")
    for each in unmatched:
        yield f"no file fits {each}"


def _baseline_of(asked: Asked, spec: LintSpec | None, root: Path | None) -> Path | None:
    if asked.baseline is None and spec is not None and root is not None and spec.baseline:
        return root / spec.baseline
    if asked.update and asked.baseline is None:
        what = "nobody says where the baseline is"
        raise InvalidInputError(what, where="--update-baseline", hint="add --baseline FILE")
    return asked.baseline


def _only(judged: Judged, fail: Severity) -> Judged:
    return replace(judged, remarks=tuple(each for each in judged.remarks if reaches(each.finding.severity, fail)))
