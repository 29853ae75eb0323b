"""A desk on which every step of the method stands open somewhere, so that every form of the desk is on some page."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from facilitator.domain.method import TrackKind
from facilitator.services import assignments
from facilitator.services.accounts import helpers
from facilitator.services.application import Application
from facilitator.services.assignments import Wanted
from facilitator.services.documents import versions as maps
from facilitator.steps.approval import invitations
from facilitator.steps.approval import service as approvals
from facilitator.steps.interviews import service as interviews
from facilitator.steps.interviews.service import Line
from facilitator.steps.persons.rules import Seat
from facilitator.steps.plan import service as plan
from facilitator.steps.plan.rules import Action, Plan
from facilitator.steps.scan import service as scan
from facilitator.steps.weighing import service as weighing
from facilitator.store import Store
from tests.makers import NOON, add_facilitators
from tests.owners import own_assignment, own_track
from tests.seated import seated
from tests.weighed import FixedMap, fixed_map, weighed_goal, weighed_process

GOAL = {
    "issue": "Inwoners met schulden komen te laat.",
    "solution": "Een Geldpunt in elke wijk.",
    "term": "2027-04-01",
    "owner": "de wethouder",
    "settled_by": "college",
}
SUSPICION = "inwoners met schulden ons pas bereiken als het te laat is."


def fill(application: Application, owner: str, *, seconds: int, today: date) -> None:
    """Put the work on the desk of somebody who has none yet. `seconds`, `today`: when links and rounds begin."""
    in_the_room(application, owner, seconds)
    weighed_again(application, owner)
    asked_for_approval(application, owner, today)
    planned(application, owner)
    diagnosed(application, owner)


def seat(store: Store, track: str, name: str, *, stake: str = "") -> str:
    """Give a named person a place in a track's network."""
    where = Seat("execution", False, "zorg", "wijkteam", name=name, reason="Kent de wijk.", network_type="key_persons")
    made = replace(where, stake=stake)
    (id,) = seated(store, track, [made])
    return id


def in_the_room(application: Application, owner: str, seconds: int) -> None:
    """Consultations that are open: one with helpers, a questionnaire, a dry run, and an interview that is written."""
    store = application.store
    made = assignments.create(store, owner, Wanted("process", "de markt", suspicion=SUSPICION, hold=0))
    for name in ("helper-one", "helper-two"):
        token = helpers.invite(store, facilitator=owner, consultation=made.consultation, now=seconds)
        if name == "helper-one":
            helpers.accept_as_guest(store, token, name="Tom", now=seconds)
    seat(store, made.track, "Fatma")
    scan.begin(own_assignment(store, made.assignment), "start")
    for is_dry in (True, False):
        wanted = Wanted("process", "groen", suspicion=SUSPICION, dry_run=is_dry, self_paced=not is_dry)
        assignments.create(store, owner, wanted)
    talk = interviews.make(own_track(store, made.track), interviews.NewInterview(1, "execution", NOON.date()))
    application.refresh(made.track)
    interviews.take_down(application, talk, owner, Line(str(uuid4()), made.questions[0].id, "De markt is te duur."))


def weighed_again(application: Application, owner: str) -> None:
    """A weighing that is open, and a newer version of its map; the first one can be read by anybody."""
    made = fixed_map(application, owner=owner, theme="schulden", suspicion=SUSPICION)
    maps.publish(own_track(application.store, made.track), 1)
    weighing.begin(own_track(application.store, made.track), 1)
    made.fix()


def diagnosed(application: Application, owner: str) -> None:
    """A process whose weighing is fixed, so that a goal can follow; and a map that changed since it was fixed."""
    made = fixed_map(application, owner=owner, theme="wonen", suspicion=SUSPICION)
    weigh(made, kind="process", close=True)
    other = fixed_map(application, owner=owner, theme="vervoer", suspicion=SUSPICION)
    other.room.act("star", by=owner, oneliners=other.answers[2])
    propose(other)


def propose(made: FixedMap) -> None:
    """Somebody who helps wants a word masked, which is for the owner to decide."""
    helper = str(uuid4())
    add_facilitators(made.room.store, helper)
    made.room.join(helper)
    made.room.act("mask", by=helper, oneliner=made.answers[2][0], start=0, end=1, what="person")


def goal_map(application: Application, owner: str, theme: str) -> FixedMap:
    """A goal track whose map is fixed."""
    return fixed_map(application, kind="goal", owner=owner, theme=theme, settled=GOAL)


def asked_for_approval(application: Application, owner: str, today: date) -> None:
    """A goal map about which people are asked, of whom one said what is missing; its weighing has alternatives."""
    store, made = application.store, goal_map(application, owner, "zorg")
    person = seat(store, made.track, "Ben", stake="experience")
    seat(store, made.track, "Wim", stake="experience")
    approvals.begin(own_track(store, made.track), version=1, deadline=today + timedelta(days=14), today=today)
    links = invitations.invite(own_track(store, made.track), people=[person], paper=2)
    remark = ("missing", "Mijn zin staat er niet in.")
    assert approvals.answer(store, links[-1].token, "agreed_with_remark", [remark], today=today)  # type: ignore[list-item]
    weigh(made, close=False)


def planned(application: Application, owner: str) -> None:
    """A goal that was weighed, with a plan that has an action."""
    made = goal_map(application, owner, "werk")
    kept = weigh(made, close=True)
    action = Action(what="Bus huren", who="Team Schuldhulp", carried=tuple(made.answers[1][:2]))
    plan.save(own_track(application.store, made.track), weighing=kept, revision=0, written=Plan(actions=(action,)))


def weigh(made: FixedMap, *, kind: TrackKind = "goal", close: bool) -> str:
    """Fill a weighing in, and fix it where that is wanted; its id."""
    weighing.begin(made.own, 1)
    kept = weighing.latest(made.own)
    assert kept is not None
    weighed = weighed_goal(made) if kind == "goal" else weighed_process(made)
    weighing.save(made.own, kept, revision=kept.revision, weighed=weighed)
    kept = weighing.latest(made.own)
    assert kept is not None
    if close:
        weighing.close(made.own, kept, revision=kept.revision, by=made.owner, day="2026-03-12")
    return kept.id
