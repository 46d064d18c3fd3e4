"""A pet is sent as text/plain."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.pets import Answer, Pets, changed


class WrongMediaType(Pets):
    def get_pet(self, call, text) -> Answer:
        answer = super().get_pet(call, text)
        return changed(answer, media="text/plain") if answer.status == 200 else answer


FAULT = Fault(WrongMediaType, about="media type", kind="examples", check="wrong-media-type", cases=3)
app = FAULT.server()
