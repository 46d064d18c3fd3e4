"""Waiting for something that tells nobody when it happens: a file, another process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def poll(happened: Callable[[], bool], seconds: float, *, every: float = 0.02) -> bool:
    """Look again and again.

    Args:
        happened: whether it happened; cheap.
        seconds: how long to look at most.
        every: seconds between two looks.

    Returns:
        Whether it happened in time.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    while not happened():
        if loop.time() >= until:
            return False
        await asyncio.sleep(every)
    return True
