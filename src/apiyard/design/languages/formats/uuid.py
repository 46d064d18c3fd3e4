"""The format of universally unique identifiers."""

from __future__ import annotations

from apiyard.design.languages.format import Format

_PATTERN = r"^[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}$"

FORMAT = Format(
    id="uuid",
    why="An identifier that is unique without a registry (RFC 4122).",
    inner=(_PATTERN,),
    outer=(_PATTERN,),
    good=("2eb8aa08-aa98-11ea-b4aa-73b441d16380", "2EB8AA08-AA98-11EA-B4AA-73B441D16380"),
    bad=(
        "2eb8aa08aa9811eab4aa73b441d16380",
        "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
        "2eb8aa08-aa98-11ea-b4aa-73b44",
        "",
    ),
)
