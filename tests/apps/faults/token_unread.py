"""A bearer token is asked for, and not looked at."""

from __future__ import annotations

from tests.apps.fault import Fault
from tests.apps.safes import Safes


class TokenUnread(Safes):
    def may(self, call, name) -> bool:
        bearer = call.headers.get("authorization", "").startswith("Bearer ")
        return (bearer and name == "get_safe") or super().may(call, name)


FAULT = Fault(TokenUnread, about="security", kind="access", check="credentials-ignored", cases=10)
app = FAULT.server()
