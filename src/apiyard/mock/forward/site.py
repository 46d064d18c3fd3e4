"""What answers on the port of a proxy: the control API for this machine, and the other server for all the rest."""

from __future__ import annotations

from apiyard.core.noun import replace
from apiyard.mock.control import Control
from apiyard.mock.forward.proxy import Proxy
from apiyard.mock.serving.site import Mount, Site, slug
from apiyard.mock.step import Coming
from apiyard.spec.exchange import Request


class ProxySite(Site):
    """Passes everything on as it is, questions of browsers too: what pages may read is the other server's to say.

    Args:
        proxy: what answers.
        control: what callers on this machine may ask and steer.
    """

    def __init__(self, proxy: Proxy, control: Control | None = None) -> None:
        super().__init__([Mount(slug(proxy.contract.title), proxy.contract, proxy.handle)], control=control)
        self._proxy = proxy
        self._steered = control

    def handle(self, request: Request, peer: str = "") -> Coming:
        """Answer a request.

        Args:
            request: the request.
            peer: the address it came from.
        """
        if self._steered is not None and self._steered.takes(request.path):
            return self._steered.handle(request, peer=peer)
        # Callers that know the whole paths of the service may use them too.
        _, prefix = self._meant(request, request.header("host") or "")
        return self._proxy.handle(replace(request, path=request.path[len(prefix) :]) if prefix else request)
