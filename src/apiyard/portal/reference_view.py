"""What the reference page shows: a contract, and where it can be tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apiyard.core.noun import dataclass
from apiyard.portal.choice import Choices


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """The reference of one version of an API.

    Args:
        api: the API.
        title: what the contract calls it.
        version: the version shown.
        environment: where it is tried.
        address: what callers use in this environment.
        mock: where its mock answers, on the machine of the control plane; empty when there are no mocks.
        way: the portal's path to the same, which the page's own calls take.
        key_required: whether a call needs a key.
        choices: environments and versions.
        settings: where the page's script gets the contract from.
        document: the contract as it is shown, with the gateway as its server.
        now: the time of the view.
    """

    api: str
    title: str
    version: str
    environment: str
    address: str
    mock: str
    way: str
    key_required: bool
    choices: tuple[Choices, ...]
    settings: str
    document: Mapping[str, Any]
    now: datetime
