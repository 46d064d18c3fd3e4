"""A baseline: the findings that an existing API starts with, so that only new ones count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.late import late_module
from apiyard.core.noun import dataclass, field

if TYPE_CHECKING:
    import json
else:
    json = late_module("json")

_VERSION = 1
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Baseline:
    """Known findings.

    Args:
        known: by fingerprint: rule, document, pointer and message, for people who read the file.
    """

    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def gone(self, seen: Iterable[str], documents: Iterable[str]) -> tuple[str, ...]:
        """Tell which known findings of the documents that were judged are gone.

        Args:
            seen: the fingerprints of this run.
            documents: the documents that were judged, as the file names them.

        Returns:
            A sentence for each.
        """
        there, judged = set(seen), set(documents)
        return tuple(
            f"{each.get('rule')} at {each.get('document')}#{each.get('pointer')} is gone from the documents"
            for fingerprint, each in self.known.items()
            if fingerprint not in there and each.get("document") in judged
        )


def read_baseline(data: bytes, *, where: str) -> Baseline:
    """Read a file of a baseline.

    Args:
        data: its bytes.
        where: its name, for errors.

    Returns:
        The baseline.

    Raises:
        InvalidInputError: it is none.
    """
    try:
        value: Any = json.loads(data)
        if value["version"] != _VERSION or len(value["findings"]) > _MOST:
            raise ValueError
        known = {
            str(each["fingerprint"]): {key: str(part) for key, part in each.items() if key != "fingerprint"}
            for each in value["findings"]
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        hint = "write it anew with --update-baseline"
        raise InvalidInputError("this is no baseline of lint findings", where=where, hint=hint) from None
    return Baseline(known)


def write_baseline(findings: Iterable[Mapping[str, str]]) -> bytes:
    """Give the bytes of a baseline.

    Args:
        findings: fingerprint, rule, document, pointer and message of each.

    Returns:
        JSON with one finding a line, so that version control shows what came and went.
    """
    lines = sorted(json.dumps(dict(each), ensure_ascii=False) for each in findings)
    order = sorted(lines, key=lambda line: [json.loads(line)[key] for key in ("document", "pointer", "rule")])
    listed = "".join(f"\n  {line}{',' * (line is not order[-1])}" for line in order)
    return f'{{"version": {_VERSION}, "findings": [{listed}\n]}}\n'.encode()
