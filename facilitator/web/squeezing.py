"""Making files smaller on their way: a script of ours as far as that goes without reading it as a program."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Final

LITERAL: Final = re.compile(
    rb'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`'
    rb"|/(?![/*\s])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*"
)
"""Strings, templates and patterns, as the formatter writes them: a blank begins no pattern, but follows a division."""
SIGNS: Final = re.compile(rb" *([=*<>!&|?:,;{}()\[\]]+) *")
"""Blanks around these say nothing; around + and - they may keep two signs apart."""
PRIVATE: Final = re.compile(rb"(?<![\w\"'`/])#([A-Za-z]\w*)")
CONSTANT: Final = re.compile(rb"^const ([A-Z][A-Z_]+) =", re.MULTILINE)
"""What a module declares for itself alone, on a line of its own."""
GZIP: Final = 31
LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def squeezed(script: bytes) -> bytes:
    """Leave out blanks, and give short names to what nobody else asks for: private parts, and constants."""
    parts = list(_parts(PRIVATE.sub(_short(PRIVATE.findall(script), b"#"), script)))
    said = b"".join(part for is_literal, part in parts if is_literal)
    constants = [it for it in CONSTANT.findall(b"".join(part for _, part in parts)) if it not in said]
    name = re.compile(rb"(?<![.\w#])(?:" + b"|".join(constants) + rb")\b(?!:)") if constants else None
    return b"".join(
        part if is_literal or name is None else SIGNS.sub(rb"\1", name.sub(_short(constants, b"$"), part))
        for is_literal, part in parts
    )


def _parts(script: bytes) -> Iterator[tuple[bool, bytes]]:
    """Give the script in pieces, each with whether it is a literal."""
    at = 0
    for literal in LITERAL.finditer(script):
        yield False, script[at : literal.start()]
        yield True, literal[0]
        at = literal.end()
    yield False, script[at:]


def _short(names: Iterable[bytes], mark: bytes) -> Callable[[re.Match[bytes]], bytes]:
    """Give each name one of a letter or two, and `mark` before it."""
    short = {name: mark + _letters(at).encode() for at, name in enumerate(dict.fromkeys(names))}
    return lambda found: short[found[0].removeprefix(b"#")]


def _letters(number: int) -> str:
    more, last = divmod(number, len(LETTERS))
    return (_letters(more - 1) if more else "") + LETTERS[last]


def smallest(body: bytes) -> bytes:
    """Compress as gzip, at the memory level that makes most of it: another one ends its blocks at other places."""
    return min((_zipped(body, level) for level in range(5, 10)), key=len)


def _zipped(body: bytes, level: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, GZIP, level)
    return packer.compress(body) + packer.flush()
