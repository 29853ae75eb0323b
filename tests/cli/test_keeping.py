"""The commands that take the outcome out, keep copies, put one back and check."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitator import exports
from facilitator.cli.commands import main
from facilitator.exports import FORMATS, Format
from facilitator.rehearsal.entering import enter
from facilitator.services.documents import versions as maps
from facilitator.store.copies import claim
from tests.makers import NOON, Room, add_facilitators, application_on, room_on
from tests.owners import own_track
from tests.patience import PATIENCE
from tests.servers import Server

Said = tuple[int, bytes, str]
Run = Callable[..., Said]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """A closed consultation in a database at `tmp_path`."""
    application = application_on(f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    add_facilitators(application.store, "ada")
    made = room_on(application)
    made.open()
    made.say("Schaamte is de grootste drempel.")
    made.act("close")
    yield made
    application.store.close()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command on the database at `tmp_path`: its exit code, what it printed, what it complained."""
    monkeypatch.setenv("FACILITATOR_DATABASE", f"sqlite:///{tmp_path / 'facilitator.sqlite'}")
    monkeypatch.setenv("FACILITATOR_SECRET", "only for tests")

    def command(*words: object) -> Said:
        code = main([str(word) for word in words])
        said = capfdbinary.readouterr()
        return code, said.out, said.err.decode()

    return command


def is_one_line(complaint: str) -> bool:
    return complaint.startswith("facilitator: ") and complaint.count("\n") == 1


def test_the_help_of_an_export_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    assert ", ".join(FORMATS) in " ".join(capsys.readouterr().out.split())


def test_what_makes_the_exports_is_imported_only_for_one() -> None:
    light = "import sys; from facilitator.cli.commands import parser; parser(); print('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", light], capture_output=True, check=True).stdout == b"False\n"


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_goes_to_where_it_is_piped(room: Room, run: Run, format: Format) -> None:
    code, printed, complaint = run("export", room.made.consultation, "--format", format)
    assert (code, complaint) == (0, "")
    assert printed == exports.of_consultation(room.store, room.made.consultation, format).content


@pytest.mark.parametrize("format", FORMATS)
def test_a_version_and_a_track_are_exported_as_they_are_downloaded(room: Room, run: Run, format: Format) -> None:
    track = room.made.track
    maps.freeze(own_track(room.store, track), NOON)
    _, printed, _ = run("export", "--track", track, "--version", 1, "--format", format)
    assert printed == exports.of_version(room.store, track, 1, format).content
    _, printed, _ = run("export", "--track", track, "--format", format)
    assert printed == exports.of_track(room.store, track, format).content


def test_a_version_that_is_not_there_is_said_in_one_line(room: Room, run: Run) -> None:
    for words in (["--track", room.made.track], [room.made.consultation]):
        code, printed, complaint = run("export", *words, "--version", 9, "--format", "csv")
        assert (code, printed, is_one_line(complaint)) == (1, b"", True)


def test_the_versions_in_a_file_and_in_the_database_are_checked(room: Room, run: Run, tmp_path: Path) -> None:
    maps.freeze(room.own, NOON)
    file = tmp_path / "version.json"
    file.write_bytes(exports.of_version(room.store, room.made.track, 1, "json").content)
    for words in ([], [file]):
        assert run("verify", *words)[1].endswith(b"1 map versions\n")
    file.write_bytes(file.read_bytes().replace(b"Schaamte", b"Schuld"))
    code, _, complaint = run("verify", file)
    assert (code, is_one_line(complaint)) == (1, True)


def test_an_export_is_what_the_desk_hands_over(server: Server) -> None:
    made = server.new()
    cookies = enter(made["board_url"], timeout=PATIENCE)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
    for format in FORMATS:
        address = f"{server.url}/desk/consultations/{made['consultation']}/export/{format}"
        with opener.open(address, timeout=PATIENCE) as answer:
            downloaded = answer.read()
        target = server.directory / "out"
        done = server.command("export", made["consultation"], "--format", format, "-o", str(target))
        assert done.returncode == 0, done.stderr
        assert target.read_bytes() == downloaded


def test_an_export_goes_to_a_file_or_into_a_folder(room: Room, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert run("export", "--track", room.made.track, "--format", "csv", "-o", tmp_path / "file.csv") == (0, b"", "")
    assert run("export", "--track", room.made.track, "--format", "csv", "-o", tmp_path / "folder") == (0, b"", "")
    (named,) = (tmp_path / "folder").iterdir()
    assert named.name == "procesmap_schulden-en-armoede_2026-03-12.csv"
    assert named.read_bytes() == (tmp_path / "file.csv").read_bytes()


def test_an_export_of_what_still_runs_says_so(room: Room, run: Run) -> None:
    running = room_on(room.application, title="Ronde 2")
    code, printed, complaint = run("export", running.made.code, "--format", "json")
    assert code == 0
    assert "Ronde 2" in complaint
    assert "not closed" in complaint
    assert json.loads(printed)["consultations"][0]["phase"] == "lobby"


@pytest.mark.parametrize(
    "words", [["nergens"], ["--track", "nergens"], [], ["x", "--track", "y"]], ids=["none", "track", "neither", "both"]
)
def test_an_export_of_nothing_is_one_line(room: Room, run: Run, words: list[str]) -> None:
    code, printed, complaint = run("export", *words, "--format", "csv")
    assert (code, printed) == (1, b"")
    assert is_one_line(complaint)


def test_an_export_that_can_t_be_written_is_one_line(room: Room, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "nergens" / "x.csv"
    code, _, complaint = run("export", room.made.consultation, "--format", "csv", "-o", target)
    assert code == 1
    assert is_one_line(complaint)
    assert str(target) in complaint


def test_what_is_good_is_counted(room: Room, run: Run, tmp_path: Path) -> None:
    good = (0, b"good: 1 texts, 2 acts, 0 map versions\n", "")
    assert run("verify") == good
    assert run("verify", "--track", room.made.track) == good
    run("export", room.made.consultation, "--format", "json", "-o", tmp_path / "out.json")
    assert run("verify", tmp_path / "out.json") == good


def test_what_is_masked_is_counted_apart(room: Room, run: Run) -> None:
    (oneliner,) = room.board.cards
    room.act("mask", oneliner=oneliner, start=0, end=8, what="person")
    assert run("verify") == (0, b"good: 0 texts (1 masked, not checkable), 3 acts, 0 map versions\n", "")


def test_an_export_is_checked_without_a_database(
    room: Room, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("export", room.made.consultation, "--format", "json", "-o", tmp_path / "out.json")
    monkeypatch.setenv("FACILITATOR_DATABASE", "postgresql://nobody@127.0.0.1:1/none")
    assert run("verify", tmp_path / "out.json")[0] == 0


def test_the_first_thing_that_was_altered_ends_it(room: Room, run: Run, tmp_path: Path) -> None:
    run("export", room.made.consultation, "--format", "json", "-o", tmp_path / "out.json")
    altered = (tmp_path / "out.json").read_text().replace("Schaamte", "Trots")
    (tmp_path / "out.json").write_text(altered)
    code, printed, complaint = run("verify", tmp_path / "out.json")
    assert (code, printed) == (1, b"")
    assert is_one_line(complaint)
    assert next(iter(room.board.cards)) in complaint
    assert "Trots" not in complaint


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b'"x"', b"{}"])
def test_a_file_that_is_no_export_is_one_line(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "out.json").write_bytes(content)
    code, _, complaint = run("verify", tmp_path / "out.json")
    assert code == 1
    assert is_one_line(complaint)


def test_a_copy_is_made_and_put_back(room: Room, run: Run, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "copy") == (0, f"written: {tmp_path / 'copy'}\n".encode(), "")
    room.store.close()
    code, printed, complaint = run("restore", tmp_path / "copy")
    assert code == 1
    assert is_one_line(complaint)
    assert "--force" in complaint
    code, printed, complaint = run("restore", tmp_path / "copy", "--force")
    assert (code, complaint) == (0, "")
    assert printed.startswith(b"restored, good: 1 texts, 2 acts")


def test_a_copy_is_put_back_where_nothing_was(room: Room, run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere' / 'facilitator.sqlite'}"
    assert run("restore", tmp_path / "copy", "--database", elsewhere)[0] == 0
    assert run("verify", "--database", elsewhere)[0] == 0


def test_a_copy_is_not_put_under_a_server(room: Room, run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "copy")
    with claim(tmp_path / "facilitator.sqlite"):
        code, _, complaint = run("restore", tmp_path / "copy", "--force")
    assert code == 1
    assert is_one_line(complaint)
    assert "stop it first" in complaint


@pytest.mark.parametrize("target", ["nergens/copy", ".", "facilitator.sqlite"])
def test_a_copy_that_can_t_be_written_is_one_line(room: Room, run: Run, tmp_path: Path, target: str) -> None:
    code, _, complaint = run("backup", tmp_path / target)
    assert code == 1
    assert is_one_line(complaint)
    assert run("verify")[0] == 0


@pytest.mark.parametrize("words", [["verify"], ["export", "x", "--format", "csv"], ["backup", "copy"]])
def test_without_a_database_there_is_a_line_and_none_is_made(run: Run, tmp_path: Path, words: list[str]) -> None:
    code, _, complaint = run(*words)
    assert code == 1
    assert is_one_line(complaint)
    assert "there is no database" in complaint
    assert not (tmp_path / "facilitator.sqlite").exists()


def test_a_damaged_database_is_a_line(room: Room, run: Run, tmp_path: Path) -> None:
    room.store.close()
    file = tmp_path / "facilitator.sqlite"
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * 60_000)
    code, _, complaint = run("verify")
    assert code == 1
    assert is_one_line(complaint)
    assert "damaged" in complaint


def test_a_newer_database_is_a_line_for_every_command(room: Room, run: Run) -> None:
    with room.store.work() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    new = ["new", "--template", "process", "--theme", "Geld"]
    for words in (["verify"], ["backup", "copy"], ["export", room.made.consultation, "--format", "csv"], new):
        code, _, complaint = run(*words)
        assert code == 1
        assert is_one_line(complaint)
        assert "9999" in complaint


def test_a_database_that_can_t_be_reached_is_a_line(run: Run) -> None:
    code, _, complaint = run("verify", "--database", "postgresql://nobody@127.0.0.1:1/none")
    assert code == 1
    assert is_one_line(complaint)
    assert "FACILITATOR_DATABASE" in complaint
