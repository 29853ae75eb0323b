"""A weighing as a file: all that was filled in, with the literal one-liners, and nothing that Excel would calculate."""

import csv
import io
import json

import pytest

from facilitator.exports.registry import File
from facilitator.services import desk
from facilitator.services.application import Application
from facilitator.steps.weighing import export as files
from tests.makers import add_facilitators, application_on
from tests.weighed import COSTS, FixedMap, fixed_map, keep, weighed_goal, weighed_process

FORMULAS = ["007", "=1+1", "+31 6", "-5", "@som", "＝cmd", "\t=2", "24/7", "1.5", "3e4"]


@pytest.fixture
def application(tmp_path_factory: pytest.TempPathFactory) -> Application:
    made = application_on(f"sqlite:///{tmp_path_factory.mktemp('files') / 'x.sqlite'}")
    add_facilitators(made.store, "ada")
    return made


def exported(it: FixedMap, format: str) -> File:
    track = desk.track(it.room.store, "ada", it.track)
    assert track is not None
    kept = keep(it, (weighed_goal if track.kind == "goal" else weighed_process)(it), closed=True)
    wanted = next(it for it in files.EXPORTS if it.name == format)
    return files.export(files.TrackWeighing(track, kept), wanted)


def lines(file: File) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def test_excel_gets_a_line_for_everything(application: Application) -> None:
    file = exported(fixed_map(application), "csv-excel")
    head, *found = lines(file)
    assert head == ["onderdeel", "naam", "gegeven", "inhoud", "teken_toegevoegd"]
    assert {len(line) for line in found} == {5}
    assert ["categorie", COSTS, "aantal uitspraken", "4", "nee"] in found
    assert ["inbreng", "", "budget", "180000", "nee"] in found
    assert ["inbreng", "", "planning van", "2026-05-01", "nee"] in found
    assert ["uitkomst", "", "eigenaar van het vraagstuk", "Wethouder Sociaal Domein", "nee"] in found
    assert ["uitkomst", "", "blijkt uit", "Mensen schamen zich, en openen geen post.", "nee"] in found
    assert file.filename == "procesmap_afweging_schulden-en-armoede_v1_2026-04-09.csv"
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in file.content


def test_alternatives_are_there_with_what_carries_them(application: Application) -> None:
    found = lines(exported(fixed_map(application, kind="goal"), "csv-excel"))
    assert ["alternatief", "alternatief 2", "kosten", "250001", "nee"] in found
    assert ["alternatief", "alternatief 1", "kosten", "125000,50", "nee"] in found
    assert [
        "alternatief",
        "alternatief 2",
        "gedragen door",
        "Nodig: zes schuldhulpverleners en een bus koffie.",
        "nee",
    ] in found
    assert ["uitkomst", "gekozen", "alternatief", "2", "nee"] in found


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_calculated(text: str) -> None:
    found = lines(File(files.excel([("deel", text, "", "x")], "nl"), "", ""))[1]
    assert found == ["deel", "'" + text, "", "x", "ja"]


def test_a_line_end_stays_within_its_cell() -> None:
    assert lines(File(files.excel([("a", "b", "c", 'een\ntwee; "drie"')], "en"), "", ""))[1][3] == 'een\ntwee; "drie"'


def test_json_holds_the_document_and_the_sentences_it_names(application: Application) -> None:
    map = fixed_map(application, kind="goal")
    told = json.loads(exported(map, "json").content)
    assert (told["version"], told["closed_by"], told["choice"]["number"]) == (1, "Ada", 2)
    named = {it for one in told["alternatives"] for it in (*one["carried"], *one["served"], *one["hurt"], *one["met"])}
    assert set(told["oneliners"]) == named
    assert all(map.said[text] == id for id, text in told["oneliners"].items())
