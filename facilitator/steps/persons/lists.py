"""Reading a list of key persons from a CSV file, as programs and Excel write them. Nothing is stored here.

Source: RFC 4180; `,` or `;` between the columns, UTF-8 with or without byte order mark or Windows-1252, headers and
values in any of our languages. All lines are well or none is taken.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Literal

from facilitator.catalogues import in_every_language
from facilitator.domain.method import ENVIRONMENT_LABELS, TrackKind
from facilitator.domain.refusals import RuleBroken
from facilitator.steps.persons import columns as known
from facilitator.steps.persons.networks import NETWORK_TYPES, RHIZOME, STAKES
from facilitator.steps.persons.rules import INTERVIEW, LIMITS, MOST_SEATS, Fault, Seat, folded, tidied, week_said, wrong

MOST_BYTES: Final = 200_000
MOST_BYTES_AS_TEXT: Final = 2 * MOST_BYTES  # what was one byte in Windows-1252 may be two or three

ListFault = Literal["too_large", "no_text", "broken", "no_lines", "too_many", "no_column", "column_twice", "no_file"]
LineCode = Literal["columns", "unknown_side", "same_line", "on_the_list", "over"] | Fault

_NEEDED: Final = ("environment", "internal", "function", "sub_function")
_SIGNED: Final = re.compile(r"'(?=['\s.,:;/\\()’\-–—=+@＝＋－＠]*[\d=+\-@＝＋－＠'])")


class CantRead(RuleBroken):
    """The file as a whole is not a list; `code` says why, `detail` what of it."""

    def __init__(self, code: ListFault, detail: str = "", line: int = 0) -> None:
        super().__init__(code)
        self.code: ListFault = code
        self.detail = detail
        self.line = line


@dataclass(frozen=True)
class Problem:
    """What is wrong on a line of the file, counted from 1; `other` is the line that it is the same as."""

    line: int
    code: LineCode
    column: str = ""
    other: int = 0


@dataclass(frozen=True)
class ListedSeat:
    """A seat as a line of the file gives it."""

    line: int
    seat: Seat


@dataclass(frozen=True)
class List:
    """What a file holds. `unused` are headers that are not taken over; `twice` are names that stand there twice."""

    text: str
    entries: list[ListedSeat] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    twice: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    number: int
    cells: list[str]


def decoded(content: bytes) -> str:
    """Give the text of a file, whatever program wrote it. Raises: CantRead"""
    if len(content) > MOST_BYTES:
        raise CantRead("too_large")
    if b"\0" in content or content.startswith((b"\xff\xfe", b"\xfe\xff", b"PK")):
        raise CantRead("no_text")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CantRead("no_text")


def read(text: str, track: TrackKind, there: Sequence[Seat], *, today: date) -> List:
    """Read a list for a track where some sit already. Raises: CantRead when it is no list at all

    `today`: from when a week without its year is counted back.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES_AS_TEXT:
        raise CantRead("too_large")
    if "\0" in text:
        raise CantRead("no_text")
    columns, unused, lines = _table(text)
    found = List(text, unused=unused)
    for line in lines:
        _take(found, line, columns, track, today=today)
    _compare(found, there)
    found.problems.sort(key=lambda it: it.line)
    return found


def _table(text: str) -> tuple[list[str], list[str], list[_Line]]:
    """Split a text in its columns' names ("" where unknown), what is unknown, and its lines."""
    lines = max((_split(text, delimiter) for delimiter in ",;"), key=_likeness)
    if not lines:
        raise CantRead("no_lines")
    headers = [_plain(cell) for cell in lines[0].cells]
    columns = [known.column_of().get(header, "") for header in headers]
    for column in _NEEDED:
        if column not in columns:
            raise CantRead("no_column", column)
    if twice := next((it for it in columns if it and columns.count(it) > 1), None):
        raise CantRead("column_twice", twice)
    if len(lines) == 1:
        raise CantRead("no_lines")
    if len(lines) > MOST_SEATS + 1:
        raise CantRead("too_many")
    unused = [header for header, column in zip(lines[0].cells, columns, strict=True) if not column and header.strip()]
    return columns, unused, lines[1:]


def _split(text: str, delimiter: str) -> list[_Line]:
    """Split in lines and cells; broken where that fails, which the other delimiter may repair."""
    bare = re.sub(r"\A\ufeff?sep=.\r?\n", "", text)
    reader = csv.reader(io.StringIO(bare.removeprefix("\ufeff"), newline=""), delimiter=delimiter, strict=True)
    before = 1 if bare != text else 0
    lines: list[_Line] = []
    try:
        while True:
            number = reader.line_num + before + 1
            cells = next(reader)
            if any(cell.strip() for cell in cells):
                lines.append(_Line(number, cells))
            if len(lines) > MOST_SEATS + 1:
                return lines
    except StopIteration:
        return lines
    except csv.Error:
        lines.append(_Line(reader.line_num + before, ["\0"]))
        return lines


def _likeness(lines: list[_Line]) -> int:
    """How many columns are known when it is split like this."""
    return len({_plain(cell) for cell in lines[0].cells} & known.column_of().keys()) if lines else -1


def _plain(header: str) -> str:
    return re.sub(r"[^a-z]+", "_", folded(header)).strip("_")


def _take(found: List, line: _Line, columns: Sequence[str], track: TrackKind, *, today: date) -> None:
    """Put a line among the entries, or say what is wrong with it."""
    if line.cells == ["\0"]:
        raise CantRead("broken", line=line.number)
    if len(line.cells) > len(columns) and any(cell.strip() for cell in line.cells[len(columns) :]):
        found.problems.append(Problem(line.number, "columns"))
        return
    cells = {column: _unsigned(cell) for column, cell in zip(columns, line.cells, strict=False) if column}
    if (internal := known.side_of().get(_plain(cells.get("internal", "")))) is None:
        found.problems.append(Problem(line.number, "unknown_side", "internal"))
    seat = _seat(cells, internal=bool(internal))
    seat = replace(seat, spoken=week_said(seat.spoken, today))
    found.problems.extend(Problem(line.number, code, column) for column, code in wrong(seat, track).items())
    if internal is not None:  # where somebody sits is known, so that it can be compared
        found.entries.append(ListedSeat(line.number, seat))


def _unsigned(cell: str) -> str:
    """Take off the apostrophe that an export puts before what Excel would calculate; not that of 's-Hertogenbosch."""
    return _SIGNED.sub("", cell.strip(), count=1) if cell.strip().startswith("'") else cell


def _seat(cells: Mapping[str, str], *, internal: bool) -> Seat:
    texts: dict[str, Any] = {name: cells.get(name, "") for name in LIMITS}
    seat = Seat(
        environment=_key(ENVIRONMENT_LABELS, cells["environment"]),
        internal=internal,
        network_type=_key(NETWORK_TYPES, cells.get("network_type", "")) or "key_persons",
        stake=_key(STAKES, cells.get("stake", "")),
        invited=tuple(_rounds(cells.get("invited", ""))),
        spoken=cells.get("spoken", "").strip(),
        **texts,
    )
    return tidied(_with_role(seat, cells.get("role", "").strip()))


def _with_role(seat: Seat, role: str) -> Seat:
    """A role tells where somebody sits; of a rhizome network it is the way in."""
    if seat.network_type == RHIZOME:
        return replace(seat, route=seat.route or role)
    return replace(seat, organisation=", ".join(it for it in (role, seat.organisation) if it))


def _key(labels: Mapping[str, str], word: str) -> str:
    """Find what a word stands for; what is not known stays as it is, and is refused."""
    plain = _plain(word)
    for key, label in labels.items():
        if plain in (key, key.removesuffix("s"), *(_plain(it) for it in in_every_language(label))):
            return key
    return known.other_words().get(plain, word.strip())


def _rounds(cell: str) -> Iterator[str]:
    words = (word for word in re.split(r"[\s,;/+&]+", folded(cell)) if word)
    for word in words:
        if word not in known.around_rounds():
            yield INTERVIEW if word in known.interviews() else word


def _compare(found: List, there: Sequence[Seat]) -> None:
    """Say who stands on two lines, or on the list already."""
    known = {seat.same for seat in there}
    named = {folded(seat.name) for seat in there if seat.name}
    lines: dict[object, int] = {}
    for entry in found.entries:
        same, name = entry.seat.same, folded(entry.seat.name)
        if same in lines:
            found.problems.append(Problem(entry.line, "same_line", other=lines[same]))
        elif same in known:
            found.problems.append(Problem(entry.line, "on_the_list"))
        elif name and name in lines:
            found.twice.append(Problem(entry.line, "same_line", other=lines[name]))
        elif name and name in named:
            found.twice.append(Problem(entry.line, "on_the_list"))
        lines.setdefault(same, entry.line)
        if name:
            lines.setdefault(name, entry.line)
