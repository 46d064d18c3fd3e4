"""The small contract that the examples of checks are about."""

from __future__ import annotations

from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.check import Shown

PETS = """\
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
        - {name: since, in: query, schema: {type: [string, 'null'], format: date}}
      responses:
        '200':
          description: the pets
          headers: {x-total: {required: true, schema: {type: integer}}}
          content:
            application/json: {schema: {type: array, items: {type: string}}}
        '503': {description: closed}
"""

_JSON: Headers = (("content-type", "application/json"), ("x-total", "1"))


def listed(
    says: str,
    status: int = 200,
    *,
    query: str = "",
    headers: Headers = _JSON,
    body: bytes = b'["Tom"]',
    must_take: bool = False,
) -> Shown:
    """Show an exchange of the operation ``listPets``.

    Args:
        says: what it shows.
        status: the status of the reply.
        query: the query of the request.
        headers: the headers of the reply.
        body: the body of the reply.
        must_take: whether a request that the contract takes must not be refused for its form.

    Returns:
        The example.
    """
    request = Request("GET", "/pets", query)
    return Shown(says, request, Reply(status, headers, body), PETS, must_take)
