"""Mocks and sandboxes of all APIs and versions that the store knows, made when they are first asked for."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict

from apiyard.core.digest import Digest
from apiyard.core.errors import ApiyardError, InvalidInputError, unknown
from apiyard.core.json import Json
from apiyard.core.names import ApiName, Version
from apiyard.mock.control import Control, json_reply
from apiyard.mock.pipeline import settled
from apiyard.mock.refusing.problem import problem
from apiyard.mock.refusing.refuse import refuse_host
from apiyard.mock.serving.site import Site, host_of, inside, moved
from apiyard.mock.step import Answer, Coming
from apiyard.spec.exchange import Request
from apiyard.spec.load import contract_from_bytes
from apiyard.store.blobs import Blobs
from apiyard.store.intents import Intents
from apiyard.wiring.mock_hosting import FORMS, Form, Hosted, host

CURRENT = "current"
"""The version that was applied last, released or not."""
LATEST = "latest"
"""The highest released version that is no pre-release, else the highest one."""

_MOST = 32


class HostedMocks:
    """Answers ``/mocks/API/VERSION/...`` and ``/sandboxes/API/VERSION/...`` from the store's contracts.

    Args:
        intents: what is applied and released.
        blobs: the contracts.
        hosts: names that the header ``Host`` may have, without port; empty for any.
    """

    def __init__(self, intents: Intents, blobs: Blobs, *, hosts: tuple[str, ...] = ()) -> None:
        self._hosts = hosts
        self._intents = intents
        self._blobs = blobs
        self._guard, self._making = threading.Lock(), threading.Lock()
        self._made: OrderedDict[tuple[Form, Digest], Hosted] = OrderedDict()
        self._released: dict[tuple[str, str], Digest] = {}

    def handle(self, request: Request, peer: str = "") -> Coming:
        """Answer a request.

        Args:
            request: the request, with its whole path.
            peer: the address it came from.

        Returns:
            The answer, or what gives it; 404 with what there is for an API or a version that nobody knows.
        """
        pieces = request.path.split("/", 4)
        form = next((each for each in FORMS if pieces[1:2] == [each]), None)
        if form is None or len(pieces) < 4 or not pieces[3]:
            return self._told(request, pieces)
        api, version = pieces[2], pieces[3]
        found = self._known(form, api, version)
        if found is not None:
            return _passed(found, request, peer)
        return self._later(form, request, peer, pieces=pieces)

    def _known(self, form: Form, api: str, version: str) -> Site | None:
        """Give what is made already; a released version never changes, so the store need not be asked."""
        digest = self._released.get((api, version))
        if digest is None:
            return None
        found = self._held(form, digest)
        return None if found is None else found.site

    async def _later(self, form: Form, request: Request, peer: str, *, pieces: list[str]) -> Answer:
        try:
            hosted = await asyncio.to_thread(self._hosted, form, pieces[2], pieces[3])
        except ApiyardError as error:
            return problem(404 if error.status < 500 else 500, f"{error.what}; {error.hint}", code=error.code)
        return await settled(_passed(hosted.site, request, peer))

    def _told(self, request: Request, pieces: list[str]) -> Coming:
        if self._hosts and host_of(request) not in self._hosts:
            return refuse_host()
        if request.method not in {"GET", "HEAD"} or pieces[1:2] not in ([""], ["mocks"], ["sandboxes"]):
            return problem(404, "mocks stand behind /mocks/API/VERSION", code="no-such-path")
        return self._list(pieces[2] if len(pieces) > 2 else "")

    async def _list(self, api: str) -> Answer:
        found = await asyncio.to_thread(self.versions)
        if api and api not in found:
            error = unknown("API", api, found)
            return problem(404, f"{error.what}; {error.hint}", code=error.code)
        told: dict[str, Json] = {
            name: [_shown(name, each) for each in versions] for name, versions in found.items() if api in {"", name}
        }
        return json_reply({"apis": told})

    def versions(self) -> dict[str, list[str]]:
        """Give the versions of each API: what is applied, and what was released, the newest first."""
        found: dict[str, list[str]] = {}
        for release in self._intents.list("release"):
            api, _, version = release.id.partition("@")
            found.setdefault(api, []).append(version)
        for versions in found.values():
            versions.sort(key=Version, reverse=True)
        for product in self._intents.list("product"):
            found.setdefault(product.id, []).insert(0, CURRENT)
        return dict(sorted(found.items()))

    def control(self, form: Form, api: str, version: str) -> Control:
        """Give what steers a mock or a sandbox; whoever passes a request on sees to it that the caller may.

        Args:
            form: with a memory or without.
            api: the API.
            version: a released version, ``latest`` or ``current``.

        Returns:
            Its journal, its faults and, of a sandbox, its state.

        Raises:
            UnknownNameError: nobody knows the API or the version.
            InvalidInputError: no version was released.
        """
        return self._hosted(form, api, version).control

    def _hosted(self, form: Form, api: str, version: str) -> Hosted:
        digest = self._digest(ApiName(api), version)
        found = self._held(form, digest)
        if found is not None:
            return found
        # Large contracts take seconds, in which those that are made already go on answering.
        with self._making:
            found = self._held(form, digest)
            if found is None:
                contract = contract_from_bytes(self._blobs.get(digest), uri=f"{api}@{version}")
                found = host(form, contract, hosts=self._hosts)
                with self._guard:
                    self._made[form, digest] = found
                    while len(self._made) > _MOST:
                        self._made.popitem(last=False)
            return found

    def _held(self, form: Form, digest: Digest) -> Hosted | None:
        with self._guard:
            found = self._made.get((form, digest))
            if found is not None:
                self._made.move_to_end((form, digest))
        return found

    def _digest(self, api: ApiName, version: str) -> Digest:
        """Find the contract that is meant.

        Raises:
            UnknownNameError: nobody knows the API or the version.
        """
        if version == CURRENT:
            product = self._intents.get("product", api)
            if product is None:
                raise unknown("API", api, self.versions())
            return Digest(str(product.body["contract"]))
        name = self._latest(api) if version == LATEST else Version(version)
        release = self._intents.get("release", f"{api}@{name}")
        if release is None:
            raise unknown("version", version, (*self.versions().get(api, ()), LATEST))
        digest = Digest(str(release.body["contract"]))
        if version != LATEST:
            self._released[api, version] = digest
        return digest

    def _latest(self, api: ApiName) -> Version:
        known = self.versions()
        if api not in known:
            raise unknown("API", api, known)
        found = [Version(each) for each in known[api] if each != CURRENT]
        if not found:
            raise InvalidInputError("no version was released", piece=api, hint=f"{CURRENT} is what is applied")
        return max(found, key=lambda each: (not each.prerelease, each))


def _shown(api: str, version: str) -> Json:
    return {"version": version, "mock": f"/mocks/{api}/{version}", "sandbox": f"/sandboxes/{api}/{version}"}


def _passed(site: Site, request: Request, peer: str) -> Coming:
    """Let the site of one contract answer, for which paths begin behind the version."""
    prefix = "/".join(request.path.split("/", 4)[:4])
    return moved(site.handle(inside(request, prefix), peer), prefix)
