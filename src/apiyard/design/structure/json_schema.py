"""A schema of JSON Schema Draft 2020-12 that stands alone."""

from __future__ import annotations

from apiyard.design.structure import schema_object
from apiyard.design.structure.shape import document, ref

SHAPE = document(ref("schema"), schema_object.plain("schema"))
"""The shape of a document that is a schema."""
