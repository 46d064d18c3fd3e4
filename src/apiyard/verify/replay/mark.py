"""Mark what of a request came from earlier replies, so that it is filled in anew whenever the request is sent again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote, unquote_plus

from apiyard.core.noun import replace
from apiyard.spec import media
from apiyard.spec.exchange import Request
from apiyard.verify.case import Case, Taken

_BARE = "\ue000"
"""Stands around a mark in a JSON body where no quotes are to be."""


def variables_of(case: Case) -> dict[tuple[int, str], str]:
    """Name each value that is taken from an earlier reply.

    Args:
        case: the case.

    Returns:
        Names of variables, by the index of the step and the pointer into its reply.
    """
    takes = [each for step in case.before for each in step.takes] + list(case.takes)
    keys = dict.fromkeys((each.step, each.pointer) for each in takes)
    return {key: f"V{number}" for number, key in enumerate(keys, start=1)}


def marked(request: Request, takes: Sequence[Taken], variables: Mapping[tuple[int, str], str]) -> Request:
    """Write ``${NAME}`` for each taken text in a request.

    Args:
        request: the request as it was sent.
        takes: what was taken.
        variables: names of variables, as ``variables_of`` gives them.

    Returns:
        The request with references.
    """
    names = {each.text: "${" + variables[each.step, each.pointer] + "}" for each in takes}
    if not names:
        return request
    path = "/".join(names.get(unquote(segment), segment) for segment in request.path.split("/"))
    pairs = [piece.partition("=") for piece in request.query.split("&")]
    query = "&".join(f"{name}{equals}{names.get(unquote_plus(value), value)}" for name, equals, value in pairs)
    headers = tuple((name, names.get(value, value)) for name, value in request.headers)
    return replace(request, path=path, query=query, headers=headers, body=_body(request, names))


def _body(request: Request, names: Mapping[str, str]) -> bytes:
    if not media.read(request.header("content-type") or "").is_json:
        return request.body
    try:
        value = json.loads(request.body)
    except (ValueError, RecursionError):
        return request.body
    filled = _filled(value, names)
    if filled == value:
        return request.body
    text = json.dumps(filled, ensure_ascii=False, separators=(",", ":"))
    return text.replace(f'"{_BARE}', "").replace(f'{_BARE}"', "").encode("utf-8", "replace")


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        mark = names.get(str(value))
        return f"{_BARE}{mark}{_BARE}" if mark else value
    if isinstance(value, list):
        return [_filled(item, names) for item in value]
    return {name: _filled(item, names) for name, item in value.items()}
