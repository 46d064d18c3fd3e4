"""``apiyard stats``: how large a document is, and how much of it is explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from apiyard.cli.command import Command
from apiyard.cli.output import Format, FormatOption, show, table
from apiyard.cli.place import WorkspaceOption
from apiyard.cli.written import path_named

if TYPE_CHECKING:
    from apiyard.design.stats import Share, Stats

_SHOWN = 8


def run(
    document: Annotated[str, typer.Argument(help="Path of the main file, - for standard input, or name of an API.")],
    workspace: WorkspaceOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Count operations, schemas, references and more, and say what share of them is explained."""
    from apiyard.design.stats import external_references, stats_of
    from apiyard.design.transform.open_api import open_api
    from apiyard.spec.bundle import Bundler

    opened = open_api(path_named(document, workspace))
    bundler = Bundler(opened.document, opened.grammar, opened.read, opened.limits)
    tree = bundler.bundle()
    sizes = {uri: each.size for uri, each in bundler.documents.items()}
    external = sum(external_references(each.value) for each in bundler.documents.values())
    found = stats_of(tree, sizes, external)
    show(format, asdict(found), table("", ("", ""), _rows(found)))


def _rows(found: Stats) -> list[tuple[str, str]]:
    circles = f"{len(found.circles)}" + (f": {', '.join(found.circles[:_SHOWN])}" if found.circles else "")
    largest = f"{found.largest_schema[0]}, {found.largest_schema[1]} properties" if found.largest_schema[0] else "none"
    return [
        ("OpenAPI", found.version),
        ("files", f"{found.files}, {found.size:,} bytes"),
        ("paths", f"{found.paths:,}"),
        ("operations", f"{found.operations:,} ({_counts(found.methods)})"),
        ("webhooks", f"{found.webhooks:,}"),
        ("tags", f"{found.tags:,}"),
        ("parameters", f"{sum(found.parameters.values()):,} ({_counts(found.parameters)})"),
        ("request bodies", f"{found.request_bodies:,}"),
        ("responses", f"{sum(found.responses.values()):,} ({_counts(found.responses)})"),
        ("media types", _counts(found.media_types)),
        ("schemas", f"{found.schemas:,} named, {found.inline_schemas:,} inline"),
        ("properties", f"{found.properties:,}"),
        ("largest schema", largest),
        ("deepest schema", f"{found.depth} levels"),
        ("references", f"{found.references:,} to {found.targets:,} places, {found.external:,} to other files"),
        ("circular schemas", circles),
        ("complexity", f"{found.complexity} parts for each operation"),
        ("operations with an id", _percent(found.named)),
        ("... a summary", _percent(found.summarised)),
        ("... a description", _percent(found.described)),
        ("... a tag", _percent(found.tagged)),
        ("... security", _percent(found.secured)),
        ("... deprecated", _percent(found.deprecated)),
        ("described parameters", _percent(found.described_parameters)),
        ("described properties", _percent(found.described_properties)),
        ("contents with examples", _percent(found.examples)),
    ]


def _counts(counts: Mapping[str, int]) -> str:
    shown = ", ".join(f"{name} {count:,}" for name, count in list(counts.items())[:_SHOWN])
    return (shown + ", ..." if len(counts) > _SHOWN else shown) or "none"


def _percent(share: Share) -> str:
    return f"{share.count:,} of {share.of:,} ({100 * share.count / share.of:.0f} %)" if share.of else "none"


COMMAND = Command("stats", "Count what is in a document and what of it is explained.", run)
