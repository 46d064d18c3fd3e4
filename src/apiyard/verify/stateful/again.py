"""Play a sequence again: with fewer steps, and with what the new replies tell."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote, unquote, unquote_plus

from apiyard.core.json import Json
from apiyard.core.noun import replace
from apiyard.spec import pointer as pointers
from apiyard.spec.exchange import Reply, Request
from apiyard.verify.case import Case, Step, Taken
from apiyard.verify.stateful.reading import body_of

Given: TypeAlias = tuple[Request, tuple[Taken, ...]]
"""A request with what it takes from earlier replies."""


def without(steps: Sequence[Step], gone: Collection[int]) -> list[Step] | None:
    """Leave steps out of a sequence.

    Args:
        steps: the sequence.
        gone: the indexes of those that are left out.

    Returns:
        The others; None when one of them takes something from one that is left out.
    """
    index: dict[int, int] = {}
    out: list[Step] = []
    for at, step in enumerate(steps):
        if at in gone:
            continue
        if any(taken.step not in index for taken in step.takes):
            return None
        index[at] = len(out)
        out.append(replace(step, takes=tuple(replace(taken, step=index[taken.step]) for taken in step.takes)))
    return out


def given_again(step: Step | Case, replies: Sequence[Reply | None]) -> Given | None:
    """Put into the request of a step what it takes from the replies of another play.

    Args:
        step: the step, or the case at the end.
        replies: the replies to the steps before it.

    Returns:
        The request and what it takes; None when the replies do not have it.
    """
    request, takes = step.request, []
    for taken in step.takes:
        reply = replies[taken.step]
        text = _text(reply, taken) if reply is not None else None
        if text is None:
            return None
        request = _renamed(request, taken.text, text)
        takes.append(replace(taken, text=text))
    return request, tuple(takes)


def _text(reply: Reply, taken: Taken) -> str | None:
    if taken.pointer.startswith("header:"):
        line = reply.header(taken.pointer.removeprefix("header:"))
        return line.rstrip("/").rpartition("/")[2] if line else None
    value = pointers.get(body_of(reply), taken.pointer)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _renamed(request: Request, old: str, new: str) -> Request:
    """Give a request in which a text that stands for itself, in its path, query or body, is another one."""
    path = "/".join(quote(new, safe="") if unquote(each) == old else each for each in request.path.split("/"))
    pairs = [each.partition("=") for each in request.query.split("&")]
    query = "&".join(
        f"{name}{mark}{quote(new, safe='') if unquote_plus(text) == old else text}" for name, mark, text in pairs
    )
    body = request.body
    if body[:1] in {b"{", b"["} and old.encode() in body:
        try:
            body = json.dumps(_in_json(json.loads(body), old, new), ensure_ascii=False, separators=(",", ":")).encode()
        except ValueError:
            body = request.body
    return replace(request, path=path, query=query, body=body)


def _in_json(value: Json, old: str, new: str) -> Json:
    if isinstance(value, Mapping):
        return {name: _in_json(each, old, new) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_json(each, old, new) for each in value]
    if isinstance(value, str | int) and not isinstance(value, bool) and str(value) == old:
        return int(new) if isinstance(value, int) and new.isdecimal() else new
    return value
