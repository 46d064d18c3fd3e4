"""Settings of the verifier that come over the API: what they may read of this machine, and the files they become."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from apiyard.core.errors import ForbiddenError, InvalidInputError
from apiyard.spec.parse import parse
from apiyard.spec.source import Source

SETTINGS = "verify.yaml"
"""The name of the settings beside the contract in the verifier's folder."""
_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_OWN = re.compile(r"(?i)\s*(?:file:|_?APIYARD_)")
_SECRETS = ("headers", "auth")
"""Where in the settings a reference is read as one."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}\.(?:ya?ml|json)", re.ASCII)


def check_settings(text: str, variables: Collection[str] = ()) -> None:
    """Refuse settings that would tell a service what is this machine's own: they come from whoever may ask.

    Args:
        text: the text of a settings file of the verifier; empty for none.
        variables: the names of the variables that the operator lets them read.

    Raises:
        ForbiddenError: they name a file, another variable, or known failures that are not beside them.
        InvalidInputError: they cannot be read.
    """
    value = _value(text)
    for each in _texts(value):
        for name in _REFERENCE.findall(each):
            if _OWN.match(name) is not None:
                hint = "say it by an environment variable that the operator of the control plane lets you read"
                raise _refused("settings may not read this here", "${" + name + "}", hint)
    for each in _texts([value.get(name) for name in _SECRETS]):
        for name in _REFERENCE.findall(each):
            if name not in variables:
                what = "the control plane lets no verification read this variable"
                hint = f"its operator allows it: APIYARD_VERIFY_VARIABLES={name}"
                raise _refused(what, "${" + name + "}", hint)
    known = value.get("baseline")
    if known is not None and (not isinstance(known, str) or _NAME.fullmatch(known) is None or known == SETTINGS):
        raise _refused(
            "known failures stand in a file beside the settings",
            str(known),
            "write the name of a YAML or JSON file, without folder",
        )


def settings_files(text: str, baseline: str) -> dict[str, bytes]:
    """Give the files that checked settings are in the verifier's folder.

    Args:
        text: the settings, as ``check_settings`` took them; empty for none.
        baseline: the text of the known failures that they name; empty where nothing is known.

    Returns:
        The files by name.
    """
    files = {SETTINGS: text.encode()} if text else {}
    known = _value(text).get("baseline")
    if isinstance(known, str) and baseline:
        files[known] = baseline.encode()
    return files


def _value(text: str) -> Mapping[str, Any]:
    value = parse(Source(SETTINGS, text.encode())).value if text.strip() else {}
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidInputError("settings are an object", where=SETTINGS, piece=type(value).__name__)
    return value


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str):
            yield each


def _refused(what: str, piece: str, hint: str) -> ForbiddenError:
    return ForbiddenError(what, where=SETTINGS, piece=piece[:200], hint=hint)
