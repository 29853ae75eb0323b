"""A map as a page, the desk's and the public's alike: what the address asks of it, and all that its templates draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, cast, get_args
from urllib.parse import urlencode

from flask import Response, current_app, render_template, request, url_for
from markupsafe import Markup

from facilitator import current
from facilitator.domain import method
from facilitator.domain.map.laid import Order
from facilitator.domain.map.lines import Column
from facilitator.domain.map.views import Filter
from facilitator.domain.map.whole import Map
from facilitator.exports import picture
from facilitator.exports.map_text import MapText, css_string
from facilitator.exports.names import filename
from facilitator.i18n import reader_language
from facilitator.services.documents.versions import LastFixed
from facilitator.web.parts import sheets_at

View = Literal["map", "lines", "report"]
Paper = Literal["a3", "a4", "poster"]
ShownState = Literal["live", "analysis", "frozen", "published"]

LONGEST_SEARCH: Final = 200
KEPT: Final[tuple[str, ...]] = (
    "question",
    "category",
    "environment",
    "round",
    "kind",
    "starred",
    "q",
    "division",
    "order",
    "paper",
    "view",
)
"""What an address may ask, in this order."""
FILTERS: Final = ("question", "category", "environment", "round", "kind", "starred", "q")
COLUMNS_ON_A4: Final = 3

Options = list[tuple[str, str]]
"""The choices of a field, as (value, text)."""

SIZES: Final[Mapping[Paper, str]] = {"a3": "A3 landscape", "a4": "A4 landscape", "poster": "1189mm 841mm"}
FOOT: Final[Mapping[Paper, str]] = {"a3": "8pt", "a4": "7pt", "poster": "20pt"}
PAGE: Final = Markup(
    "@page {{ size: {size}; @bottom-left {{ content: {left}; font-size: {font} }}"
    " @bottom-center {{ content: {middle}; font-size: {font} }}"
    ' @bottom-right {{ content: counter(page) " / " counter(pages); font-size: {font} }} }}'
)
"""The margin boxes of each printed page; the texts in it are strings that nothing can end."""


@dataclass(frozen=True)
class MapPage:
    """`path` is the page's own; `links` what else there is to go to, by name; `parts` what steps show at its foot."""

    map: Map
    told: MapText
    state: ShownState
    path: str
    links: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Markup] = ()
    asked: Mapping[str, str] = field(default_factory=dict)
    last: LastFixed | None = None

    @property
    def whole(self) -> Map:
        """The map without what was filtered out of it."""
        return self.map.whole or self.map

    @property
    def order(self) -> Order:
        """In which order the rows stand: the largest first, or as they were laid."""
        return "size" if self.asked.get("order") == "size" else "hand"

    @property
    def view(self) -> View:
        """Which of the map's pages is asked for; the map itself where that is none of them."""
        return cast("View", _one_of(self.asked.get("view"), get_args(View)))

    @property
    def paper(self) -> Paper:
        """The paper of the picture; the first where that is none of them."""
        return cast("Paper", _one_of(self.asked.get("paper"), get_args(Paper)))

    @property
    def public(self) -> bool:
        """Whether anybody may read it."""
        return self.state == "published"

    @property
    def columns(self) -> list[Column]:
        """The questions to show: all of them, or the one that is asked for."""
        wanted = self.map.filter.question
        return [it for it in self.map.columns if wanted in (None, it.id)]

    @property
    def strips(self) -> list[list[Column]]:
        """The columns that stand beside one another on paper: all, or a few at a time where it is small."""
        if self.paper != "a4":
            return [self.columns]
        return [self.columns[at : at + COLUMNS_ON_A4] for at in range(0, len(self.columns), COLUMNS_ON_A4)]

    @property
    def rows(self) -> list[Any]:
        """The rows to show: of a filtered map only those where something is left."""
        found = self.map.rows(self.order)
        if not self.map.filter:
            return found
        return [row for row in found if any(self.map.cell(row, it) for it in self.columns)]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of one-liner that its track knows."""
        return method.KINDS_OF[self.map.kind]

    @property
    def question_options(self) -> Options:
        """The questions to filter by, as value and label."""
        return [(str(it.number), f"{it.number} {it.title}") for it in self.map.columns]

    @property
    def category_options(self) -> Options:
        """The categories to filter by, as value and label."""
        return [(it.id, it.name) for it in self.map.categories]

    @property
    def environment_options(self) -> Options:
        """The environments to filter by, as value and label: those that may be shown."""
        return [(it, self.told.environment(it)) for it in self.map.environments]

    @property
    def round_options(self) -> Options:
        """The rounds to filter by, as value and label."""
        return [(it.key, self.told.round(it)) for it in self.map.rounds]

    @property
    def kind_options(self) -> Options:
        """The kinds to filter by, as value and label."""
        return [(it, self.told.kind(it)) for it in self.kinds]

    @property
    def unfiltered(self) -> str:
        """The address of the same page with all that was said."""
        return self.to(**dict.fromkeys(FILTERS, ""))

    @property
    def sheet(self) -> Markup:
        """Size the paper, and write at its foot what lies on the table and which page of how many it is."""
        told = self.told
        named = " · ".join(it for it in (told.heading, told.theme, told.organisation) if it)
        dated = " · ".join(it for it in (told.version_line, told.fingerprint) if it)
        size = SIZES[self.paper] if self.view == "map" else "A4"
        return PAGE.format(
            size=Markup(size),
            left=css_string(named),
            middle=css_string(dated),
            font=FOOT[self.paper],
        )

    @property
    def picture_name(self) -> str:
        """What a picture that is made in the browser is called."""
        return picture_name(self.told, "png")

    def in_whole(self, anchor: str) -> str:
        """Give the address of a place on the map itself, with all that was said."""
        return self.to(anchor, **dict.fromkeys(("view", *FILTERS), ""))

    def to(self, anchor: str = "", **changes: str) -> str:
        """Give the address of this page with other wishes; "" takes a wish back."""
        wanted = {**self.asked, **changes}
        kept: dict[str, str] = {name: wanted[name] for name in KEPT if wanted.get(name)}
        return self.path + (f"?{urlencode(kept)}" if kept else "") + (f"#{anchor}" if anchor else "")


def _one_of(value: str | None, known: tuple[str, ...]) -> str:
    return value if value in known else known[0]


def asked_of(map: Map) -> tuple[Map, dict[str, str]]:
    """Read what the address asks of a map. What it does not know is left out, and nothing fails."""
    given = {name: request.args.get(name, "")[:LONGEST_SEARCH].strip() for name in KEPT}
    column = next((it for it in map.columns if str(it.number) == given["question"]), None)
    known = {
        "question": str(column.number) if column else "",
        "category": given["category"] if any(row.id == given["category"] for row in map.categories) else "",
        "environment": given["environment"] if given["environment"] in map.environments else "",
        "round": given["round"] if any(it.key == given["round"] for it in map.rounds) else "",
        "kind": given["kind"] if given["kind"] in method.KINDS_OF[map.kind] else "",
        "starred": "1" if given["starred"] else "",
        "division": map.division.id if not map.division.active else "",
    }
    asked = {name: value for name, value in (given | known).items() if value}
    wanted = Filter(
        question=column.id if column else None,
        category=known["category"] or None,
        environment=known["environment"] or None,
        round=known["round"] or None,
        kind=known["kind"] or None,
        telling=bool(known["starred"]),
        text=given["q"],
    )
    return map.filtered(wanted), asked


@dataclass(frozen=True)
class MapSource:
    """A map's document with what a page says about it.

    `version`: its number, day … where it is fixed; `last`: of a map as it is now, its latest version.
    """

    contents: Mapping[str, Any]
    state: ShownState
    path: str
    version: Mapping[str, Any] | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Markup] = ()
    last: LastFixed | None = None

    @property
    def fewest(self) -> int:
        """From how many people of an environment on it is shown."""
        return method.fewest_shown(published=self.state == "published")


def page_of(source: MapSource, **fixed: str) -> MapPage:
    """Make the page of a map as the address asks for it."""
    whole = Map.of(source.contents, division=request.args.get("division"), fewest=source.fewest)
    map, asked = asked_of(whole)
    told = MapText(map, reader_language(), source.version)
    return MapPage(map, told, source.state, source.path, source.links, source.parts, asked | fixed, source.last)


TEMPLATES: Final[Mapping[View, str]] = {
    "map": "maps/map.html",
    "lines": "maps/lines.html",
    "report": "maps/report.html",
}


def rendered(source: MapSource, *, around: Mapping[str, Any] | None = None, **fixed: str) -> str:
    """Draw the page; `around` brings what another layout than the usual one needs, and its name as `layout`."""
    page = page_of(source, **fixed)
    layout = "maps/public.html" if page.public else "desk/layout.html"
    sheets = sheets_at("map") if page.parts else []
    shown = {"layout": layout, "sheets": sheets, **(around or {})}
    return render_template(TEMPLATES[page.view], page=page, map=page.map, told=page.told, **shown)


def drawn(source: MapSource) -> Response:
    """Give the overview as a picture."""
    told = page_of(source).told
    response = Response(picture.svg(told), mimetype="image/svg+xml")
    response.headers.set("Content-Disposition", "inline", filename=picture_name(told, "svg"))
    return response


def picture_name(told: MapText, extension: str) -> str:
    """Name the file of a picture: with the day that the version was fixed, or that people last spoke."""
    days = [it["day"] for it in told.map.contents["consultations"] if it["day"]]
    day = told.version["day"] if told.version else max(days, default=None)
    return filename(
        track=told.map.kind,
        theme=told.theme,
        version=told.version["number"] if told.version else None,
        day=date.fromisoformat(day) if day else current.today(),
        extension=extension,
    )


def link(endpoint: str, **values: Any) -> str:
    """Give the address of a page that may not be there; "" where it is not."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""
