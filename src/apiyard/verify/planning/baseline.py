"""The baseline: failures that are known, so that a run fails for new ones only and tells which are gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from apiyard.core.noun import dataclass, replace
from apiyard.core.options import Pointed, read_options
from apiyard.spec import source
from apiyard.spec.parse import Document, parse
from apiyard.verify.failure import Failure

_HEAD = """\
# Failures that are known: `apiyard verify --baseline` does not fail for them, and tells when they are gone.
# `--update-baseline` writes this file anew and keeps the reasons.
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A failure that is known.

    Args:
        operation: id of the operation.
        check: id of the check.
        promise: what the contract promised, or the part that is wrong where it says nothing; as a failure tells it.
        status: the status of the reply, empty without one.
        kind: id of the kind of cases that found it; another kind may find it, too.
        message: what was wrong.
        reason: why it is left as it is, in somebody's own words.
    """

    operation: str
    check: str
    promise: str = ""
    status: str = ""
    kind: str = ""
    message: str = ""
    reason: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it the same as a failure; see ``Failure.key``."""
        return self.operation, self.check, self.promise, self.status


@dataclass(frozen=True, slots=True)
class Baseline:
    """The failures that are known.

    Args:
        known: all of them.
    """

    known: tuple[Known, ...] = ()

    def knows(self, failure: Failure) -> bool:
        """Say whether a failure is known."""
        return any(each.key == failure.key for each in self.known)

    def gone(self, failures: Sequence[Failure], *, reached: Iterable[tuple[str, str]]) -> tuple[Known, ...]:
        """Give what is not seen any more though it was looked for.

        Args:
            failures: all failures of a run, known ones too.
            reached: kinds with operations that they asked.

        Returns:
            The known failures of these operations that no kind showed.
        """
        seen, asked = {failure.key for failure in failures}, set(reached)
        return tuple(each for each in self.known if each.key not in seen and (each.kind, each.operation) in asked)

    def updated(self, failures: Sequence[Failure], *, reached: Iterable[tuple[str, str]]) -> Baseline:
        """Give the baseline after a run: without what is gone, with what is new.

        Args:
            failures: all failures of the run, known ones too.
            reached: kinds with operations that they asked.

        Returns:
            The new baseline; known ones keep their reasons.
        """
        gone = set(self.gone(failures, reached=reached))
        kept = {each.key: each for each in self.known if each not in gone}
        for failure in failures:
            if failure.key not in kept:
                operation, check, promise, status = failure.key
                message = " ".join(failure.trouble.message[:300].split())
                kept[failure.key] = Known(operation, check, promise, status, failure.case.kind, message)
        return replace(self, known=tuple(sorted(kept.values(), key=lambda each: each.key)))


def read_baseline(path: Path) -> Baseline:
    """Read a baseline.

    Args:
        path: the file; nothing is known where there is none.

    Returns:
        The baseline.

    Raises:
        InvalidInputError: the file holds something else.
    """
    if not path.exists():
        return Baseline()
    document = parse(source.read(path, roots=(path.resolve().parent,)))
    place = Pointed(lambda pointer: _told(document, pointer))
    return read_options(Baseline, {"known": document.value or ()}, where=place, noun="field")


def write_baseline(baseline: Baseline) -> str:
    """Give the text of a baseline's file.

    Args:
        baseline: the baseline.

    Returns:
        YAML, with the members that say something.
    """
    import yaml

    rows: list[dict[str, Any]] = [
        {name: value for name in Known.__slots__ if (value := getattr(each, name))} for each in baseline.known
    ]
    return _HEAD + yaml.safe_dump(rows, sort_keys=False, allow_unicode=True, width=120)


def _told(document: Document, pointer: str) -> str:
    return str(document.locate(pointer.removeprefix("/known")))
