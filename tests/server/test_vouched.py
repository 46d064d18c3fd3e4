"""A release in the store that nobody signed is not deployed."""

from __future__ import annotations

from typing import Any

from apiyard.core.digest import digest_json
from apiyard.store.intents import ANY, Change


def test_a_release_that_nobody_signed_is_not_deployed(web):
    digest = str(digest_json("anything"))
    manifest: dict[str, Any] = {
        "format": 1,
        "api": "forged",
        "version": "1.0.0",
        "contract": digest,
        "artefact": None,
        "policies": digest,
        "source": {"commit": "", "dirty": False},
    }
    signature = {"key": "nobody", "algorithm": "Ed25519", "value": "AAAA"}
    signed: dict[str, Any] = {"manifest": manifest, "digest": str(digest_json(manifest)), "signature": signature}
    told: dict[str, Any] = {
        "api": "forged",
        "version": "1.0.0",
        "bundle": signed["digest"],
        "contract": digest,
        "artefact": None,
    }
    intents = web.app.state.parts.store.intents
    intents.commit(
        [
            Change("environment", "signed-only", {"order": 0, "gateway": {"host": "127.0.0.1", "port": 1}}, ANY),
            Change("product", "forged", {"lifecycle": {}}, ANY),
            Change("release", "forged@1.0.0", {**told, "policies": digest, "signed": signed}, ANY),
        ]
    )
    asked = {"api": "forged", "version": "1.0.0", "environment": "signed-only"}
    answer = web.client("admin").post("/api/deployments", json=asked)
    assert answer.status_code == 422, answer.text
    assert "signature" in answer.json()["detail"]
    assert not intents.list("rolling")
    intents.commit(
        [
            Change(kind, id_, None, ANY)
            for kind, id_ in (("environment", "signed-only"), ("product", "forged"), ("release", "forged@1.0.0"))
        ]
    )
