"""Reads pages as a browser does, and follows every link on them; for tests that look at the whole desk."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from flask.testing import FlaskClient

ORIGIN = "http://localhost"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Sent:
    """A field of a form: its name, what it holds, and what kind it is."""

    name: str
    value: str
    type: str


@dataclass
class Form:
    """A form on a page that is sent by POST: where to, and its fields in order."""

    page: str
    action: str
    is_upload: bool
    fields: list[Sent] = field(default_factory=list)


@dataclass
class Link:
    """A link, where it leads in full, and what it reads."""

    target: str
    text: str = ""


class Page(HTMLParser):
    """What a test asks of a page. `path` is where it was found, with its query."""

    def __init__(self, path: str, source: str) -> None:
        super().__init__()
        self.path, self.source = path, source
        self.ids: list[str] = []
        self.links: list[Link] = []
        self.forms: list[Form] = []
        self.headings = 0
        self._form: Form | None = None
        self._link: Link | None = None
        self._choice: Sent | None = None
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of what is linked, sent and named."""
        has = {name: value or "" for name, value in attrs}
        if "id" in has:
            self.ids.append(has["id"])
        if tag == "h1":
            self.headings += 1
        elif tag == "a" and "href" in has:
            self._link = Link(urljoin(ORIGIN + self.path, has["href"]))
            self.links.append(self._link)
        elif tag == "form" and has.get("method", "").lower() == "post":
            action = urljoin(ORIGIN + self.path, has.get("action") or self.path)
            self._form = Form(self.path, action.removeprefix(ORIGIN), "multipart" in has.get("enctype", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, has)

    def _field(self, form: Form, tag: str, has: dict[str, str]) -> None:
        if tag in ("input", "textarea", "select", "button") and has.get("name"):
            kind = has.get("type", "text" if tag == "input" else tag)
            made = Sent(has["name"], has.get("value", ""), kind)
            if kind in ("radio", "checkbox") and "checked" not in has:
                made.type = f"un{kind}"
            form.fields.append(made)
            self._choice = made if tag in ("textarea", "select") else None
        elif tag == "option" and self._choice is not None and ("selected" in has or not self._choice.value):
            self._choice.value = has.get("value", "")

    def handle_data(self, data: str) -> None:
        """Read the words of links and of long fields."""
        if self._link is not None:
            self._link.text += data
        elif self._choice is not None and self._choice.type == "textarea":
            self._choice.value += data

    def handle_endtag(self, tag: str) -> None:
        """Close what stood open."""
        if tag == "a":
            self._link = None
        elif tag == "form":
            self._form = None
        elif tag in ("textarea", "select"):
            self._choice = None


@dataclass(frozen=True)
class Reached:
    """What a link led to. `page` where it is a page; `came_from`: the page with the first link to it."""

    path: str
    status: int
    came_from: str
    page: Page | None


def crawl(browser: FlaskClient, start: str, follow: Callable[[str], bool]) -> Iterator[Reached]:
    """Follow every link of ours from a page on, each once, as far as `follow` says of its path."""
    waiting, seen = deque([(start, "")]), {start}
    while waiting:
        path, came_from = waiting.popleft()
        answered = browser.get(path, follow_redirects=True)
        is_page = answered.mimetype == "text/html"
        shown_at = answered.request.full_path.rstrip("?")
        page = Page(shown_at, answered.text) if is_page else None
        yield Reached(path, answered.status_code, came_from, page)
        for link in page.links if page else []:
            target, _ = urldefrag(link.target)
            if target.startswith(ORIGIN + "/") and (onward := target.removeprefix(ORIGIN)) not in seen:
                seen.add(onward)
                if follow(onward):
                    waiting.append((onward, path))
