"""People with phones, as in a room: they read, think, type, and fall silent when all is said.

`python -m facilitator.rehearsal.people SERVER CODE PACE` lets them take part until the standard
input ends, that is, until whoever started this is gone.
"""

import asyncio
import random
import sys
from collections import defaultdict

from facilitator.rehearsal.gathering import gather
from facilitator.rehearsal.phone import RehearsalPhone, Tally
from facilitator.rehearsal.sayings import read

PEOPLE = 24
FIRST_WORDS = (1.0, 14.0)  # seconds from the opening of a question to somebody's first one-liner
NEXT_WORDS = (9.0, 34.0)  # and from one to the next
Said = dict[tuple[int, str], list[str]]


async def take_part(server: str, code: str, pace: float) -> None:
    """Come in and say the example one-liners, each once, from the environment that it is of."""
    phones = await gather(server, code, PEOPLE, Tally())
    said = _by_question_and_label()
    await asyncio.gather(*(_live(phone, said, pace) for phone in phones))


def _by_question_and_label() -> Said:
    said: Said = defaultdict(list)
    for saying in read():
        said[saying.question or 0, saying.environment or ""].append(saying.text)
    return said


async def _live(phone: RehearsalPhone, said: Said, pace: float) -> None:
    labels = {it["key"]: it["label"] for it in phone.state["environments"]}
    label = labels.get(str(phone.environment), "")
    last = None
    while True:
        await phone.opened.wait()
        question = phone.question
        if question is None:
            continue
        await asyncio.sleep(random.uniform(*(NEXT_WORDS if question["id"] == last else FIRST_WORDS)) / pace)
        last = question["id"]
        left = said[question["number"], label]
        if left and phone.question == question:
            await phone.say(left.pop(0))


async def _until_left_alone() -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


async def main(server: str, code: str, pace: float) -> None:
    """Let people take part until the day is over or whoever started them is gone.

    `pace`: how many times faster than people.
    """
    people = asyncio.create_task(take_part(server, code, pace))
    alone = asyncio.create_task(_until_left_alone())
    await asyncio.wait([people, alone], return_when=asyncio.FIRST_COMPLETED)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
