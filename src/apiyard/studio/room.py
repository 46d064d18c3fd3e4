"""All that one studio holds, given to its pages."""

from __future__ import annotations

import asyncio
from typing import Any

from apiyard.core.clock import Clock
from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.studio.book import Book
from apiyard.studio.child import Child
from apiyard.studio.entry import Entry
from apiyard.studio.files import Desk
from apiyard.studio.news import News
from apiyard.wiring.lint_standards import Place

_MOST_DOCUMENTS = 500


@dataclass(slots=True)
class Room:
    """What the pages of one studio work with.

    Args:
        desk: the files.
        book: links and comments.
        entry: who may come in.
        clock: tells the time.
        mock_url: where the mock answers.
        share_url: where shared pages are shown.
        place: where what texts are judged by is looked for.
        news: tells open pages what happened.
        shared_news: tells readers of shared pages that there is something new.
        looker: judges texts.
        hand: makes edits, and reads what is saved.
        mocker: answers as the mock.
        writing: held while a file is written.
    """

    desk: Desk
    book: Book
    entry: Entry
    clock: Clock
    mock_url: str
    share_url: str
    place: Place = field(default_factory=Place)
    news: News = field(default_factory=News)
    shared_news: News = field(default_factory=News)
    looker: Child = field(default_factory=lambda: Child("judging the text"))
    hand: Child = field(default_factory=lambda: Child("the edit"))
    mocker: Child = field(default_factory=lambda: Child("the mock", 5.0))
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def look(self, page: str, number: int, texts: dict[str, str]) -> dict[str, Any]:
        """Judge what is typed, and give it to the mock.

        Args:
            page: who types; of its texts only the newest is judged.
            number: the page's own count of its texts.
            texts: texts that are not saved yet, by name.

        Returns:
            All that the page shows of it.

        Raises:
            ConflictError: a newer text took the place of this one.
            TooLargeError: it took too long.
        """
        task = self.task(texts)
        mocked = asyncio.ensure_future(self._mocked(page, number, task))
        try:
            told: dict[str, Any] = await self.looker.ask_newest(page, number, {**task, "task": "look"})
        finally:
            mock = await mocked
        self.desk.known |= set(told["documents"][:_MOST_DOCUMENTS])
        return {**told, "mock": mock}

    def task(self, texts: dict[str, str]) -> dict[str, Any]:
        """Give what every task about the contract says.

        Args:
            texts: texts that are not saved yet, by name.
        """
        place = {"ruleset": self.place.ruleset, "here": self.place.here, "workspace": self.place.workspace}
        return {"folder": str(self.desk.folder), "name": self.desk.main, "texts": texts, **place}

    async def _mocked(self, page: str, number: int, task: dict[str, Any]) -> dict[str, Any]:
        try:
            told: dict[str, Any] = await self.mocker.ask_newest(page, number, {**task, "task": "load"})
        except ApiyardError as error:
            return {"taken": False, "why": error.what, "operations": []}
        return told

    async def close(self) -> None:
        """End the children and the streams."""
        self.news.close()
        self.shared_news.close()
        for child in (self.looker, self.hand, self.mocker):
            await child.close()
