"""Another representation has another strong ETag."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="etag-kept",
    why="A strong ETag changes whenever what is shown changes (RFC 9110, section 8.8.1); else nobody can guard against "
    "lost updates, and caches show what is gone.",
)
