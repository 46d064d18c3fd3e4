"""Changes in Markdown (CommonMark 0.31): the parts that a page and a comment on a pull request share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from apiyard.design.cause import Cause
from apiyard.design.readable import clean
from apiyard.design.telling.diff_report import Compared, counts, told_counts
from apiyard.design.telling.diff_spot import spots
from apiyard.design.telling.diff_words import proof_lines, proof_words, reach, server_of, side_words, value

_SPECIAL = re.compile(r"([\\`*_\[\]<>!|~&$]|^[-+=]|(?<=^\d)[.)]|:(?=//)|(?<=w)\.)")
# Names of people and numbers of threads, which hosts link even where they are escaped.
_CALLED = re.compile(r"([@#])(?=\w)")
_TICKS = re.compile(r"`+")
_MOST_REACHED = 5
_LONGEST_VALUE = 200


def text(given: str) -> str:
    """Give a text that is shown as it is (CommonMark 0.31, section 2.4): no mark, link, mention or HTML."""
    return _CALLED.sub("\\1\u200b", _SPECIAL.sub(r"\\\1", clean(given)))


def code(given: str) -> str:
    """Give a code span that shows a text as it is (CommonMark 0.31, section 6.1)."""
    shown = clean(given).replace("|", "\u2502") or " "
    fence = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    space = " " if len(fence) > 1 or shown != shown.strip() else ""
    return f"{fence}{space}{shown}{space}{fence}"


def block(lines: Sequence[str], language: str) -> Iterator[str]:
    """Give a fenced code block that no line, clean already, can close (CommonMark 0.31, section 4.5)."""
    fence = "`" * max(3, max((len(each) for line in lines for each in _TICKS.findall(line)), default=0) + 1)
    yield f"{fence}{language}"
    yield from lines
    yield fence


def head(compared: Compared) -> str:
    """Give one line about a pair: what was found, and the version it asks for."""
    gone = {"both": "", "added": ", the whole API is new", "removed": ", the whole API is gone"}[compared.presence]
    spared = len(compared.report.causes) - len(compared.counted)
    more = f", {spared} accepted" if spared else ""
    told = told_counts(counts(compared.counted))
    return f"{told}{more}{gone}. Read as {compared.report.strictness.value}, it asks for: **{compared.bump.value}**."


def details(compared: Compared, cause: Cause, folder: str) -> Iterator[str]:
    """Give all about a change but its message: values, places, reach, and what proves it."""
    old, new = spots(compared, cause, folder)
    yield f"- check {code(cause.check)}, fingerprint {code(cause.fingerprint)}"
    for word, given in (("before", cause.before), ("after", cause.after)):
        if given is not None:
            yield f"- {word} {code(value(given, _LONGEST_VALUE))}"
    yield f"- from {code(str(old))} to {code(str(new))}"
    named, rest = reach(cause, _MOST_REACHED)
    if named:
        yield f"- reaches {'; '.join(map(code, named))}{f' and {rest}' if rest else ''}"
    server = server_of(compared, cause)
    for side in cause.sides:
        proof = side.proof
        told = proof_words(proof) if proof is not None else side_words(side)
        yield f"- {side.direction}: {text(told)}"
        lines = proof_lines(proof, server) if proof is not None else ()
        if lines:
            yield ""
            yield from block(lines, "sh" if not any(line.startswith("HTTP ") for line in lines) else "http")
            yield ""
