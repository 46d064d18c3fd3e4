"""Answer from a contract as its files are now: a change takes effect at once, a broken one not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass
from apiyard.mock.serving.site import Mount, Site
from apiyard.spec.contract import Contract
from apiyard.spec.source import is_remote

_SECONDS = 0.25
_Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Watched:
    """A contract that may change.

    Args:
        name: the name of its mount.
        read: reads it anew.
        remake: makes its mount.
    """

    name: str
    read: Callable[[], Contract]
    remake: Callable[[Contract], Mount]


class Reload:
    """Looks at the files of contracts, and puts what changed into a site.

    Args:
        site: what answers.
        watched: what may change.
        tell: is given a line for the user: the mount's name, and the error when the change is broken.
        seconds: between two looks.
    """

    def __init__(
        self,
        site: Site,
        watched: Iterable[Watched],
        *,
        tell: Callable[[str, ApiyardError | None], None],
        seconds: float = _SECONDS,
    ) -> None:
        self._site = site
        self._watched = tuple(watched)
        self._tell = tell
        self._seconds = seconds
        mounts = {each.name: each for each in site.mounts}
        self._marks = {each.name: marks(files_of(mounts[each.name].contract)) for each in self._watched}

    async def run(self) -> None:
        """Look for as long as the server runs."""
        while True:
            await asyncio.sleep(self._seconds)
            for each in self._watched:
                await self._look(each)

    async def _look(self, watched: Watched) -> None:
        before = self._marks[watched.name]
        now = marks(before)
        if now == before:
            return
        await asyncio.sleep(self._seconds / 2)
        if marks(before) != now:  # still being written
            return
        try:
            contract = await asyncio.to_thread(watched.read)
            mounts = {each.name: each for each in self._site.mounts}
            self._marks[watched.name] = marks([*files_of(contract), *_files_there(now)])
            if contract.digest == mounts[watched.name].contract.digest:
                return
            mounts[watched.name] = watched.remake(contract)
        except Exception as error:  # noqa: BLE001 - whatever is wrong now, the next change may mend it
            told = error if isinstance(error, ApiyardError) else ApiyardError("it cannot be read", piece=repr(error))
            # The file that is wrong may be one that the contract did not have before.
            self._marks[watched.name] = now | marks(_named(told))
            self._tell(watched.name, told)
            return
        self._site.put(mounts.values())
        self._tell(watched.name, None)


def files_of(contract: Contract) -> tuple[Path, ...]:
    """Give the files that a contract was read from.

    Args:
        contract: the contract.
    """
    return tuple(Path(each.uri) for each in contract.documents if not is_remote(each.uri))


def marks(files: Iterable[Path] | Mapping[Path, _Mark | None]) -> dict[Path, _Mark | None]:
    """Give what tells whether files changed: time, size and number; None for one that is not there."""
    return {each: _mark(each) for each in files}


def _mark(path: Path) -> _Mark | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _files_there(seen: Mapping[Path, _Mark | None]) -> list[Path]:
    """Files that a contract does not refer to any more are forgotten once they are gone."""
    return [path for path, mark in seen.items() if mark is not None]


def _named(error: ApiyardError) -> list[Path]:
    """Give the file that an error is about."""
    path = Path(error.where.partition(":")[0])
    return [path] if error.where and _mark(path) is not None else []
