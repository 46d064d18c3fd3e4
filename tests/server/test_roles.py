"""Which role may approve, and that it may do nothing else."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("approver", 404), ("admin", 404)])
def test_who_may_approve(web, role, status):
    name = f"asks-as-{role}"
    made = web.client("admin").post("/api/tokens", json={"name": name, "role": role}).json()
    headers = {"authorization": f"Bearer {made['token']}"}
    answer = web.client().post("/api/approvals", json={"release": "notes@9.9.9"}, headers=headers)
    assert answer.status_code == status, answer.text
    refused = web.client().post("/api/rollbacks", json={"api": "notes", "environment": "x"}, headers=headers)
    assert (refused.status_code == 403) is (role != "admin"), refused.text
