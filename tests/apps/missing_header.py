"""Fault: the promised header X-Total is missing."""

from __future__ import annotations

from tests.apps.pets import Answer, Pets, changed


class MissingHeader(Pets):
    def list_pets(self, query) -> Answer:
        return changed(super().list_pets(query), headers={})


app = MissingHeader()
