"""Texts at the edge of the formats of JSON Schema (Draft 2020-12, Validation, section 7.3), on both sides."""

from __future__ import annotations

GOOD: dict[str, tuple[str, ...]] = {
    "date": ("2024-02-29", "1970-01-01", "9999-12-31"),
    "date-time": ("2024-02-29T23:59:59Z", "2026-01-01T00:00:00.123456+14:00", "1970-01-01T00:00:00Z"),
    "time": ("00:00:00Z", "23:59:59.999-12:00"),
    "email": ("a@b.co", "first.last+tag@sub.example.com"),
    "uuid": ("00000000-0000-4000-8000-000000000000", "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF"),
    "ipv4": ("0.0.0.0", "255.255.255.255"),  # noqa: S104 - a text, nothing is bound
    "ipv6": ("::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    "uri": ("https://example.com", "urn:example:a", "https://example.com/a%20b?c=d#e"),
    "hostname": ("a", "xn--nxasmq6b.example.com"),
    "duration": ("P1Y2M3DT4H5M6S", "PT0S"),
}
"""By format, texts that it takes and that programs often forget."""

BAD: dict[str, tuple[str, ...]] = {
    "date": ("2026-02-30", "2026-1-1", "today", ""),
    "date-time": ("2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "2026-01-01", "now"),
    "time": ("24:00:00Z", "noon"),
    "email": ("person", "person@", "@example.com"),
    "uuid": ("00000000-0000-4000-8000-00000000000", "not-a-uuid"),
    "ipv4": ("256.0.0.1", "1.2.3"),
    "ipv6": ("12345::", "::1::"),
    "uri": ("no uri", "//example.com"),
    "hostname": ("-a.example.com", "a..b"),
    "duration": ("P", "1 day"),
}
"""By format, texts that it refuses, the nearest first."""
