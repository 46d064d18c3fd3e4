"""``apiyard init``: begin a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show
from apiyard.core.errors import ConflictError
from apiyard.core.names import ApiName

_WORKSPACE = """\
name: {name}

# In the order in which a version is promoted.
environments:
  staging: {{}}
  production: {{}}

plans:
  free: {{ requests: 60, per-seconds: 60 }}

consumers:
  first-customer: {{ plan: free }}
"""
_PRODUCT = """\
owner: my-team
description: What this API is for, in one sentence.
service:
  target: process
  artefact: service
  options:
    command: ["{python}", service.py, --port, "{port}"]
    health-path: /healthz
"""
_CONTRACT = """\
openapi: 3.1.0
info:
  title: {title}
  version: 1.0.0
  description: What this API is for, in one sentence.
paths:
  /things:
    get:
      operationId: listThings
      summary: List things
      responses:
        "200":
          description: The things.
          content:
            application/json:
              schema: {{ type: array, items: {{ $ref: "#/components/schemas/Thing" }} }}
              examples:
                two: {{ value: [{{ id: 1, name: first }}, {{ id: 2, name: second }}] }}
        default: {{ $ref: "#/components/responses/Problem" }}
components:
  responses:
    Problem:
      description: What went wrong (RFC 9457).
      content:
        application/problem+json:
          schema:
            type: object
            required: [title, status]
            properties:
              title: {{ type: string }}
              status: {{ type: integer }}
              detail: {{ type: string }}
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties:
        id: {{ type: integer }}
        name: {{ type: string }}
"""


def run(
    folder: Annotated[Path, typer.Argument(help="The folder to begin in; made when it is missing.")] = Path(),
    api: Annotated[str, typer.Option(help="Name of the first API.")] = "things",
    format: FormatOption = Format.TEXT,
) -> None:
    """Write a small workspace: apiyard.yaml, one contract and its api.yaml."""
    name = ApiName(api)
    folder = folder.resolve()
    files = {
        folder / "apiyard.yaml": _WORKSPACE.format(name=folder.name or "workspace"),
        folder / "apis" / name / "openapi.yaml": _CONTRACT.format(title=name.replace("-", " ").capitalize()),
        folder / "apis" / name / "api.yaml": _PRODUCT,
        folder / ".gitignore": ".apiyard/\n",
    }
    for path in files:
        if path.exists() and path.name != ".gitignore":
            raise ConflictError("it is there already", where=str(path), hint="choose another folder")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    names = [str(path.relative_to(folder)) for path in files]
    show(
        format,
        {"folder": str(folder), "files": names},
        *(f"[green]✓[/] {each}" for each in names),
        "next: [bold]apiyard lint[/], then [bold]apiyard mock " + name + "[/]",
    )


COMMAND = Command("init", "Begin a workspace with a first contract.", run)
