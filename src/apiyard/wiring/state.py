"""All intents at one moment, so that what would be can be computed before it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from apiyard.core.noun import dataclass
from apiyard.store.intents import Change, Intent, Intents

Body = Mapping[str, Any]
_NOT_YET = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class State:
    """Intents by kind and id.

    Args:
        intents: the intents, with the revision that a change must expect.
    """

    intents: Mapping[tuple[str, str], Intent]

    def body(self, kind: str, id_: str) -> Body | None:
        """Give the body of an intent.

        Args:
            kind: its kind.
            id_: its id.

        Returns:
            The body, or None when there is no such intent.
        """
        found = self.intents.get((kind, id_))
        return None if found is None else found.body

    def all(self, kind: str) -> dict[str, Body]:
        """Give all intents of a kind.

        Args:
            kind: the kind.

        Returns:
            Bodies by id, in the order of the ids.
        """
        return {id_: self.intents[key, id_].body for key, id_ in sorted(self.intents) if key == kind}

    def revision(self, kind: str, id_: str) -> int:
        """Give the revision that a change of this intent must expect.

        Args:
            kind: its kind.
            id_: its id.

        Returns:
            The revision; 0 when the intent does not exist.
        """
        found = self.intents.get((kind, id_))
        return 0 if found is None else found.revision

    def change(self, kind: str, id_: str, body: Body | None) -> Change:
        """Make a change against this moment: it loses when somebody else was first.

        Args:
            kind: kind of the intent.
            id_: its id.
            body: the new body; None deletes.

        Returns:
            The change, to be committed.
        """
        return Change(kind, id_, body, self.revision(kind, id_))

    def after(self, changes: Iterable[Change]) -> State:
        """Give the state as it would be.

        Args:
            changes: changes that are not committed yet.

        Returns:
            A new state; revisions stay those of this moment.
        """
        intents = dict(self.intents)
        for change in changes:
            if change.body is None:
                intents.pop((change.kind, change.id), None)
            else:
                intents[change.kind, change.id] = Intent(
                    change.kind, change.id, self.revision(change.kind, change.id), change.body, _NOT_YET
                )
        return State(intents)


def read_state(intents: Intents) -> State:
    """Read all intents.

    Args:
        intents: the door to them.

    Returns:
        The state at one moment.
    """
    return State({(each.kind, each.id): each for each in intents.everything()})
