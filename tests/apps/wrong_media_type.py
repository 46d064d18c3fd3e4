"""Fault: a pet is sent as text/plain."""

from __future__ import annotations

from tests.apps.pets import Answer, Pets, changed


class WrongMediaType(Pets):
    def get_pet(self, text) -> Answer:
        answer = super().get_pet(text)
        return changed(answer, media="text/plain") if answer.status == 200 else answer


app = WrongMediaType()
