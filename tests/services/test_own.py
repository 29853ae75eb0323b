"""Each service of the desk looks itself whose it is: given directly, it refuses whoever has no business there."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Final, get_type_hints

import pytest
from sqlalchemy import func, select

from facilitator import services, steps
from facilitator.domain.beginnings import Settled
from facilitator.services.application import Application
from facilitator.services.assignments import Beginning
from facilitator.services.own import NotOwn, Own, OwnAssignment, OwnTrack
from facilitator.services.portfolio import Details
from facilitator.services.rounds import Gathering
from facilitator.steps.approval.service import Changed
from facilitator.steps.feedback.service import Written
from facilitator.steps.interviews.service import NewInterview
from facilitator.steps.persons.rules import Seat
from facilitator.steps.persons.service import Kept, NewSeats
from facilitator.steps.plan.rules import Plan
from facilitator.steps.scan.rules import AXES
from facilitator.steps.suspicion.rules import START, Suspicion
from facilitator.steps.weighing.rules import Weighed
from facilitator.steps.weighing.service import KeptWeighing, WeighedVersion
from facilitator.store import Store, tables
from tests.makers import NOON, Room

DAY: Final = NOON.date()
SEAT: Final = Seat("policy", True, "Inkomen", "minimabeleid")
SHOWN: Final = Kept("s", SEAT)
SETTLED: Final = Settled("schulden", "Een Geldpunt.", "2027-04-01", "wethouder", "college")
WEIGHING: Final = KeptWeighing("w", "t", WeighedVersion("v", 1, "", ""), "", {}, Weighed(), 1, None, None)

SENT: Final[Mapping[str, Mapping[str, Any]]] = {
    "assignments.begin_goal": {"beginning": Beginning(SETTLED)},
    "assignments.begin_process": {"suspicion": "er iets is.", "language": "nl"},
    "assignments.language_of": {"otherwise": "nl"},
    "desk.consultations_on": {},
    "documents.versions.changes": {"older": 1, "newer": None},
    "documents.versions.last_fixed": {"now": {}},
    "documents.versions.freeze": {"now": NOON},
    "documents.versions.publish": {"number": 1},
    "documents.versions.state": {},
    "documents.versions.withdraw": {"number": 1},
    "portfolio.change": {"wanted": Details("titel", "thema", "gemeente", "", None), "etag": ""},
    "portfolio.put_away": {"archived": True},
    "proposals.count": {},
    "proposals.waiting": {},
    "removing.remove": {"title": "Schulden en armoede"},
    "rounds.add_consultation": {"wanted": Gathering("Ronde 2")},
    "analysis.history.page": {},
    "analysis.service.seat_at_board": {},
    "approval.invitations.can_be_invited": {},
    "approval.invitations.invite": {"people": (), "paper": 1},
    "approval.invitations.renew": {"approval": "a"},
    "approval.invitations.to_answer": {},
    "approval.service.begin": {"version": 1, "deadline": DAY, "today": DAY},
    "approval.service.close": {"version": 1},
    "approval.service.handle": {"remark": "r", "handling": "taken", "reply": ""},
    "approval.service.keep": {"version": 1, "changed": Changed(DAY, ""), "today": DAY},
    "approval.service.remarks": {},
    "approval.service.rounds": {},
    "feedback.service.publish": {},
    "feedback.service.save": {"written": Written("Dank."), "etag": Written().etag},
    "feedback.service.withdraw": {},
    "interviews.service.make": {"wanted": NewInterview(1, "policy", DAY)},
    "persons.retention.keep_for": {"months": 6, "today": DAY},
    "persons.retention.term": {},
    "persons.service.add": {"new": NewSeats([SEAT]), "today": DAY},
    "persons.service.angle_of": {"seat_id": "s"},
    "persons.service.change": {"shown": SHOWN, "seat": SEAT, "today": DAY},
    "persons.service.check_not_added": {"new": NewSeats([SEAT])},
    "persons.service.communication": {},
    "persons.service.copy": {"source": "another", "chosen": {}, "today": DAY},
    "persons.service.find": {"seat_id": "s"},
    "persons.service.mark": {"invited": {}, "round": "1"},
    "persons.service.remove": {"shown": SHOWN},
    "persons.service.seats": {},
    "persons.turnout.counted": {},
    "persons.turnout.keep": {"round": "1", "counts": {}},
    "persons.turnout.rounds": {},
    "plan.service.kept": {},
    "plan.service.save": {"weighing": "w", "revision": 0, "written": Plan()},
    "reflection.service.keep": {"lines": {"networks": "een"}, "etag": ""},
    "reflection.service.of": {},
    "scan.service.begin": {"moment": "start"},
    "scan.service.end": {"moment": "start"},
    "scan.service.fill_in_together": {"moment": "start", "values": dict.fromkeys(AXES, 50)},
    "scan.service.taken": {},
    "suspicion.questions.are_frozen": {},
    "suspicion.questions.asked_on": {},
    "suspicion.questions.reword": {"texts": {}, "etag": ""},
    "suspicion.service.keep_settled": {"wanted": SETTLED, "introduction": "", "etag": ""},
    "suspicion.service.keep_start": {"answers": dict.fromkeys(START, ""), "etag": ""},
    "suspicion.service.keep_suspicion": {"wanted": Suspicion("er iets is."), "etag": ""},
    "weighing.service.begin": {"number": 1},
    "weighing.service.begin_goal": {},
    "weighing.service.close": {"kept": WEIGHING, "revision": 1, "by": "Ada", "day": "2026-03-12"},
    "weighing.service.every": {},
    "weighing.service.latest": {},
    "weighing.service.latest_closed": {},
    "weighing.service.move": {"kept": WEIGHING, "revision": 1, "number": 1},
    "weighing.service.save": {"kept": WEIGHING, "revision": 1, "weighed": Weighed()},
    "weighing.service.versions": {},
}
"""What else each service is given that takes an Own, well enough to be kept if it were one's own."""

BY_OTHER_MEANS: Final = {
    "accounts.facilitators.make_board_link": "for a command on this machine",
    "accounts.helpers.helpers": "who helps, told on a page of who leads",
    "accounts.helpers.invite": "is told who asks, and looks itself",
    "accounts.helpers.let_go": "is told who asks, and looks itself",
    "accounts.helpers.may_lead": "says who may",
    "accounts.helpers.open_invitations": "a number, told on a page of who leads",
    "accounts.helpers.withdraw_invitations": "is told who asks, and looks itself",
    "attendance.keep_most": "the server's own count",
    "consultations.own": "is told who asks, and looks itself",
    "desk.any_consultation": "who has an invitation",
    "desk.assignment": "is told who asks, and looks itself",
    "desk.attendance": "numbers, told on a page of who leads",
    "desk.consultation": "is told who asks, and looks itself",
    "desk.last_round": "a number, told on a page of who leads",
    "desk.track": "is told who asks, and looks itself",
    "documents.gathering.of_consultation": "what leaves the house, for who leads",
    "documents.gathering.of_track": "what leaves the house, also by a command on this machine",
    "documents.gathering.shown_environments": "what screens show",
    "documents.sizes.of_consultation": "how much there is, asked before anybody is let in",
    "documents.sizes.of_track": "how much there is, asked before anybody is let in",
    "documents.verifying.database": "for a command on this machine",
    "documents.versions.contents": "a map, also for who has its link",
    "documents.versions.exported": "a map, also for who has its link",
    "documents.versions.last_published": "the link of a map that anybody may read",
    "documents.versions.live": "a map, also for a command on this machine",
    "documents.versions.version": "a map, also for who has its link",
    "documents.versions.versions": "a map, also for who has its link",
    "invalidation.announce": "tells of what was written",
    "oneliners.mine": "who has the keys",
    "approval.service.totals": "numbers under a map, also for who has its link",
    "interviews.service.day_of": "a week, told on a page of who leads",
    "interviews.service.environment_of": "one of four, told on a page of who leads",
    "interviews.service.strike": "is told who asks, and looks itself",
    "interviews.service.take_down": "is told who asks, and looks itself",
}
"""Services that are named something of one account's by a bare id, and why they may be."""

IDS: Final = {"track", "track_id", "assignment", "assignment_id", "consultation", "consultation_id"}


def functions() -> Iterator[tuple[str, Callable[..., Any], Mapping[str, Any]]]:
    """Every public function of the services and of the steps below their pages, by module and name, with its hints."""
    for package in (services, steps):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "pages" in module.name or module.name.endswith("forms"):
                continue
            for name, found in inspect.getmembers(import_module(module.name), inspect.isfunction):
                if found.__module__ == module.name and not name.startswith("_"):
                    yield f"{module.name}.{name}".removeprefix(f"{package.__name__}."), found, get_type_hints(found)


def is_own(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Own)


OWNED: Final = {name: (found, hints) for name, found, hints in functions() if any(map(is_own, hints.values()))}


def test_every_service_that_takes_what_is_own_is_tried() -> None:
    assert sorted(OWNED) == sorted(SENT)


def test_every_other_service_that_is_named_something_by_its_id_says_by_what_means() -> None:
    by_id = {
        name
        for name, _, hints in functions()
        if name not in OWNED and {Store, Application} & {*hints.values()} and IDS & {*hints}
        if any(hints[it] is str or hints[it] == str | None for it in IDS & {*hints})
    }
    assert sorted(by_id) == sorted(BY_OTHER_MEANS)


def rows(application: Application) -> dict[str, list[Any]]:
    with application.store.read() as connection:
        return {
            it.name: list(connection.execute(select(it).order_by(*it.primary_key)))
            for it in tables.Base.metadata.sorted_tables
        }


def call(name: str, application: Application, own: Callable[[type[Own]], Own]) -> None:
    found, hints = OWNED[name]
    given = {it: own(hint) for it, hint in hints.items() if is_own(hint) and it != "return"}
    more = {"application": application} if "application" in hints else {}
    found(**given, **more, **SENT[name])


@pytest.mark.parametrize("name", SENT)
def test_who_has_no_business_there_is_refused(room: Room, name: str) -> None:
    room.join("eve")  # helps with the consultation, and still has no assignment
    before = rows(room.application)

    for by in ("eve", "mallory"):
        with pytest.raises(NotOwn):
            call(name, room.application, lambda kind, by=by: its(room, kind, by))  # type: ignore[misc]

    assert rows(room.application) == before


def its(room: Room, kind: type[Own], by: str) -> Own:
    """The room's track or assignment, asked for by somebody."""
    id = room.made.assignment if "Assignment" in kind.__name__ else room.made.track
    return kind(room.store, by, id)


@pytest.mark.parametrize("kind", [OwnAssignment, OwnTrack])
def test_what_is_not_there_is_answered_as_what_is_another_s(room: Room, kind: type[Own]) -> None:
    with pytest.raises(NotOwn), kind(room.store, "ada", "f" * 16).read():
        pass


@pytest.mark.parametrize("name", ["own", "own_assignment"])
def test_the_owner_reads_and_writes(room: Room, name: str) -> None:
    own: Own = getattr(room, name)
    with own.read() as reading, own.work() as writing:
        assert reading.scalar(select(func.count()).select_from(tables.Track)) == 1
        assert writing.scalar(select(func.count()).select_from(tables.Track)) == 1
