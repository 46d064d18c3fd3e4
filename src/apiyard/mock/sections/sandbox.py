"""A state derived from the contract, and what it begins with."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.core.options import read_options
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.mock.section import Section, Written


def _read(written: Written) -> SandboxOptions:
    if isinstance(written.value, bool):
        return SandboxOptions(on=written.value)
    options = read_options(SandboxOptions, written.value, where=written.where)
    named = (options.seed_data, options.state, options.overrides)
    seed_data, state, overrides = (str(written.folder / path) if path else "" for path in named)
    return replace(options, seed_data=seed_data, state=state, overrides=overrides)


SECTION = Section(
    id="sandbox",
    why="What callers make is found, listed, changed and removed, for each consumer apart.",
    read=_read,
    good=(
        "true",
        "{begin: empty, apart: false}",
        "{seed-data: seeds, state: state.json, share: [customers]}",
        "{limits: {items: 100}}",
    ),
    bad=("{begin: full}", "{made: -1}", "{seed: seeds}", "{limits: {items: many}}"),
)
