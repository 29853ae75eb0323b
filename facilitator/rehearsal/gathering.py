"""Letting many phones in: spread over the environments, some at the same time."""

import asyncio

from facilitator.rehearsal.phone import RehearsalPhone, Tally

AT_ONCE = 20


async def gather(server: str, code: str, count: int, tally: Tally) -> list[RehearsalPhone]:
    """So many phones, come in. Raises: NotLetIn, OSError, TimeoutError."""
    first = RehearsalPhone(server, code, tally)
    await first.come_in()
    environments = [it["key"] for it in first.state["environments"]] or [None]
    first.leave()
    phones = [RehearsalPhone(server, code, tally, environments[at % len(environments)]) for at in range(count)]
    waiting = iter(phones)

    async def come_in() -> None:
        for phone in waiting:
            await phone.come_in()

    await asyncio.gather(*(come_in() for _ in range(min(AT_ONCE, count))))
    return phones
