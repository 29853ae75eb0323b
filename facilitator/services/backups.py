"""Keeping a copy of everything, and putting one back in the database's place."""

from pathlib import Path

from sqlalchemy import delete, inspect, text

from facilitator.services.documents import verifying
from facilitator.services.documents.verifying import Checked
from facilitator.store import Store, tables
from facilitator.store.copies import appearing, beside, check_sqlite, claim, copy_sqlite
from facilitator.store.dumps import check_dump, dump, put_back
from facilitator.store.migrations import upgrade

OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


class CantRestore(Exception):
    """A copy is not put back; the message says why in one line. Nothing was changed."""


def backup(store: Store, target: Path) -> None:
    """Copy the database to a file; who serves from it goes on.

    Raises: OSError, sqlite3.Error, dumps.NoDump
    """
    if store.file is None:
        dump(store.url, target)
        return
    if target.exists() and target.samefile(store.file):
        raise FileExistsError(0, "this is the database itself", str(target))
    copy_sqlite(store.file, target)


def restore(store: Store, source: Path, *, force: bool) -> Checked:
    """Put a backup in the database's place, after checking it; with `force` over what is there.

    Raises: CantRestore, verifying.Broken, copies.InUse, NewerDatabase, OSError, dumps.NoDump
    """
    if not source.is_file():
        raise CantRestore(f"there is no backup at {source}")
    if store.file is None:
        return _restore_dump(store, source, force=force)
    store.file.parent.mkdir(parents=True, exist_ok=True)
    with claim(store.file):
        if store.file.exists() and store.file.stat().st_size and not force:
            raise CantRestore(f"there is a database at {store.file} already: --force overwrites it")
        return _restore_file(store.file, source)


def _restore_file(file: Path, source: Path) -> Checked:
    """Check a copy of the copy; only what is found good takes the place of what was there."""
    if wrong := check_sqlite(source):
        raise CantRestore(f"{source} is not a sound backup of an SQLite database: {wrong}")
    with appearing(file) as fresh:
        copy_sqlite(source, fresh)
        checked = _prepared(Store(f"sqlite:///{fresh}"))
        for left in beside(file):
            left.unlink(missing_ok=True)  # changes to the old database would be applied to the new one
    return checked


def _prepared(store: Store) -> Checked:
    """Bring what was restored up to date, check it, and let nobody in who was let in then."""
    try:
        if not inspect(store.engine).has_table("alembic_version"):
            raise CantRestore("this is not a database of ours")
        upgrade(store, copy_first=False)
        with store.work() as connection:
            connection.execute(delete(tables.SignIn))
            connection.execute(delete(tables.Link))
        return verifying.database(store)
    finally:
        store.close()


def _restore_dump(store: Store, source: Path, *, force: bool) -> Checked:
    """A dump can only be checked once it is back."""
    check_dump(source)
    with store.read() as connection:
        others = connection.execute(OTHERS).scalar_one()
        filled = inspect(connection).has_table("alembic_version")
    if others:
        raise CantRestore(f"the database is in use ({others} connections): stop the servers first")
    if filled and not force:
        raise CantRestore("there is a database already: --force overwrites it")
    store.close()
    put_back(store.url, source)
    return _prepared(store)
