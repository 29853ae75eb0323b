"""What people read in a language, as JSON: run in a process of its own, beside a facilitator that has that language.

python -m tests.house.speaking LANGUAGE FOLDER
"""

import csv
import io
import json
import sys
import zipfile
from pathlib import Path

from openpyxl import load_workbook

from facilitator.exports import Format, of_consultation
from facilitator.languages import LANGUAGES
from facilitator.services.application import Application
from tests.apps import app_on
from tests.makers import Room, room_on
from tests.web.conftest import Clock, add_facilitator, browser_of


def main(language: str, folder: Path) -> None:
    """Hold a small consultation in the language and print what each reader gets."""
    clock = Clock()
    with app_on(folder / "test.sqlite", clock) as app:
        application: Application = app.extensions["facilitator"]
        add_facilitator(application.store, "ada")
        room = _held(application, language)
        ada, ben = browser_of(app, application.store, "ada", clock.seconds), app.test_client()
        read = {
            "names": [it.name for it in LANGUAGES.values()],
            "new": ada.get(f"/desk/new?language={language}", follow_redirects=True).text,
            "board": ada.get(f"/desk/consultations/{room.made.consultation}/board?language={language}").text,
            "map": ada.get(f"/desk/tracks/{room.made.track}/map?language={language}").text,
            "phone": ben.get(f"/j/{room.made.code}").text,
            "asked": ben.get(f"/j/{room.made.code}?joined=1").text,
            "state": ben.get(f"/j/{room.made.code}/state").json,
            "screen": ben.get(f"/screen/{room.made.screen_token}").text,
            "refusal": ben.get("/j/ZZZZZZ").text,
            "csv": _table(_file(application, room, "csv").decode()),
            "excel": _table(_file(application, room, "csv-excel").decode("utf-8-sig"), delimiter=";"),
            "summary": _table(_file(application, room, "summary").decode("utf-8-sig"), delimiter=";"),
            "sheet": load_workbook(io.BytesIO(_file(application, room, "xlsx"))).sheetnames,
            "counts": json.loads(_file(application, room, "json"))["counts_line"],
            "report": _report(_file(application, room, "archive")),
        }
        json.dump(read, sys.stdout)


def _held(application: Application, language: str) -> Room:
    room = room_on(application, theme="wonen", language=language)
    room.open()
    room.say("Er zijn te weinig huizen.", environment="policy")
    return room


def _file(application: Application, room: Room, format: Format) -> bytes:
    return of_consultation(application.store, room.made.consultation, format).content


def _table(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _report(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return next(archive.read(it).decode() for it in archive.namelist() if it.endswith(".html"))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
