"""Let a child Envoy look at a snapshot before the serving one gets it: some configurations abort Envoy itself."""

from __future__ import annotations

import asyncio
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from apiyard.agent.disk import make_private, write_whole
from apiyard.agent.launch import Launch, end_descendants, start
from apiyard.agent.output import tail
from apiyard.agent.poll import poll
from apiyard.agent.run_record import new_token
from apiyard.core.digest import Digest, digest_json
from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field
from apiyard.gateway.bootstrap import Sockets, bootstrap
from apiyard.gateway.snapshot import Snapshot

_SECONDS = 20.0
_TYPES = re.compile(rb"type\.googleapis\.com/[A-Za-z0-9_.]{1,200}")
_FAULT = re.compile(r"error initializing configuration '[^']*': ?(.*)|(panic: .*|assert failure: .*)|(Caught \w+.*)")
_LARGEST_CACHE = 50_000


@dataclass(slots=True)
class Validator:
    """Looks at snapshots; remembers which kinds were fine.

    Args:
        folder: where the child's files go.
        binary: gives the Envoy program.
    """

    folder: Path
    binary: Callable[[], Path]
    _fine: set[Digest] = field(default_factory=set)
    _types: dict[str, frozenset[bytes]] = field(default_factory=dict)

    def begin(self) -> None:
        """Remove what a killed agent left; its child has ended by itself."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def kind(self, snapshot: Snapshot) -> Digest:
        """Give the kind of a snapshot: the set of all message types in it.

        Two snapshots of one kind differ in values only; a new type of filter or matcher makes a new kind.

        Args:
            snapshot: the snapshot.
        """
        if len(self._types) > _LARGEST_CACHE:
            self._types.clear()
        found: set[bytes] = {type_url.encode() for type_url in snapshot.resources}
        for by_name in snapshot.resources.values():
            for one in by_name.values():
                if one.version not in self._types:
                    self._types[one.version] = frozenset(_TYPES.findall(one.body))
                found |= self._types[one.version]
        return digest_json(sorted(each.decode("ascii") for each in found))

    async def problems_of_kind(self, snapshot: Snapshot) -> list[str]:
        """Look at a snapshot if its kind was never found fine.

        Args:
            snapshot: the snapshot.

        Returns:
            What Envoy would refuse; empty when it is fine or its kind is.
        """
        kind = self.kind(snapshot)
        if kind in self._fine:
            return []
        problems = await self.problems(snapshot)
        if not problems:
            self._fine.add(kind)
        return problems

    async def problems(self, snapshot: Snapshot) -> list[str]:
        """Look at a snapshot (``envoy --mode validate``).

        Args:
            snapshot: the snapshot.

        Returns:
            What Envoy would refuse, in its own words; empty when it is fine.
        """
        from apiyard.agent.static import static_bootstrap  # a gateway that boots shall not wait for these types

        make_private(self.folder)
        folder = Path(tempfile.mkdtemp(prefix="look-", dir=self.folder))
        try:
            write_whole(folder / "snapshot.pb", await asyncio.to_thread(static_bootstrap, snapshot), durable=False)
            code = await self._look(folder)
            return [] if code == 0 else _words(folder / "output.log", code)
        except InvalidInputError as error:
            return [str(error)]
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    async def _look(self, folder: Path) -> int | None:
        nowhere = Path("/nonexistent.sock")
        node = bootstrap("validate", "validate", Sockets(admin=nowhere, ads=nowhere, log=nowhere))
        argv = (
            str(self.binary()),
            *("--mode", "validate", "--config-path", str(folder / "snapshot.pb"), "--config-yaml", node),
            *("--log-level", "error", "--disable-hot-restart"),
        )
        token = new_token()
        child = start(Launch(argv=argv, cwd=folder, output=folder / "output.log"), token)
        try:
            await poll(lambda: child.poll() is not None, _SECONDS)
            return child.poll()
        finally:
            if child.poll() is None:
                child.kill()
                end_descendants(token)
            await asyncio.to_thread(child.wait)


def _words(output: Path, code: int | None) -> list[str]:
    text = tail(output, 262_144).decode("utf-8", "replace")
    found = [next(filter(None, match.groups()), "").strip() for match in _FAULT.finditer(text)]
    if code is None:
        return [f"Envoy did not finish to look at it within {_SECONDS:.0f} s"]
    told = [words[:2000] for words in dict.fromkeys(found) if words]
    return told or [f"Envoy ended with code {code}: {text.strip()[-1000:]}"]
