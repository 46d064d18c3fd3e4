"""Read the arguments of ``apiyard lint`` where they are plainly typed, without a library that also explains them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from apiyard.cli.linting.given import Given
from apiyard.cli.linting.spelling import ENCODINGS, spelled
from apiyard.core.finding import Severity


def _encoding(text: str) -> str:
    if text not in ENCODINGS:
        raise ValueError(text)
    return text


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise ValueError(text)
    return int(text)


_REPEATED = {
    **dict.fromkeys(("--ruleset", "-r"), "ruleset"),
    **dict.fromkeys(("--format", "-f"), "format"),
    **dict.fromkeys(("--output", "-o"), "output"),
    "--skip-rule": "skip_rule",
    "--fix-rule": "fix_rule",
}
"""Options that can be repeated, with the flag that each means."""
_VALUED: dict[str, tuple[str, Callable[[str], Any]]] = {
    **dict.fromkeys(("--fail-severity", "-F"), ("fail_severity", Severity)),
    "--stdin-filepath": ("stdin_filepath", str),
    **dict.fromkeys(("--encoding", "-e"), ("encoding", _encoding)),
    "--baseline": ("baseline", Path),
    "--explain": ("explain", str),
    "--max-findings": ("max_findings", _number),
    **dict.fromkeys(("--workspace", "-w"), ("workspace", Path)),
}
"""Options with a value, with the flag and what makes it of text; the last one counts."""
_SWITCHES = {
    **dict.fromkeys(("--display-only-failures", "-D"), "display_only_failures"),
    "--ignore-unknown-format": "ignore_unknown_format",
    "--fail-on-unmatched-globs": "fail_on_unmatched_globs",
    **dict.fromkeys(("--verbose", "-v"), "verbose"),
    **dict.fromkeys(("--quiet", "-q"), "quiet"),
    "--show-documentation-url": "show_documentation_url",
    "--update-baseline": "update_baseline",
    "--fix": "fix",
    "--dry-run": "dry_run",
    "--score": "score",
    "--raw": "raw",
    "--allow-remote": "allow_remote",
}
"""Options without a value, with the flag that each sets."""
_FROM_ENVIRONMENT = "APIYARD_WORKSPACE"


def plain(arguments: list[str], environ: Mapping[str, str]) -> Given | None:
    """Read arguments that leave no doubt; what is wrong, rare or asks for help is left to the command itself.

    Args:
        arguments: what was typed after ``lint``.
        environ: the environment.

    Returns:
        The flags as the command would give them; None where it has to be asked.
    """
    if _FROM_ENVIRONMENT in environ:
        return None
    flags: dict[str, Any] = {}
    rest = spelled(arguments)[::-1]
    while rest:
        word = rest.pop()
        if word == "--":
            flags.setdefault("contracts", []).extend(rest[::-1])
            break
        if word == "-" or not word.startswith("-"):
            flags.setdefault("contracts", []).append(word)
        elif word in _SWITCHES:
            flags[_SWITCHES[word]] = True
        elif not _valued(word, rest, flags):
            return None
    return Given(**flags)


def _valued(word: str, rest: list[str], flags: dict[str, Any]) -> bool:
    """Take an option with its value; False where there is doubt."""
    name, sign, text = word.partition("=") if word.startswith("--") else (word, "", "")
    if not sign:
        if not rest or (rest[-1].startswith("-") and rest[-1] != "-"):
            return False
        text = rest.pop()
    if name in _REPEATED:
        flags.setdefault(_REPEATED[name], []).append(text)
        return True
    if name not in _VALUED:
        return False
    flag, made = _VALUED[name]
    try:
        flags[flag] = made(text)
    except ValueError:
        return False
    return True
