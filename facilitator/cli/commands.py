"""Reading the command line. Each command imports what it needs only when it runs."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from facilitator import serving
from facilitator.cli.failed import Failed
from facilitator.config import Settings, WrongSetting, from_environment
from facilitator.domain.method import TRACKS
from facilitator.languages import LANGUAGES


class _Formats(Sequence[str]):
    """Those of `exports`, which takes too long to import for a command line that asks for none."""

    @cached_property
    def _names(self) -> Sequence[str]:
        from facilitator.exports import FORMATS

        return FORMATS

    def __getitem__(self, at: Any) -> Any:
        return self._names[at]

    def __len__(self) -> int:
        return len(self._names)


def main(argv: Sequence[str]) -> int:
    """Run a command. Returns: the exit code."""
    arguments = parser().parse_args(_with_command(argv))
    try:
        settings = from_environment(os.environ, vars(arguments))
        run: Callable[[Settings, argparse.Namespace], int] = arguments.run
        return run(settings, arguments)
    except (WrongSetting, Failed) as error:
        print(f"facilitator: {error}", file=sys.stderr)
        return 2 if isinstance(error, WrongSetting) else 1
    except KeyboardInterrupt:
        return 130


def _with_command(argv: Sequence[str]) -> list[str]:
    """Without a command it serves."""
    words = list(argv)
    first = next((word for word in words if not word.startswith("-")), None)
    if first in COMMANDS or any(word in ("-h", "--help") for word in words[:1]):
        return words
    return ["serve", *words]


def parser() -> argparse.ArgumentParser:
    """Read every command with its options; `run` of what was parsed does it."""
    whole = argparse.ArgumentParser(prog="run.py", description="Live consultations with one-liners.")
    commands = whole.add_subparsers(required=True, metavar="command")
    for name, (describe, add, run) in COMMANDS.items():
        one = commands.add_parser(name, help=describe, description=describe)
        add(one)
        one.set_defaults(run=run)
    return whole


def _store_flags(one: argparse.ArgumentParser) -> None:
    one.add_argument("--database", metavar="URL", help="sqlite:///file or postgresql://…")
    one.add_argument("--queue", metavar="URL", help="redis://…; needed for several processes")


def _serve_flags(one: argparse.ArgumentParser) -> None:
    _store_flags(one)
    one.add_argument("--host", default="0.0.0.0")
    one.add_argument("--port", type=int, default=8000)


def _serve(settings: Settings, arguments: argparse.Namespace) -> int:
    serving.prepare(settings.async_mode)
    from facilitator.cli.serving import serve

    return serve(settings)


def _demo_flags(one: argparse.ArgumentParser) -> None:
    one.add_argument("--port", type=int, default=8000)
    one.add_argument("--host", default="127.0.0.1")
    one.add_argument("--pace", type=float, default=1.0, help="how many times faster than people")


def _demo(settings: Settings, arguments: argparse.Namespace) -> int:
    from facilitator.cli.demo import demo

    return demo(settings, pace=arguments.pace)


def _new_flags(one: argparse.ArgumentParser) -> None:
    _store_flags(one)
    one.add_argument("--template", choices=TRACKS, required=True)
    one.add_argument("--theme", required=True)
    one.add_argument("--language", choices=LANGUAGES, default="nl")
    one.add_argument("--title")
    one.add_argument("--hold", type=int, default=4, metavar="SECONDS")
    one.add_argument("--json", action="store_true")


def _new(settings: Settings, arguments: argparse.Namespace) -> int:
    from facilitator.cli.making import new

    return new(settings, arguments)


def _rehearse_flags(one: argparse.ArgumentParser) -> None:
    one.add_argument("code")
    one.add_argument("--phones", type=int, default=24)
    one.add_argument("--rate", type=float, default=0.0, help="one-liners a second, of all together")
    one.add_argument("--file", help="a CSV with the one-liners in a column `text`")
    one.add_argument("--server", default="http://127.0.0.1:8000", metavar="URL")
    one.add_argument("--seconds", type=float, default=30.0)


def _rehearse(settings: Settings, arguments: argparse.Namespace) -> int:
    from facilitator.cli.rehearsing import rehearse

    return rehearse(arguments)


def _export_flags(one: argparse.ArgumentParser) -> None:
    _store_flags(one)
    one.add_argument("consultation", nargs="?")
    one.add_argument("--track", metavar="ID")
    one.add_argument("--version", metavar="N", type=int, help="with --track: the map as it was fixed as version N")
    one.add_argument("--format", metavar="FORMAT", choices=_Formats(), required=True, help="%(choices)s")
    one.add_argument("-o", "--output", metavar="FILE")


def _export(settings: Settings, arguments: argparse.Namespace) -> int:
    from facilitator.cli.keeping import export

    return export(settings, arguments)


def _backup_flags(one: argparse.ArgumentParser) -> None:
    _store_flags(one)
    one.add_argument("file")


def _backup(settings: Settings, arguments: argparse.Namespace) -> int:
    from facilitator.cli.keeping import backup

    return backup(settings, arguments)


def _restore_flags(one: argparse.ArgumentParser) -> None:
    _backup_flags(one)
    one.add_argument("--force", action="store_true", help="overwrite what is there")


def _restore(settings: Settings, arguments: argparse.Namespace) -> int:
    from facilitator.cli.keeping import restore

    return restore(settings, arguments)


def _verify_flags(one: argparse.ArgumentParser) -> None:
    _store_flags(one)
    one.add_argument("file", nargs="?", help="a JSON export; without it, the database")
    one.add_argument("--track", metavar="ID")


def _verify(settings: Settings, arguments: argparse.Namespace) -> int:
    from facilitator.cli.keeping import verify

    return verify(settings, arguments)


Flags = Callable[[argparse.ArgumentParser], None]
Run = Callable[[Settings, argparse.Namespace], int]

COMMANDS: dict[str, tuple[str, Flags, Run]] = {
    "serve": ("serve (what happens without a command)", _serve_flags, _serve),
    "demo": ("serve an example consultation, with phones that take part", _demo_flags, _demo),
    "new": ("make a consultation", _new_flags, _new),
    "rehearse": ("simulated phones against a running server", _rehearse_flags, _rehearse),
    "export": ("write what came out of a consultation or track", _export_flags, _export),
    "backup": ("a consistent copy, also while serving", _backup_flags, _backup),
    "restore": ("put a copy back", _restore_flags, _restore),
    "verify": ("check texts, versions and acts against what they were", _verify_flags, _verify),
}
