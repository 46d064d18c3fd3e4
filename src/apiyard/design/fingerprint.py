"""Names for findings that stay the same while lines move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from apiyard.core.finding import Finding
from apiyard.core.late import late_pattern
from apiyard.spec.inventory import Path

_NUMBER = late_pattern(r"\d+")
_SPACE = late_pattern(r"\s+")


def fingerprints(findings: Iterable[tuple[Finding, str, Path]]) -> Iterator[str]:
    """Name findings by rule, document, place and message.

    Numbers in a message and indices of an array do not count, since an item that is put in front changes them; findings
    that are equal then are told apart by their order.

    Args:
        findings: each with the name of its document as it is written (relative to the folder of the work) and its path.

    Yields:
        32 hexadecimal digits for each, all different.
    """
    import hashlib  # it loads a library of its own, for who has findings

    seen: Counter[bytes] = Counter()
    messages: dict[str, str] = {}
    for finding, document, path in findings:
        place = "\0".join(["*" if isinstance(each, int) else each for each in path])
        message = messages.get(finding.message)
        if message is None:
            message = messages[finding.message] = _NUMBER.sub("#", _SPACE.sub(" ", finding.message)).strip()
        plain = hashlib.sha256(f"{finding.rule}\0\0{document}\0\0{place}\0\0{message}".encode("utf-8", "replace"))
        key = plain.digest()
        number = seen[key] = seen[key] + 1
        plain.update(b"\0\0%d" % number)
        yield plain.hexdigest()[:32]
