"""Errors are told in one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from apiyard.core.finding import Severity
from apiyard.design.contract_rule import Problem, Rule
from apiyard.spec import media
from apiyard.spec.contract import Contract


@dataclass(frozen=True, slots=True)
class ErrorResponsesOptions:
    """What an error response may be.

    Args:
        media_types: the media types of which an error response with a body offers at least one.
    """

    media_types: tuple[str, ...] = ("application/problem+json",)


def _check(contract: Contract, options: ErrorResponsesOptions) -> Iterator[Problem]:
    seen: set[str] = set()
    for operation in contract.operations:
        for response in operation.responses.values():
            if response.status[0] not in "45d" or not response.content or response.pointer in seen:
                continue
            seen.add(response.pointer)
            if not any(media.read(name).essence in options.media_types for name in response.content):
                offered = ", ".join(sorted(response.content))
                wanted = " or ".join(options.media_types)
                message = f"the error response is not told as {wanted}"
                yield Problem(response.pointer + "/content", message, offered, f"offer {wanted} (RFC 9457)")


_DOCUMENT = """
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200": {{description: Pets., content: {{application/json: {{}}}}}}
        "404": {{description: None., content: {{{media}: {{}}}}}}
"""

CONTRACT_RULE = Rule(
    id="error-responses-problem-json",
    why="A client handles the errors of all APIs with one piece of code when they are problem details (RFC 9457).",
    severity=Severity.WARN,
    options=ErrorResponsesOptions,
    check=_check,
    good=(_DOCUMENT.format(media="application/problem+json"),),
    bad=(_DOCUMENT.format(media="application/json"),),
)
