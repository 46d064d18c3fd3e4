"""The settings of the reference component: the contract inside, nothing fetched, nothing reported, nothing sold."""

from __future__ import annotations

from typing import Any

from apiyard.portal.reference_view import ReferenceView


def component_settings(view: ReferenceView) -> dict[str, Any]:
    """Give the settings that the page's script hands to the component.

    Args:
        view: what the page shows.

    Returns:
        A JSON object.
    """
    settings: dict[str, Any] = {
        "content": view.document,
        "metaData": {"title": f"{view.title} reference · apiyard"},
        "withDefaultFonts": False,
        "telemetry": False,
        "showDeveloperTools": "never",
        "hideClientButton": True,
        "documentDownloadType": "none",
        "persistAuth": False,
        "agent": {"disabled": True},
        "mcp": {"disabled": True},
    }
    scheme = _bearer(view)
    if view.key_required and scheme:
        settings["authentication"] = {"preferredSecurityScheme": scheme}
    return settings


def _bearer(view: ReferenceView) -> str:
    schemes = (view.document.get("components") or {}).get("securitySchemes") or {}
    return next((name for name, scheme in schemes.items() if str(scheme.get("scheme", "")).lower() == "bearer"), "")
