"""Opening the database named by the settings, or a line that says why not."""

import contextlib
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError

from facilitator.cli.failed import Failed
from facilitator.config import Settings
from facilitator.store import Store
from facilitator.store.copies import check_sqlite
from facilitator.store.migrations import NewerDatabase, OlderDatabase, check_current, upgrade


def open_store(settings: Settings) -> Store:
    """A database that must be there already, as it is. Raises: Failed."""
    store = Store(settings.database)
    if store.file is not None and not (store.file.is_file() and store.file.stat().st_size):
        raise Failed(f"there is no database at {store.file}")
    refuse_damaged(store)
    with failing_in_one_line():
        check_current(store)
    return store


def ready_store(settings: Settings) -> Store:
    """A database to write in, made or brought up to date where need be. Raises: Failed."""
    store = Store(settings.database)
    with failing_in_one_line():
        if store.file is not None and store.file.exists():
            refuse_damaged(store)
        upgrade(store)
    return store


def refuse_damaged(store: Store) -> None:
    """Touch no file that is not sound. Raises: Failed."""
    if store.file is not None and (wrong := check_sqlite(store.file)):
        raise Failed(f"the database is damaged ({wrong}): restore a backup to another file")


@contextlib.contextmanager
def failing_in_one_line() -> Iterator[None]:
    """Say what stands in the way of opening it. Raises: Failed."""
    try:
        yield
    except (NewerDatabase, OlderDatabase) as error:
        raise Failed(str(error)) from None
    except (DBAPIError, OSError) as error:
        raise Failed(f"FACILITATOR_DATABASE can't be opened: {first_line(error)}") from None


def first_line(error: Exception) -> str:
    """What the database or the system said, without what we asked it."""
    return str(getattr(error, "orig", error)).splitlines()[0]
