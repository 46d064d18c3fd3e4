"""What answers on the port of a proxy: the control API for this machine, and the other server for all the rest."""

from __future__ import annotations

from urllib.parse import urlsplit

from apiyard.core.noun import replace
from apiyard.mock.control import Control
from apiyard.mock.forward.proxy import Proxy
from apiyard.mock.problem import problem
from apiyard.mock.refuse import refuse_host
from apiyard.mock.serving.site import Mount, Site, host_of, slug, steered
from apiyard.mock.step import Coming
from apiyard.spec.exchange import Reply, Request


class ProxySite(Site):
    """Passes everything on as it is, questions of browsers too: what pages may read is the other server's to say.

    Args:
        proxy: what answers.
        control: what callers on this machine may ask and steer.
        hosts: names that callers find it by and pages may come from, besides ``*.localhost``; empty for any. With
            credentials that the proxy adds, any other page in a browser could act by them.
    """

    def __init__(self, proxy: Proxy, control: Control | None = None, *, hosts: tuple[str, ...] = ()) -> None:
        super().__init__([Mount(slug(proxy.contract.title), proxy.contract, proxy.handle)], control=control)
        self._proxy = proxy
        self._steered = control
        self._known = frozenset(hosts)

    def handle(self, request: Request, peer: str = "") -> Coming:
        """Answer a request.

        Args:
            request: the request.
            peer: the address it came from.
        """
        if self._steered is not None and self._steered.takes(request.path):
            return steered(self._steered, request, peer)
        refused = self._distrusts(request) if self._known else None
        if refused is not None:
            return refused
        # Callers that know the whole paths of the service may use them too.
        _, prefix = self._meant(request, request.header("host") or "")
        return self._proxy.handle(replace(request, path=request.path[len(prefix) :]) if prefix else request)

    def _distrusts(self, request: Request) -> Reply | None:
        """Refuse a page of another site, and one that gave its own name the address of this machine."""
        if not self._is_known(host_of(request)):
            return refuse_host()
        origin = request.header("origin")
        if origin is not None and not self._is_known(_host_of_origin(origin)):
            told = "pages of other sites may not act by the credentials that this proxy adds"
            return problem(403, told, code="forbidden")
        return None

    def _is_known(self, name: str) -> bool:
        return name in self._known or name.endswith(".localhost")


def _host_of_origin(origin: str) -> str:
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""
