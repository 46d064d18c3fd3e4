"""A keyword of a schema while its check is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from urllib.parse import quote

from apiyard.core.noun import dataclass, replace
from apiyard.design.schema_check.dialect import Dialect
from apiyard.design.schema_check.references import References
from apiyard.design.schema_check.run import Check, Place, Run, StopError

Report = Callable[..., bool]


@dataclass(frozen=True, slots=True)
class Mode:
    """How a schema is asked.

    Args:
        all_errors: whether to go on after the first error.
        composite: whether it stands in something like ``anyOf``, where errors are kept until all is known.
    """

    all_errors: bool = False
    composite: bool = False

    @property
    def first_only(self) -> bool:
        """Whether the first error ends the check."""
        return not (self.all_errors or self.composite)


class Maker(Protocol):
    """What makes checks of schemas."""

    dialect: Dialect
    references: References

    def check(self, schema: Any, mode: Mode, schema_path: str) -> Check:
        """Make the check of a schema that stands in another one."""
        ...

    def call(self, schema: Any, mode: Mode) -> Check:
        """Make the call of a schema that is checked on its own."""
        ...

    def has_rules(self, schema: Any) -> bool:
        """Say whether a schema can refuse anything at all."""
        ...

    def knows_format(self, name: str) -> bool:
        """Say whether values are held against a format."""
        ...


@dataclass(frozen=True, slots=True)
class Node:
    """A keyword at its place.

    Args:
        maker: makes checks of the schemas below.
        schema: the schema that holds the keyword.
        keyword: the keyword.
        mode: how the schema is asked.
        schema_path: where the schema stands.
    """

    maker: Maker
    schema: dict[str, Any]
    keyword: str
    mode: Mode
    schema_path: str

    @property
    def value(self) -> Any:
        """What the keyword says."""
        return self.schema[self.keyword]

    def sub(self, *keys: str | int, schema: Any = None, composite: bool | None = None, quiet: bool = False) -> Check:
        """Make the check of a schema below the keyword.

        Args:
            keys: where, below the keyword's value.
            schema: the schema, where it does not stand there.
            composite: another mode for it.
            quiet: whether only the verdict counts, so that it ends at the first error.
        """
        found = self.value
        for key in keys:
            found = found[key]
        mode = self.mode
        if composite is not None:
            mode = replace(mode, composite=composite)
        if quiet:
            mode = replace(mode, all_errors=False)
        path = "/".join([self.schema_path, self.keyword, *map(_fragment, keys)])
        return self.maker.check(found if schema is None else schema, mode, path)

    def report(self, *, extra: bool = False, keyword: str = "") -> Report:
        """Make what reports an error of the keyword.

        Args:
            extra: whether the errors below count too, where only one is asked for.
            keyword: another name than the keyword's own.
        """
        name = keyword or self.keyword
        schema_path = f"{self.schema_path}/{name}"
        first_only = self.mode.first_only

        def report(run: Run, place: Place, message: str, **params: Any) -> bool:
            return found(run, (place, name, message, params, schema_path), first_only=first_only, extra=extra)

        return report

    def always(self, schema: Any) -> bool:
        """Say whether a schema takes everything."""
        return not self.maker.has_rules(schema)


def found(
    run: Run, error: tuple[Place, str, str, Mapping[str, Any], str], *, first_only: bool, extra: bool = False
) -> bool:
    """Keep an error; where only the first is asked for, it ends the check.

    Args:
        run: the run.
        error: the error.
        first_only: whether it ends the check.
        extra: whether the errors kept so far count too then.

    Returns:
        False.

    Raises:
        StopError: it ends the check.
    """
    if not first_only:
        run.errors.append(error)
        return False
    if not extra:
        run.errors.clear()
    run.errors.append(error)
    raise StopError


def _fragment(key: str | int) -> str:
    return quote(str(key).replace("~", "~0").replace("/", "~1"), safe="!~*'()")
