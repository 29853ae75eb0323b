"""Opening a database that must be there already, or a line that says why not."""

from sqlalchemy.exc import DBAPIError

from facilitator.cli.commands import Failed
from facilitator.config import Settings
from facilitator.store import Store
from facilitator.store.copies import check_sqlite
from facilitator.store.migrations import NewerDatabase, OlderDatabase, check_current


def open_store(settings: Settings) -> Store:
    """The database named by the settings, as it is. Raises: Failed."""
    store = Store(settings.database)
    if store.file is not None:
        if not store.file.is_file() or not store.file.stat().st_size:
            raise Failed(f"there is no database at {store.file}")
        if wrong := check_sqlite(store.file):
            raise Failed(f"the database is damaged ({wrong}): restore a backup to another file")
    try:
        check_current(store)
    except (NewerDatabase, OlderDatabase) as error:
        raise Failed(str(error)) from None
    except DBAPIError as error:
        raise Failed(f"FACILITATOR_DATABASE can't be opened: {first_line(error)}") from None
    return store


def first_line(error: DBAPIError) -> str:
    return str(error.orig).splitlines()[0]
