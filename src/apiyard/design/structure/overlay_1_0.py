"""The objects of Overlay 1.0, after the tables of its specification."""

from __future__ import annotations

from apiyard.design.structure.shape import Closed, document, record, ref

SHAPE = document(
    record(
        "info!:info extends:link",
        Closed.BY_NAME,
        properties={
            "overlay": {"type": "string", "pattern": r"^1\.0\.\d+$"},
            "actions": {"type": "array", "minItems": 1, "uniqueItems": True, "items": ref("action")},
        },
    )
    | {"required": ["overlay", "info", "actions"]},
    {
        "info": record("title!:text version!:text", Closed.BY_NAME),
        "action": record(
            "description:text update:any remove:flag",
            Closed.BY_NAME,
            properties={"target": {"type": "string", "pattern": "^\\$"}},
        )
        | {"required": ["target"]},
    },
)
"""The shape of an Overlay 1.0 document."""
