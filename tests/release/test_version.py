"""Next versions."""

from __future__ import annotations

import pytest

from apiyard.core.names import Version
from apiyard.release.version import Bump, fits, next_version


@pytest.mark.parametrize(
    ("bump", "old", "new"),
    [
        ("none", "1.2.3", "1.2.4"),
        ("patch", "1.2.3", "1.2.4"),
        ("minor", "1.2.3", "1.3.0"),
        ("major", "1.2.3", "2.0.0"),
        ("major", "0.2.3", "0.3.0"),
        ("minor", "0.2.3", "0.3.0"),
        ("patch", "0.2.3", "0.2.4"),
        ("patch", "1.1.0-rc.1", "1.1.0"),
        ("minor", "1.1.0-rc.1", "1.1.0"),
        ("major", "1.1.0-rc.1", "2.0.0"),
        ("major", "2.0.0-rc.1", "2.0.0"),
        ("minor", "1.1.1-rc.1", "1.2.0"),
    ],
)
def test_next_version(bump, old, new):
    assert next_version(Bump(bump), Version(old)) == new
    assert fits(Version(new), bump=Bump(bump), old=Version(old))


@pytest.mark.parametrize(
    ("version", "bump", "old", "fine"),
    [
        ("1.1.0", "major", "1.0.0", False),
        ("1.0.1", "minor", "1.0.0", False),
        ("1.0.0", "none", "1.0.0", False),
        ("0.9.0", "none", "1.0.0", False),
        ("3.0.0", "patch", "1.0.0", True),
        ("1.1.0-rc.1", "minor", "1.0.0", True),
        ("1.1.0-rc.2", "minor", "1.1.0-rc.1", True),
        ("1.1.0-rc.1", "minor", "1.1.0-rc.2", False),
        ("2026-11-22", "major", "2026-05-01", True),
        ("2026-05-01", "patch", "2026-05-01", False),
    ],
)
def test_fits(version, bump, old, fine):
    assert fits(Version(version), bump=Bump(bump), old=Version(old)) is fine
