"""The same PUT twice, or the same Idempotency-Key twice, is as once."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="not-idempotent",
    why="PUT is idempotent (RFC 9110, section 9.2.2), and a key is sent so that a retry does no harm.",
)
