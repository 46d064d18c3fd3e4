"""What is only ever sent comes back."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.parcels import Parcels
from tests.apps.service import Answer, changed


class SecretShown(Parcels):
    def send_parcel(self, call) -> Answer:
        answer = super().send_parcel(call)
        secret = call.json().get("secret")
        return answer if secret is None else changed(answer, value={**answer.value, "secret": secret})


FAULT = Fault(SecretShown, about="writeOnly", kind="fuzz", check="wrong-body", cases=90)
app = FAULT.server()
