"""A snapshot: all xDS resources of one gateway, each serialised once and named by its content."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from apiyard.core.digest import Digest, digest_json
from apiyard.core.errors import InvalidInputError
from apiyard.core.json import canonical
from apiyard.core.noun import dataclass

_TYPE = "type.googleapis.com/"
CLUSTER = _TYPE + "envoy.config.cluster.v3.Cluster"
ENDPOINTS = _TYPE + "envoy.config.endpoint.v3.ClusterLoadAssignment"
LISTENER = _TYPE + "envoy.config.listener.v3.Listener"
SCOPE = _TYPE + "envoy.config.route.v3.ScopedRouteConfiguration"
ROUTES = _TYPE + "envoy.config.route.v3.RouteConfiguration"
FILTER = _TYPE + "envoy.config.core.v3.TypedExtensionConfig"
RUNTIME = _TYPE + "envoy.service.runtime.v3.Runtime"

TYPE_URLS = (CLUSTER, ENDPOINTS, RUNTIME, FILTER, LISTENER, SCOPE, ROUTES)
"""All types that a snapshot may hold, in the order in which they are added."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One xDS resource.

    Args:
        name: its name, made of identity, never of an index.
        version: SHA-256 of the body in hexadecimal.
        body: the deterministic bytes of the message.
        owner: the API it belongs to; empty when it belongs to the whole gateway.
    """

    name: str
    version: str
    body: bytes
    owner: str = ""


def resource(name: str, body: bytes, *, owner: str = "") -> Resource:
    """Make a resource whose version is the digest of its bytes.

    Args:
        name: its name.
        body: the deterministic bytes of the message.
        owner: the API it belongs to.

    Returns:
        The resource.
    """
    return Resource(name, hashlib.sha256(body).hexdigest(), body, owner)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All resources of one gateway.

    Args:
        resources: type URL -> name -> resource.
        digest: the digest of all types, names and versions.
    """

    resources: Mapping[str, Mapping[str, Resource]]
    digest: Digest

    def of(self, type_url: str) -> Mapping[str, Resource]:
        """Give the resources of a type by name.

        Args:
            type_url: one of TYPE_URLS.

        Returns:
            The resources; empty when the snapshot holds none of the type.
        """
        return self.resources.get(type_url, MappingProxyType({}))

    def to_bytes(self) -> bytes:
        """Give the canonical JSON form, equal for equal snapshots."""
        return canonical(
            {
                type_url: {
                    name: {"body": base64.b64encode(each.body).decode("ascii"), "owner": each.owner}
                    for name, each in by_name.items()
                }
                for type_url, by_name in self.resources.items()
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Snapshot:
        """Read what ``to_bytes`` gave; versions are computed anew from the bodies.

        Args:
            data: the canonical JSON form.

        Returns:
            The snapshot.

        Raises:
            InvalidInputError: the bytes have another form.
        """
        try:
            tree = json.loads(data)
            return snapshot(
                (type_url, resource(name, base64.b64decode(one["body"], validate=True), owner=str(one["owner"])))
                for type_url, by_name in tree.items()
                for name, one in by_name.items()
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInputError("not a gateway snapshot", piece=str(error)) from error


def snapshot(resources: Iterable[tuple[str, Resource]]) -> Snapshot:
    """Put resources together.

    Args:
        resources: pairs of type URL and resource; a later one of the same type and name wins.

    Returns:
        The snapshot, ordered by type and name.

    Raises:
        InvalidInputError: a type URL is none of TYPE_URLS.
    """
    found: dict[str, dict[str, Resource]] = {}
    for type_url, one in resources:
        if type_url not in TYPE_URLS:
            raise InvalidInputError("a snapshot cannot hold this type", piece=type_url)
        found.setdefault(type_url, {})[one.name] = one
    ordered = {
        type_url: MappingProxyType(dict(sorted(found[type_url].items()))) for type_url in TYPE_URLS if type_url in found
    }
    versions = {kind: {name: one.version for name, one in by_name.items()} for kind, by_name in ordered.items()}
    return Snapshot(MappingProxyType(ordered), digest_json(versions))


EMPTY = snapshot(())
"""A gateway that does nothing."""
