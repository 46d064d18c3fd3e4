"""What answers on the port of a proxy: the control API for this machine, and the other server for all the rest."""

from __future__ import annotations

from urllib.parse import urlsplit

from apiyard.core.noun import replace
from apiyard.mock.control import Control
from apiyard.mock.forward.proxy import Proxy
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.refuse import refuse_host
from apiyard.mock.serving.cors import Cors, preflight
from apiyard.mock.serving.hosts import Hosts
from apiyard.mock.serving.site import Mount, Site, let_read, slug, steered
from apiyard.mock.step import Coming
from apiyard.spec.exchange import Reply, Request


class ProxySite(Site):
    """Passes everything on as it is, questions of browsers too: what pages may read is the other server's to say.

    Args:
        proxy: what answers.
        control: what callers on this machine may ask and steer.
        hosts: the names that callers find it by; None for any. A page that gave its own name this machine's address
            could read by the proxy what only this machine reaches.
        pages: whether pages of other hosts may call, as far as the service lets them. With credentials that the proxy
            adds, they could act by these.
        cors: pages that may read whatever the service says of them; None leaves that to the service.
    """

    def __init__(
        self,
        proxy: Proxy,
        control: Control | None = None,
        *,
        hosts: Hosts | None = None,
        pages: bool = True,
        cors: Cors | None = None,
    ) -> None:
        super().__init__([Mount(slug(proxy.contract.title), proxy.contract, proxy.handle)], control=control)
        self._proxy = proxy
        self._steered = control
        self._known, self._pages, self._reading = hosts, pages, cors

    def handle(self, request: Request, peer: str = "") -> Coming:
        """Answer a request.

        Args:
            request: the request.
            peer: the address it came from.
        """
        if self._steered is not None and self._steered.takes(request.path):
            return steered(self._steered, request, peer)
        refused = self._distrusts(request, self._known) if self._known is not None else None
        if refused is not None:
            return refused
        origin, cors = request.header("origin"), self._reading
        if origin is None or cors is None or not cors.allows(origin):
            return self._passed(request)
        return preflight(cors, request, "") or let_read(self._passed(request), cors, origin)

    def _passed(self, request: Request) -> Coming:
        """Pass a request on; callers that know the whole paths of the service may use them too."""
        _, prefix = self._meant(request, request.header("host") or "")
        return self._proxy.handle(replace(request, path=request.path[len(prefix) :]) if prefix else request)

    def _distrusts(self, request: Request, known: Hosts) -> Reply | None:
        """Refuse a page of another site, and one that gave its own name the address of this machine."""
        if not known.knows(request.header("host") or ""):
            return refuse_host()
        if not self._pages and _is_foreign(request, known):
            told = "pages of other sites may not act by the credentials that this proxy adds"
            return problem(403, told, code="forbidden")
        return None


def _is_foreign(request: Request, known: Hosts) -> bool:
    """Say whether a page of another site asks; what it loads as an image or a link has no origin."""
    origin = request.header("origin")
    if origin is None:
        return request.header("sec-fetch-site") == "cross-site"
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return True
    return not host or not known.knows(host)
