"""The first draft of a contract: a resource with pages, problem details, sign-in and examples."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from pathlib import Path

from apiyard.core.errors import InvalidInputError
from apiyard.core.names import ApiName
from apiyard.core.noun import dataclass


class Auth(StrEnum):
    """How clients prove who they are."""

    BEARER = "bearer"
    KEY = "key"
    OAUTH2 = "oauth2"
    NONE = "none"


class Pages(StrEnum):
    """How long lists are given in pieces."""

    CURSOR = "cursor"
    OFFSET = "offset"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants.

    Args:
        api: the API's name.
        resource: the things it is about, in the plural, such as ``orders``; ``""`` for the API's name.
        title: the API's title; ``""`` makes one of the name.
        auth: how clients prove who they are.
        pages: how lists are given in pieces.
        server: where it will be reached.
        contact: who answers questions, as a mail address.
    """

    api: ApiName
    resource: str = ""
    title: str = ""
    auth: Auth = Auth.BEARER
    pages: Pages = Pages.CURSOR
    server: str = ""
    contact: str = ""


_TEMPLATE = Path(__file__).with_suffix(".yaml")
_RESOURCE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_SCHEMES = {
    Auth.BEARER: """\
    bearer:
      type: http
      scheme: bearer
      bearerFormat: JWT
      description: A signed token, checked as RFC8725 asks.
""",
    Auth.KEY: """\
    key:
      type: apiKey
      in: header
      name: x-api-key
      description: The key of the consumer.
""",
    Auth.OAUTH2: """\
    oauth2:
      type: oauth2
      description: OAuth 2.0 for programs that call in their own name; tokens are checked as RFC8725 asks.
      flows:
        clientCredentials:
          tokenUrl: {token_url}
          refreshUrl: {token_url}
          scopes:
            {resource}:read: Look at {words}.
            {resource}:write: Make, change and remove {words}.
""",
    Auth.NONE: "",
}
_NAMES = {Auth.BEARER: "bearer", Auth.KEY: "key", Auth.OAUTH2: "oauth2"}
_PAGE_PARAMETERS = {
    Pages.CURSOR: """\
    Cursor:
      name: cursor
      in: query
      description: Where to go on; the `next` of the page before.
      schema: { type: string, maxLength: 200, pattern: "^[A-Za-z0-9_-]+$" }
      example: bzo0Mg
""",
    Pages.OFFSET: """\
    Offset:
      name: offset
      in: query
      description: How many to leave out at the beginning.
      schema: { type: integer, format: int32, minimum: 0, maximum: 1000000, default: 0 }
      example: 20
""",
}
_PAGE_MEMBERS = {
    Pages.CURSOR: """\
        next:
          type: string
          maxLength: 200
          pattern: "^[A-Za-z0-9_-]+$"
          description: The cursor of the next page; absent on the last one.
""",
    Pages.OFFSET: """\
        total:
          type: integer
          format: int32
          minimum: 0
          maximum: 2147483647
          description: How many there are in all.
""",
}
_PAGE_EXAMPLES = {Pages.CURSOR: "next: bzo0Mg", Pages.OFFSET: "total: 2"}
_PAGE_NAMES = {Pages.CURSOR: "Cursor", Pages.OFFSET: "Offset"}


def draft(wish: Wish) -> str:
    """Write a contract that lists, makes, gives, changes and removes one kind of thing.

    Args:
        wish: what the user wants.

    Returns:
        An OpenAPI 3.1 document in YAML without a finding of ``apiyard:recommended``, and of the OWASP ruleset unless
        nobody has to sign in. Errors are problem details (RFC 9457), changes are merge patches (RFC 7396).

    Raises:
        InvalidInputError: the resource is no word in lower case, or the server is no https URL.
    """
    resource = wish.resource or wish.api
    if not _RESOURCE.fullmatch(resource):
        hint = "use letters, digits and hyphens, in lower case, such as orders"
        raise InvalidInputError("the resource is no name for a path", where="resource", piece=resource, hint=hint)
    server = wish.server or f"https://api.internal/{wish.api}"
    if not re.fullmatch(r"https://[\w.:-]+(/[\w./-]*)?", server, re.ASCII):
        raise InvalidInputError("the server is no https URL", where="server", piece=server, hint="https://host/path")
    words = {
        "resource": resource,
        "words": resource.replace("-", " "),
        "word": _singular(resource).replace("-", " "),
        "a_word": _with_article(_singular(resource).replace("-", " ")),
        "A_word": _with_article(_singular(resource).replace("-", " ")).capitalize(),
        "Thing": _camel(_singular(resource)),
        "Things": _camel(resource),
        "id": _lower(_camel(_singular(resource))) + "Id",
        "title": json.dumps(wish.title or wish.api.replace("-", " ").capitalize(), ensure_ascii=False),
        "server": server.rstrip("/"),
        "contact": json.dumps(wish.contact or f"{wish.api}@api.internal", ensure_ascii=False),
        "support": "https://api.internal/support",
        "page_parameters": _PAGE_PARAMETERS[wish.pages],
        "page_members": _PAGE_MEMBERS[wish.pages],
        "page_example": _PAGE_EXAMPLES[wish.pages],
        "page_name": _PAGE_NAMES[wish.pages],
        "token_url": f"{server.rstrip('/')}/token",
    }
    words |= {"read": _demand(wish.auth, f"{resource}:read"), "write": _demand(wish.auth, f"{resource}:write")}
    words["schemes"] = _schemes(wish.auth, words)
    text = _TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"<<(\w+)>>", lambda found: words[found[1]], text)


def _demand(auth: Auth, scope: str) -> str:
    if auth is Auth.NONE:
        return "[]"
    return f"[{{ {_NAMES[auth]}: [{json.dumps(scope) if auth is Auth.OAUTH2 else ''}] }}]"


def _schemes(auth: Auth, words: dict[str, str]) -> str:
    told = _SCHEMES[auth]
    for name in ("token_url", "resource", "words"):
        told = told.replace(f"{{{name}}}", words[name])
    return f"  securitySchemes:\n{told}" if told else ""


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "ches", "shes")) and len(word) > 4:
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 2 else word


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _camel(word: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _lower(word: str) -> str:
    return word[:1].lower() + word[1:]
