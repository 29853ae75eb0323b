"""A kind of file that can be taken home, of the room or of a step: its name, and what makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class File:
    """A file to hand over. `running` are the titles of consultations that are not closed yet."""

    content: bytes
    filename: str
    mimetype: str
    running: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Export(Generic[T]):
    """A kind of file, by the `name` that addresses and commands give it; `suffix` without a dot.

    `part`: what the file is called beside the map that it is of. `whole`: it holds the versions of a track too.
    `beside`: what the steps of the method give goes along in it.
    """

    name: str
    suffix: str
    mimetype: str
    make: Callable[[T], bytes]
    part: str = ""
    whole: bool = False
    beside: bool = False

    def file(self, what: T, filename: str, running: tuple[str, ...] = ()) -> File:
        """Make it of `what`, and give it under `filename`."""
        return File(self.make(what), filename, self.mimetype, running)
