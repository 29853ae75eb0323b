"""The table of steps in docs/method.md, as the steps tell it: `python -m tests.docs.steps` writes it anew."""

import re

from facilitator import steps
from facilitator.services.steps import Step, Subject
from tests.house.tools import ROOT

METHOD = ROOT / "docs" / "method.md"
HEAD = "| Step | Package | Process track | Goal track | Assignment | Follows |\n| --- | --- | --- | --- | --- | --- |\n"
TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)*")


def table() -> str:
    """Write the table: a row for each step, in the method's order."""
    return HEAD + "".join(f"| {' | '.join(_cells(it))} |\n" for it in steps.method().every)


def _cells(step: Step) -> tuple[str, ...]:
    pages = (_page(step, subject) for subject in ("process", "goal", "assignment"))
    return (step.key, f"`facilitator/steps/{step.key}/`", *pages, step.after or "")


def _page(step: Step, subject: Subject) -> str:
    place = step.places.get(subject)
    owner = "<assignment_id>" if subject == "assignment" else "<track_id>"
    return f"{place.name}: `{place.address.format(id=owner)}`" if place else ""


def refreshed(page: str) -> str:
    """Give a page with the table as the steps tell it now."""
    return TABLE.sub(lambda _: table(), page)


if __name__ == "__main__":
    METHOD.write_text(refreshed(METHOD.read_text(encoding="utf-8")), encoding="utf-8")
