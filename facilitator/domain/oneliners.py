"""A one-liner's fields: what each is called, where it is kept, who hears of it; and a one-liner as it leaves the house.

To add a field: a line in FIELDS, its column, and its name in `Oneliner`, and in the board's `Card` if boards know it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Final, Literal

from facilitator.domain import method
from facilitator.domain.extras import COOPERATION, STANCES
from facilitator.domain.shapes import (
    LONGEST,
    Misshapen,
    Shape,
    boolean,
    hash_,
    having,
    id_,
    line,
    listed,
    maybe,
    number,
    one_of,
    salt,
    text,
)  # fmt: skip
from facilitator.domain.text import LONGEST_MASKED

WORLDS: Final = ("system", "lived")
"""Of which world a one-liner speaks, in the analyst's eyes."""


def _mask(value: Any, path: str) -> None:
    if not isinstance(value, list) or len(value) != 3:
        raise Misshapen(path)
    number(0, LONGEST)(value[0], f"{path}[0]")
    number(0, LONGEST)(value[1], f"{path}[1]")
    text(40)(value[2], f"{path}[2]")


@dataclass(frozen=True, kw_only=True)
class OnelinerField:
    """A field by its name, the contract's.

    `column`: where it is kept, as table.column; "": nowhere. `board`: whether boards get it: "always", "set" (when
    it says something) or "never", as `wire` where it is called otherwise there; `room`: whether screens may, too.
    `document`: whether it is in an exported document: "always", "since" (releases of before did not write it, then
    it is `absent`) or "never"; what it must look like there is its `shape`. `cells`: the columns of a table of
    one-liners that it fills.
    """

    name: str
    column: str = ""
    board: Literal["always", "set", "never"] = "never"
    wire: str = ""
    room: bool = True
    document: Literal["always", "since", "never"] = "never"
    shape: Shape = boolean
    absent: object = None
    cells: tuple[str, ...] = ()


_variant: Final = having({"variant": text(80), "stance": one_of(*STANCES)})

FIELDS: Final = (
    OnelinerField(name="id", column="oneliner.id", board="always", document="always", shape=id_),
    OnelinerField(name="question", column="oneliner.question_id", board="always", document="always", shape=id_,
                  cells=("question_number", "question")),
    OnelinerField(name="text", column="oneliner.text", board="always", document="always", shape=line(LONGEST_MASKED),
                  cells=("text",)),
    OnelinerField(name="category", column="placement.category_id", board="always", document="always", shape=maybe(id_),
                  cells=("category",)),
    OnelinerField(name="order", column="placement.position", board="always"),
    OnelinerField(name="kind", column="oneliner.kind", board="always", document="always", shape=one_of(*method.KINDS),
                  cells=("kind",)),
    OnelinerField(name="telling", column="oneliner.telling", board="always", document="always", shape=boolean,
                  cells=("telling",)),
    OnelinerField(name="status", board="always"),
    OnelinerField(name="gate", column="oneliner.gate", board="always", absent="open"),
    OnelinerField(name="consultation", column="oneliner.consultation_id", board="always", document="always", shape=id_,
                  cells=("round", "date")),
    OnelinerField(name="round", column="consultation.round", board="always"),
    OnelinerField(name="source", column="oneliner.source", board="always", document="always",
                  shape=one_of(*method.SPOKEN_SOURCES, "phone")),
    OnelinerField(name="environment", column="oneliner.environment", document="always",
                  shape=maybe(one_of(*method.ENVIRONMENT_LABELS)), cells=("environment",)),
    OnelinerField(name="salt", column="oneliner.salt", document="always", shape=maybe(salt)),
    OnelinerField(name="commitment", column="oneliner.commitment", document="always", shape=hash_),
    OnelinerField(name="masks", column="oneliner.masks", document="always", shape=listed(_mask, 200),
                  cells=("masked",)),
    OnelinerField(name="hidden", column="oneliner.hidden", board="set", wire="reason", document="always",
                  shape=maybe(text(100))),
    OnelinerField(name="same", column="oneliner.same", board="set", document="always", shape=maybe(text(40)),
                  cells=("same_as",)),
    OnelinerField(name="probe", column="oneliner.probe_id", board="set", document="always", shape=maybe(id_),
                  cells=("probe",)),
    OnelinerField(name="parent", column="oneliner.parent_id", board="set", document="always", shape=maybe(id_),
                  cells=("probe_on",)),
    OnelinerField(name="also", column="placement.also_category_id", board="set", cells=("category_2",)),
    OnelinerField(name="flags", board="set"),
    OnelinerField(name="found", board="set"),
    OnelinerField(name="variants", column="oneliner.variants", board="set", document="since", shape=listed(_variant,
                  20),
                  absent=(), cells=("variant",)),
    OnelinerField(name="cooperation", column="oneliner.cooperation", board="set", room=False, document="since",
                  shape=maybe(one_of(*COOPERATION)), cells=("cooperation",)),
    OnelinerField(name="world", column="oneliner.world", board="set", room=False, document="since",
                  shape=maybe(one_of(*WORLDS))),
)  # fmt: skip
"""Every field there is of a one-liner."""

IN_DOCUMENT: Final = tuple(it for it in FIELDS if it.document != "never")


def kept_in(table: str) -> dict[str, str]:
    """Give the columns of a table that hold a one-liner's fields, by the field's name."""
    places = {it.name: it.column.split(".") for it in FIELDS if it.column}
    return {name: place[1] for name, place in places.items() if place[0] == table}


@dataclass(frozen=True, kw_only=True)
class Oneliner:
    """A one-liner as it leaves the house: in a document, on a map, in a table of an export.

    `text` is what may be shown; `masks` say where in it words are gone. `environment` is None when it was not said
    or may not be shown; `salt` when something is masked. `category` None: not sorted yet; `probe` is the id of the
    probe that it answers, under `parent`. `kind` and `world` are the analyst's.

    On a map there is more to it, by what else its document says: `also` is a second category that shows it, `round`
    a key of Map.rounds, `asked` the text of its probe, `tensions` what contradicts it.
    """

    id: str
    consultation: str
    question: str
    text: str
    salt: str | None
    commitment: str
    environment: str | None
    source: str
    kind: str
    category: str | None
    telling: bool
    hidden: str | None
    masks: list[list[Any]]
    same: str | None
    parent: str | None
    probe: str | None
    variants: list[dict[str, str]] = field(default_factory=list)
    cooperation: str | None = None
    world: str | None = None
    also: str | None = None
    round: str = ""
    asked: str | None = None
    tensions: tuple[str, ...] = ()

    @property
    def masked(self) -> bool:
        """Whether something of its text is covered."""
        return bool(self.masks)

    def as_dict(self) -> dict[str, Any]:
        """Give it as a document holds it."""
        return dict(zip(_NAMES, _values(self), strict=True))


_NAMES: Final = tuple(it.name for it in IN_DOCUMENT)
_values: Final = attrgetter(*_NAMES)
_ABSENT: Final = {it.name: it.absent for it in IN_DOCUMENT if it.document == "since"}


def read(told: Mapping[str, Any], **more: Any) -> Oneliner:
    """Read a one-liner of a document; `more`: what the rest of the document says of it."""
    return Oneliner(**{**_ABSENT, **told, **more})
