"""A database is brought up to date from whatever it was, or left alone."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from facilitator.store import Store, migrations
from facilitator.store.migrations import NewerDatabase, OlderDatabase, check_current, upgrade
from facilitator.store.tables import Base
from tests.furnished import furnish
from tests.makers import add_facilitators
from tests.servers import ROOT

LATER = """
from alembic import op
revision, down_revision, branch_labels, depends_on = "9000", "0008", None, None
def upgrade():
    op.execute("CREATE TABLE later (id TEXT)")
"""


@pytest.fixture
def later_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the code be a later version, with one migration more."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.HERE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9000_later.py").write_text(LATER)
    monkeypatch.setattr(migrations, "HERE", folder)


def names_in(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM facilitator")}


def test_an_empty_database_gets_the_tables_of_the_code(database: str) -> None:
    store = Store(database)
    upgrade(store)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    store.close()


def test_a_migration_s_file_is_named_after_it_so_that_their_order_is_known_without_alembic() -> None:
    scripts = ScriptDirectory(str(migrations.HERE))

    assert migrations._known() == [it.revision for it in reversed(list(scripts.walk_revisions()))]
    assert migrations._head() == scripts.get_current_head()


def test_a_server_starts_without_alembic_where_nothing_is_to_be_brought_up_to_date(tmp_path: Path) -> None:
    database = furnish(tmp_path / "facilitator.sqlite")
    code = (
        "import sys; from facilitator.store import Store; from facilitator.store.migrations import upgrade;"
        f" upgrade(Store({database!r})); print('alembic' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_database_of_this_version_stays_as_it_is(database: str) -> None:
    store = Store(database)
    upgrade(store)
    add_facilitators(store, "ada")
    upgrade(store)
    check_current(store)
    with store.read() as connection:
        assert connection.execute(text("SELECT name FROM facilitator")).scalar_one() == "ada"
    store.close()


def test_a_file_is_copied_before_it_is_upgraded(
    sqlite: Store, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade(sqlite)
    add_facilitators(sqlite, "ada")
    request.getfixturevalue("later_version")
    upgrade(sqlite)
    assert sqlite.file is not None
    (copy,) = sqlite.file.parent.glob("*.before-upgrade-0008-*.sqlite")
    assert names_in(copy) == names_in(sqlite.file) == {"ada"}
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.name in caplog.text
    with sqlite.read() as connection:
        connection.execute(text("SELECT id FROM later"))


def test_an_upgrade_that_breaks_leaves_all_as_it_was(
    database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(database)
    upgrade(store)
    request.getfixturevalue("later_version")
    with open(migrations.HERE / "versions" / "9000_later.py", "a") as later:
        later.write("    op.execute('this is no statement')\n")
    with pytest.raises(Exception, match="this"):
        upgrade(store)
    monkeypatch.undo()
    check_current(store)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    store.close()


def test_a_newer_database_is_refused_and_not_touched(database: str) -> None:
    store = Store(database)
    upgrade(store)
    with store.work() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for look in (upgrade, check_current):
        with pytest.raises(NewerDatabase, match="9999"):
            look(store)
    with store.read() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
    store.close()


def test_a_database_that_is_not_ours_yet_is_not_looked_into(database: str) -> None:
    store = Store(database)
    with pytest.raises(OlderDatabase):
        check_current(store)
    store.close()
