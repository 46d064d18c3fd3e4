"""The ruleset that is used when none is named."""

from __future__ import annotations

from apiyard.design.ruleset import Ruleset

RULESET = Ruleset(
    id="apiyard",
    why="what every description should keep: the field's recommended rules, and the house's own",
    names=("apiyard:recommended",),
    group="apiyard",
    extends=(("spectral:oas", "recommended"), ("spectral:arazzo", "recommended")),
    # examples-valid looks at the same examples, and at those that these leave out; one word on each is enough.
    changes=dict.fromkeys(
        (
            "oas2-valid-media-example",
            "oas2-valid-schema-example",
            "oas3-valid-media-example",
            "oas3-valid-schema-example",
        )
    ),
    formats=(
        *("oas2", "oas3", "oas3_0", "oas3_1", "oas3_2"),
        *("arazzo1_0", "arazzo1_1", "overlay1_0", "overlay1_1", "jsonSchema"),
    ),
)
