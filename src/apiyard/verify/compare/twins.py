"""Ids that both sides made for the same thing: what one side calls ``7``, the other one may call ``9``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, unquote, unquote_plus

from apiyard.core.noun import dataclass, field
from apiyard.spec.exchange import Request

_MOST = 10_000
_LONGEST = 1_000
_LONG = 6


@dataclass(slots=True)
class Twins:
    """Translates requests that speak of what one side made for the other side.

    Args:
        names: by the value of the first side, that of the other one.
    """

    names: dict[str, str] = field(default_factory=dict)

    def learn(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take note of values that stand for the same thing; very long ones are no ids that anybody sends."""
        for mine, theirs in pairs:
            if len(self.names) < _MOST and max(len(mine), len(theirs)) <= _LONGEST:
                self.names[mine] = theirs

    def learn_peers(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take note of values that stand for things as good as each other, where nothing better is known."""
        self.learn((mine, theirs) for mine, theirs in pairs if mine not in self.names)

    def translate(self, request: Request) -> Request:
        """Give a request as the other side understands it.

        Whole segments of the path are translated, whole values of the query, whole strings of a JSON body, and long
        values inside headers; short ones there and numbers elsewhere are more likely something else.

        Args:
            request: a request to the first side.

        Returns:
            The request to the other side.
        """
        if not self.names:
            return request
        path = "/".join(self._escaped(each, unquote(each)) for each in request.path.split("/"))
        return Request(
            request.method,
            path,
            "&".join(map(self._pair, request.query.split("&"))),
            tuple((name, self._inside(value)) for name, value in request.headers),
            self._body(request),
        )

    def _escaped(self, written: str, value: str) -> str:
        twin = self.names.get(value)
        return written if twin is None else quote(twin, safe="")

    def _pair(self, pair: str) -> str:
        name, sign, value = pair.partition("=")
        meant = unquote_plus(value)
        return pair if not sign or meant.isdigit() else f"{name}={self._escaped(value, meant)}"

    def _inside(self, value: str) -> str:
        if value in self.names:
            return self.names[value]
        for mine, theirs in self.names.items():
            if len(mine) >= _LONG and not mine.isdigit() and mine in value:
                return value.replace(mine, theirs)
        return value

    def _body(self, request: Request) -> bytes:
        if not request.body or "json" not in (request.header("content-type") or ""):
            return request.body
        try:
            value = json.loads(request.body)
            changed = self._value(value)
        except (ValueError, RecursionError):
            return request.body
        return request.body if changed == value else json.dumps(changed, ensure_ascii=False).encode()

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._value(each) for name, each in value.items()}
        if isinstance(value, list):
            return [self._value(each) for each in value]
        return self.names.get(value, value) if isinstance(value, str) else value
