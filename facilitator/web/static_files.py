"""Serve style sheets, modules and fonts: for ever under their content's hash, small on the wire.

How a page asks for them, in its template:

    <link rel="stylesheet" href="{{ stylesheet('phone') }}">     all layers and pages/phone.css, in one request
    {{ modules("board/board.js") }}     the module that draws the page, and all that it imports, fetched at once
    {{ asset("js/phone/goal.js") }}     the address of one file

and in JavaScript:  import { check } from "#/shared/text.js";  import { io } from "socket.io-client";

"#/" is static/js/, the other names are the packages that the set-up brought to static/vendor. A module goes out
with addresses in place of these names (`imports.py`), so that it needs no import map in the browser; deno.json maps
the same names for the checks.

Modules that a page needs all of at once go in one piece, "js/all/<page>.js" of TOGETHER: fewer requests, and
smaller, since what they have in common is compressed once. What is fetched later and imports from the piece is
"js/beside/<page>/<module>".
"""

import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, g, request
from markupsafe import Markup
from werkzeug.security import safe_join

from facilitator.web import imports
from facilitator.web.imports import ROOT
from facilitator.web.squeezing import smallest, squeezed

LAYERS = ("reset", "tokens", "base", "parts")
WITHOUT_WEB_FONT = ("phone", "plain")
TOGETHER = {
    "phone": (
        "shared/live.js",
        "shared/new-key.js",
        "shared/composing.js",
        "shared/text.js",
        "phone/shelf.js",
        "phone/tabs.js",
        "phone/pace.js",
        "phone/outbox.js",
        "phone/memory.js",
        "phone/showing.js",
        "phone/transport.js",
        "phone/view.js",
        "phone/parts.js",
        "phone/lines.js",
        "phone/page.js",
        "phone/phone.js",
    ),
}
"""Page → its modules, each after those that it imports; no two of them may declare the same name."""
MIMETYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
COMPRESSED = (".css", ".js", ".mjs", ".json", ".map", ".svg")
COMMENTS = re.compile(
    rb"^[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*$|^[ \t]*//.*$"  # on lines of their own
    rb"|/\*\* @type [^*\n]*\*/ ?|(?<=[;,{}()\[\]]) // [^\"'`\n]*$",  # types, and behind what is done
    re.MULTILINE,
)
BETWEEN = re.compile(rb"\n\s+")
OWN_IMPORT = re.compile(rb'^import \{[^}]*\} from "#/([^"]+)";\n', re.MULTILINE)
BESIDE = re.compile(r"js/beside/([a-z_]+)/(.+\.js)")
LOOSE = re.compile(r"\s*([{};,])\s*")
LAYER = re.compile(rb"^@layer [a-z]+ \{\n(.*?)^\}\n", re.MULTILINE | re.DOTALL)
IMMUTABLE = "max-age=31536000, immutable"
AHEAD = Markup('<link rel="modulepreload" href="{}" fetchpriority="low">\n')
ENTRY = Markup('<script type="module" src="{}"></script>')

files = Blueprint("static_files", __name__)


@dataclass(frozen=True)
class StaticFile:
    """One file as it goes over the wire; `zipped` is None where compressing gains nothing."""

    body: bytes
    zipped: bytes | None
    mimetype: str
    version: str


def init_app(app: Flask) -> None:
    """Give every template `asset`, `stylesheet`, `style` and `modules`."""
    app.jinja_env.globals.update(asset=asset, stylesheet=stylesheet, style=style, modules=modules)


def asset(path: str) -> str:
    """Give the address of a file under static/, with its content's hash.

    Raises: FileNotFoundError where there is no such file, so that a wrong name fails in a test.
    """
    found = find(path)
    if found is None:
        raise FileNotFoundError(f"static/{path}")
    return f"/static/{path}?v={found.version}"


def stylesheet(page: str) -> str:
    """Give the address of one style sheet that holds every layer and `css/pages/<page>.css`.

    Several pages' rules, in this order: "desk+map".
    """
    return asset(f"css/all/{page}.css")


def style(page: str) -> Markup:
    """Give the same style sheet for inside the page itself: nothing to wait for on a slow phone."""
    sheet = find(f"css/all/{page}.css")
    if sheet is None:
        raise FileNotFoundError(f"static/css/pages/{page}.css")
    rules = LOOSE.sub(r"\1", sheet.body.decode()).replace(": ", ":")
    return Markup('<style nonce="{}">{}</style>').format(g.nonce, Markup(rules))


def modules(entry: str) -> Markup:
    """Run a module, and let the browser fetch all that it imports at once instead of level by level.

    `entry`: a file of static/js, or "all/<page>.js" for a page of TOGETHER.
    """
    path = f"js/{entry}"
    ahead = (AHEAD.format(asset(imported)) for imported in imports.closure(_parts(path)))
    return Markup("").join([*ahead, ENTRY.format(asset(path))])


@files.get("/static/<path:path>")
def serve(path: str) -> Response:
    """Answer with a file: immutable under its own hash, otherwise to be asked again each time."""
    found = find(path) or abort(404)
    answer = Response(mimetype=None, content_type=found.mimetype)
    answer.headers["Cache-Control"] = IMMUTABLE if request.args.get("v") == found.version else "no-cache"
    _fill(answer, found)
    if request.args.get("v") != found.version:
        answer.set_etag(found.version + ("-gzip" if answer.content_encoding else ""))
        answer.make_conditional(request)
    return answer


def _fill(answer: Response, found: StaticFile) -> None:
    if found.zipped is None:
        answer.set_data(found.body)
        return
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        answer.headers["Content-Encoding"] = "gzip"
        answer.set_data(found.zipped)
    else:
        answer.set_data(found.body)


def find(path: str) -> StaticFile | None:
    """Look a file up under static/; None where there is none or the path leads outside."""
    parts = _parts(path)
    if not parts or not all(_stamp(part) for part in parts):
        return None
    beside = BESIDE.fullmatch(path)
    imported = [ROOT / it for it in imports.closure(parts)] if path.endswith(".js") else []
    piece = _parts(f"js/all/{beside[1]}.js") if beside else []
    return _load(path, tuple(parts), tuple(str(_stamp(it)) for it in (*parts, *imported, *piece)))


def _parts(path: str) -> list[Path]:
    """The files that one address is made of: several for a whole style sheet, otherwise one."""
    if (piece := re.fullmatch(r"js/all/([a-z_]+)\.js", path)) and piece[1] in TOGETHER:
        return [ROOT / "js" / name for name in TOGETHER[piece[1]]]
    if (beside := BESIDE.fullmatch(path)) and beside[1] in TOGETHER:
        return _parts(f"js/{beside[2]}")
    whole = re.fullmatch(r"css/all/([a-z_]+(?:\+[a-z_]+)*)\.css", path)
    if whole is None:
        inside = safe_join(str(ROOT), path)
        return [Path(inside)] if inside else []
    first, *more = whole[1].split("+")
    layers = LAYERS if first == "phone" else (*LAYERS, "forms")
    layers = layers if first in WITHOUT_WEB_FONT else (*layers, "fonts")
    return [ROOT / "css" / f"{name}.css" for name in (*layers, *(f"pages/{page}" for page in (first, *more)))]


def _stamp(file: Path) -> str | None:
    """What changes when the file does; None where there is no such file."""
    try:
        state = file.stat()
    except (OSError, ValueError):  # a name that no file can have
        return None
    return f"{state.st_mtime_ns}.{state.st_size}" if file.is_file() else None


@lru_cache(maxsize=512)
def _load(path: str, parts: tuple[Path, ...], stamps: tuple[str, ...]) -> StaticFile:
    """Read, version and compress; `stamps` only makes a changed file a new entry of the cache."""
    body = b"\n".join(_read(part) for part in parts)
    if path.endswith(".js"):
        body = _script(path, parts, body)
    elif len(parts) > 1:
        body = re.sub(rb'url\("/static/([^")]+)"\)', _versioned, body)
    suffix = Path(path).suffix
    return StaticFile(
        body=body,
        zipped=smallest(body) if suffix in COMPRESSED else None,
        mimetype=MIMETYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream",
        version=sha256(body).hexdigest()[:10],
    )


def _script(path: str, parts: tuple[Path, ...], body: bytes) -> bytes:
    """Let go of what is imported within one piece, and put addresses for the other names."""
    if len(parts) > 1:
        inside = {part.relative_to(ROOT / "js").as_posix().encode() for part in parts}
        body = squeezed(OWN_IMPORT.sub(lambda found: b"" if found[1] in inside else found[0], body))
    beside = BESIDE.fullmatch(path)
    page = beside[1] if beside else ""
    pieces = {f"js/{name}": f"js/all/{page}.js" for name in TOGETHER.get(page, ())}
    return imports.addressed(body, lambda imported: asset(pieces.get(imported, imported)))


def _read(part: Path) -> bytes:
    """Read a file; in our own scripts and styles what is only for us stays here: remarks, indentation, empty lines.

    Layers too, which Chrome before 99 and Firefox before 97 drop with all that is in them: a whole sheet has them in
    their order, and no rule outweighs one of a later layer.
    """
    body = part.read_bytes()
    if part.suffix not in (".css", ".js") or "vendor" in part.parts:
        return body
    body = LAYER.sub(rb"\1", body) if part.suffix == ".css" else body
    return BETWEEN.sub(b"\n", COMMENTS.sub(b"", body))


def _versioned(match: re.Match[bytes]) -> bytes:
    path = match[1].decode()
    return f'url("{asset(path)}")'.encode() if find(path) else match[0]
