"""Render a contract as a reference page: a folder of static files that needs neither server nor network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from apiyard.core.json import Json, canonical
from apiyard.publish.escape import csp_origin, html_text, script_value
from apiyard.spec.contract import Contract

STYLE = b"""body { margin: 0; font-family: system-ui, sans-serif; }
noscript, .plain { display: block; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; line-height: 1.5; }
.plain li { margin: 0.75rem 0; }
.plain .version { color: #667; margin-left: 0.5rem; }
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<noscript>{title}: this page needs scripts; the contract is in <a href="openapi.json">openapi.json</a>.</noscript>
<div id="reference"></div>
<script src="scalar.js"></script>
<script src="reference.js"></script>
</body>
</html>
"""


def reference_policy(servers: Sequence[str]) -> str:
    """Give the content security policy of a reference page.

    Scripts come only from the page's own folder. Styles may be inline, because the reference component makes style
    elements when it starts. Requests go to the page's own origin and to the servers that it offers to try.

    Args:
        servers: URLs of the servers.

    Returns:
        The value of the header or meta element.
    """
    origins = sorted({origin for url in servers if (origin := csp_origin(url)) is not None})
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            " ".join(("connect-src 'self'", *origins)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def reference_settings(contract: Contract, *, title: str, servers: Sequence[str] = ()) -> dict[str, Json]:
    """Give the settings of the reference component: the contract inside, nothing fetched, nothing reported.

    Args:
        contract: the contract.
        title: the title of the page.
        servers: URLs to try the operations against; empty for those of the contract.

    Returns:
        A JSON value.
    """
    return {
        "content": contract.tree,
        "metaData": {"title": title},
        "servers": [{"url": url} for url in servers] if servers else None,
        "withDefaultFonts": False,
        "telemetry": False,
        "showDeveloperTools": "never",
        "hideClientButton": True,
        "documentDownloadType": "none",
        "agent": {"disabled": True},
        "mcp": {"disabled": True},
    }


def render_reference(
    contract: Contract, *, scalar_js: bytes, title: str = "", servers: Sequence[str] = ()
) -> Mapping[str, bytes]:
    """Render the reference page of a contract.

    Args:
        contract: the contract; its texts are hostile and are shown as text.
        scalar_js: the standalone bundle of Scalar's API reference.
        title: the title of the page; empty for that of the contract.
        servers: URLs to try the operations against, such as the gateway's; empty for those of the contract.

    Returns:
        File contents by name: index.html, scalar.js, reference.js, style.css and openapi.json.
    """
    shown = title or f"{contract.title} {contract.version}"
    settings = {
        name: value
        for name, value in reference_settings(contract, title=shown, servers=servers).items()
        if value is not None
    }
    urls = tuple(servers) or _server_urls(contract.tree)
    page = _PAGE.format(title=html_text(shown), policy=html_text(reference_policy(urls)))
    return {
        "index.html": page.encode(),
        "scalar.js": scalar_js,
        "reference.js": b'Scalar.createApiReference("#reference", ' + script_value(settings) + b");\n",
        "style.css": STYLE,
        "openapi.json": canonical(contract.tree),
    }


def _server_urls(tree: Mapping[str, Json]) -> tuple[str, ...]:
    servers = tree.get("servers")
    if not isinstance(servers, Sequence) or isinstance(servers, str):
        return ()
    urls = (server.get("url") for server in servers if isinstance(server, Mapping))
    return tuple(url for url in urls if isinstance(url, str))
