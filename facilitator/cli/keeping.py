"""Taking the outcome out, keeping copies, putting one back, and checking that all is as it was."""

import argparse
import contextlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from facilitator import exports, steps
from facilitator.cli.failed import Failed
from facilitator.cli.opening import first_line, open_store
from facilitator.config import Settings
from facilitator.domain.refusals import Refusal
from facilitator.exports.registry import File
from facilitator.services import backups
from facilitator.services.backups import CantRestore
from facilitator.services.documents import verifying
from facilitator.services.documents.verifying import Broken, Checked
from facilitator.store import Store
from facilitator.store.copies import InUse
from facilitator.store.dumps import NoDump
from facilitator.store.migrations import NewerDatabase


def export(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write what came out: to a file, into a folder under the download's name, or to stdout."""
    if (arguments.consultation is None) == (arguments.track is None):
        raise Failed("export what? a CONSULTATION, or --track ID")
    if arguments.version is not None and arguments.track is None:
        raise Failed("--version goes with --track ID")
    file = _exported(open_store(settings), arguments)
    for title in file.running:
        print(f"facilitator: “{title}” is not closed yet: this is what there is now", file=sys.stderr)
    if arguments.output is None:
        sys.stdout.buffer.write(file.content)
        return 0
    target = Path(arguments.output)
    target = target / file.filename if target.is_dir() else target
    try:
        target.write_bytes(file.content)
    except OSError as error:
        raise Failed(f"can't write {target}: {error.strerror}") from None
    return 0


def _exported(store: Store, arguments: argparse.Namespace) -> File:
    try:
        if arguments.version is not None:
            return exports.of_version(store, arguments.track, arguments.version, arguments.format)
        if arguments.track is not None:
            return exports.of_track(store, arguments.track, arguments.format, steps.method())
        return exports.of_consultation(store, arguments.consultation, arguments.format)
    except Refusal:
        named = f"track {arguments.track}" if arguments.track else f"consultation {arguments.consultation}"
        named = named if arguments.version is None else f"version {arguments.version} of {named}"
        raise Failed(f"there is no {named}") from None


def backup(settings: Settings, arguments: argparse.Namespace) -> int:
    """Copy the database while it may be in use."""
    store, target = open_store(settings), Path(arguments.file).absolute()
    with failing_in_one_line():
        backups.backup(store, target)
    print(f"written: {target}")
    return 0


def restore(settings: Settings, arguments: argparse.Namespace) -> int:
    """Put a copy in the place of the database, once it is found good."""
    with failing_in_one_line():
        checked = backups.restore(Store(settings.database), Path(arguments.file).absolute(), force=arguments.force)
    print(f"restored, {summary_of(checked)}; everybody signs in again")
    return 0


@contextlib.contextmanager
def failing_in_one_line() -> Iterator[None]:
    """Say what stands in the way of a copy. Raises: Failed."""
    try:
        yield
    except (Broken, NoDump, CantRestore, NewerDatabase) as error:
        raise Failed(str(error)) from None
    except InUse as error:
        raise Failed(f"a server uses {error}: stop it first") from None
    except DBAPIError as error:
        raise Failed(first_line(error)) from None
    except sqlite3.Error as error:
        raise Failed(f"the copy could not be made: {error}") from None
    except OSError as error:
        raise Failed(f"{error.filename or 'the copy'}: {error.strerror}") from None


def verify(settings: Settings, arguments: argparse.Namespace) -> int:
    """Check the database, or an export alone; the first thing that is not as it was ends it."""
    try:
        if arguments.file is not None:
            checked = verifying.document(_read(Path(arguments.file)))
        else:
            checked = verifying.database(open_store(settings), arguments.track)
    except Broken as error:
        raise Failed(str(error)) from None
    print(summary_of(checked))
    return 0


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes())
    except OSError as error:
        raise Failed(f"can't read {file}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise Failed(f"{file} is not JSON") from None


def summary_of(checked: Checked) -> str:
    """Say what was found good, in one line."""
    masked = f" ({checked.masked} masked, not checkable)" if checked.masked else ""
    alone = f" ({checked.texts_alone} in format 1: texts alone)" if checked.texts_alone else ""
    return f"good: {checked.texts} texts{masked}, {checked.acts} acts, {checked.versions} map versions{alone}"
