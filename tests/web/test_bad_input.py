"""Whatever is sent to the desk by POST: nothing breaks, nothing is half stored, and nothing of another's is touched."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from facilitator.services.application import Application
from tests.web import busy_desk, whole_day
from tests.web.conftest import Clock, add_facilitator, browser_of, token_in
from tests.web.crawling import Form, Sent, crawl

clock, folder, app, application = whole_day.clock, whole_day.folder, whole_day.app, whole_day.application

DIGITS, LONG, MORE = "9" * 5000, "x" * 50_000, "x" * 100_000
BROKEN = "%00a%ED%A0%80%FF%C0%AF%E2%80%AE"
"""NUL, half a surrogate pair, what is no UTF-8, and a sign that turns the direction of writing."""
STAMPS = ("seen", "revision", "version")
ID = re.compile("[0-9a-f]{16}")
SHOWN_AT_ONCE = {"desk.invite", "desk.approval_people", "desk.approval_renew"}
"""What is done and shown in one answer: a link that is shown only once."""
ELSEWHERE = re.compile(r"(phone|inviting|scan|approval)\.|signing_in\.(set_up|enter)|desk\.take_line")
"""POSTs without a form at the desk: those of phones and public pages, and of the interview's script, as JSON."""
USUAL = {"cost": "1250", "budget": "180000", "route": "", "spoken": "", "organisation": ""}
"""Fields that take no words, or not with the others filled in."""
WORDS = ("text", "textarea", "search")
Values = list[tuple[str, str]]
"""A body as it is sent: names, and values that are quoted already."""


@dataclass
class Desk:
    """Ada's desk and its database, which goes back to how it was whenever something was written."""

    app: Flask
    application: Application
    file: Path
    ada: FlaskClient
    mallory: FlaskClient
    foreign: str
    """The id of a track of mallory's."""

    def __post_init__(self) -> None:
        self.copy = self.file.with_name("kept.sqlite")
        with closing(sqlite3.connect(self.copy)) as kept, closing(sqlite3.connect(self.file)) as now:
            now.backup(kept)
            self.first = told(now)
        self.watch = sqlite3.connect(self.file)
        (self.seen,) = self.watch.execute("PRAGMA data_version").fetchone()

    def is_as_it_was(self) -> bool:
        """Compare with how it began, where anybody wrote at all."""
        (now,) = self.watch.execute("PRAGMA data_version").fetchone()
        if now == self.seen:
            return True
        self.seen = now
        return told(self.watch) == self.first

    def go_back(self) -> None:
        with closing(sqlite3.connect(self.copy)) as kept, closing(sqlite3.connect(self.file)) as now:
            kept.backup(now)
        (self.seen,) = self.watch.execute("PRAGMA data_version").fetchone()
        self.application.tracks.clear()


def told(database: sqlite3.Connection) -> list[object]:
    """Tell all that is stored, but for who is signed in."""
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")]
    kept = [name for name in tables if name not in ("sign_in", "signin")]
    return [(name, sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))) for name in kept]


@pytest.fixture(scope="module")
def desk(app: Flask, application: Application, folder: Path, clock: Clock) -> Desk:
    store = application.store
    browsers = [browser_of(app, store, add_facilitator(store, name), clock.seconds) for name in ("ada", "mallory")]
    busy_desk.fill(application, "ada", seconds=clock.seconds, today=clock().date())
    foreign = busy_desk.goal_map(application, "mallory", "van een ander").track
    return Desk(app, application, folder / "test.sqlite", browsers[0], browsers[1], foreign)


@pytest.fixture(scope="module")
def forms(desk: Desk) -> dict[tuple[str, ...], Form]:
    """Every form that is on a page of the desk, one of each make."""
    seen: set[tuple[object, ...]] = set()

    def is_new(path: str) -> bool:
        split = urlsplit(path)
        if split.path.startswith(("/static/", "/qr/")) or "/export/" in path or "language=" in path:
            return False
        endpoint, values = desk.app.url_map.bind("localhost").match(split.path)
        asked = sorted(name for name, _ in parse_qsl(split.query))
        make = (endpoint, *(values.get(it) for it in ("track_id", "consultation_id", "assignment_id")), *asked)
        is_first = make not in seen and not (endpoint in ("desk.map", "desk.version") and split.query)
        seen.add(make)
        return is_first

    found: dict[tuple[str, ...], Form] = {}
    for reached in crawl(desk.ada, "/desk/", is_new):
        assert reached.status == 200, reached
        for form in reached.page.forms if reached.page else []:
            found.setdefault((endpoint_of(desk.app, form), *sorted({it.name for it in form.fields})), form)
    return found


def endpoint_of(app: Flask, form: Form) -> str:
    return str(app.url_map.bind("localhost").match(urlsplit(form.action).path, method="POST")[0])


def filled(form: Form) -> Values:
    """Fill a form in as somebody would who is in a hurry, with something in every field."""
    held: dict[str, str] = {}
    sent: Values = []
    for it in form.fields:
        if it.type in ("submit", "button", "file", "uncheckbox"):
            continue
        if it.type == "unradio":
            held.setdefault(it.name, it.value)
        else:
            sent.append((it.name, quote_plus(it.value.strip() or something(it))))
    there = {name for name, _ in sent}
    return sent + [(name, quote_plus(value)) for name, value in held.items() if name not in there]


def something(field: Sent) -> str:
    """Give what an empty field takes."""
    if field.name in USUAL:
        return USUAL[field.name]
    kinds = {"date": "2027-04-01", "number": "1", "hidden": "", "select": "", "radio": ""}
    return kinds.get(field.type, "" if field.name.startswith("variant_") else "Iets")


def post(browser: FlaskClient, address: str, values: Values) -> TestResponse:
    body = "&".join(f"{quote_plus(name)}={value}" for name, value in values)
    return browser.post(
        urlsplit(address)._replace(fragment="").geturl(), data=body, content_type="application/x-www-form-urlencoded"
    )


def is_token(name: str) -> bool:
    return name.endswith("csrf_token")


def each(values: Values, to: Callable[[str, str], str]) -> Values:
    """Change every value but the token."""
    return [(name, value if is_token(name) else to(name, value)) for name, value in values]


def at_once(values: Values, foreign: str) -> Iterator[Values]:
    """Spoil a whole form in every way."""
    yield [(name, value) for name, value in values if is_token(name)]
    for bad in (DIGITS, MORE, BROKEN, foreign, "-1"):
        yield each(values, lambda name, value, bad=bad: bad)  # type: ignore[misc]
    yield values + each(values, lambda name, value: "Nog+iets")
    yield each(values, lambda name, value: "0" if name in STAMPS else value)
    yield each(values, lambda name, value: ID.sub(foreign, value))


def one_by_one(form: Form, values: Values, foreign: str) -> Iterator[Values]:
    """Spoil one field at a time, as the first one that is wrong may hide what comes after it."""
    words = {it.name for it in form.fields if it.type in WORDS and it.name not in USUAL}
    for name in dict.fromkeys(name for name, _ in values if not is_token(name)):
        for bad in (LONG, BROKEN) if name in words else (DIGITS, BROKEN, foreign, "1e999"):
            yield [(its, bad if its == name else value) for its, value in values]


def check(desk: Desk, endpoint: str, answered: TestResponse, values: Values) -> None:
    """Nothing broke; where it was not done, nothing was stored; and no sign that a database can't hold."""
    short = [(name, value[:60]) for name, value in values]
    assert answered.status_code < 500, (endpoint, short)
    is_as_it_was = desk.is_as_it_was()
    done = answered.status_code == 303 or endpoint in SHOWN_AT_ONCE
    assert done or is_as_it_was, (endpoint, answered.status_code, short)
    if not is_as_it_was:
        with closing(sqlite3.connect(desk.file)) as now:
            stored = str(told(now))
        assert r"\x00" not in stored, (endpoint, short)
        assert r"\u0000" not in stored, (endpoint, short)
        desk.go_back()


def test_every_post_of_the_desk_has_a_form_on_a_page(desk: Desk, forms: dict[tuple[str, ...], Form]) -> None:
    posts = {rule.endpoint for rule in desk.app.url_map.iter_rules() if "POST" in (rule.methods or set())}
    without = posts - {endpoint for endpoint, *_ in forms}

    assert {it for it in without if not ELSEWHERE.match(it)} == set()


def test_nothing_breaks_and_nothing_is_half_stored(desk: Desk, forms: dict[tuple[str, ...], Form]) -> None:
    for (endpoint, *_), form in forms.items():
        if endpoint == "signing_in.sign_out":
            continue
        values = filled(form)
        for spoilt in (*at_once(values, desk.foreign), *one_by_one(form, values, desk.foreign)):
            check(desk, endpoint, post(desk.ada, form.action, spoilt), spoilt)


def test_somebody_else_finds_nothing_there(desk: Desk, forms: dict[tuple[str, ...], Form]) -> None:
    token = token_in(desk.mallory.get("/desk/settings").text)
    tried = 0
    for (endpoint, *_), form in forms.items():
        if not ID.search(form.action):
            continue
        values = [(name, token if is_token(name) else value) for name, value in filled(form)]
        answered = post(desk.mallory, form.action, values)
        assert answered.status_code == 404, (endpoint, answered.status_code)
        assert desk.is_as_it_was(), endpoint
        tried += 1

    assert tried > 50
