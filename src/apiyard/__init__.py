"""An API Ops platform: takes an API from its contract to a governed, watched and finally retired product."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
