"""What a plan tells: from the closed weighing, the fixed map, the approval and what was written by hand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from facilitator.domain.beginnings import Settled
from facilitator.domain.map.whole import Map
from facilitator.domain.method import ENVIRONMENT_LABELS
from facilitator.domain.oneliners import Oneliner
from facilitator.i18n import reader_language
from facilitator.steps.approval.rules import Totals
from facilitator.steps.plan.document import Block, Cited, Grid, Items, Para, Part, Piece, PlanDocument
from facilitator.steps.plan.rules import Plan
from facilitator.steps.weighing import heard, money
from facilitator.steps.weighing.rules import Alternative, Verdict
from facilitator.steps.weighing.service import KeptWeighing


@dataclass(frozen=True)
class Sources:
    """What a plan rests on; `approval` None: nobody was asked."""

    title: str
    settled: Settled
    intention: str
    horizon_point: str
    weighing: KeptWeighing
    plan: Plan
    approval: Totals | None
    communication: list[str]


@dataclass
class Telling:
    """The telling of one plan: it numbers the one-liners in the order in which they are named."""

    sources: Sources
    map: Map
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def chosen(self) -> Alternative:
        """The alternative that the plan carries out; an empty one where none was chosen."""
        return self.sources.weighing.weighed.chosen or Alternative()

    def cites(self, lines: Iterable[Oneliner]) -> tuple[int, ...]:
        """Give one-liners their numbers in this plan, each one number wherever it is named."""
        return tuple(self.numbers.setdefault(line.id, len(self.numbers) + 1) for line in lines)

    def by_ids(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The same for one-liners by id; what is no longer on the map is left out."""
        return self.cites(heard.some(self.map, ids))

    def literally(self, lines: Iterable[Oneliner], label: str = "") -> list[Block]:
        """A list of what was said, word for word; nothing where nothing was."""
        pieces = tuple(Piece(line.text, self.cites([line])) for line in lines)
        return [Items(pieces, label, literal=True)] if pieces else []

    def silence(self, topic: heard.Topic, nothing: str) -> list[Block]:
        """What to say where nothing was heard of a question: that it was never asked, or `nothing`."""
        return _said(("", nothing if heard.was_asked(self.map, topic) else _("This was not asked.")))

    def cited(self) -> tuple[Cited, ...]:
        """Every one-liner that has a number so far, in order."""
        return tuple(Cited(number, it, self.map.lines[it].text, self.where(it)) for it, number in self.numbers.items())

    def where(self, id: str) -> str:
        """Say where a one-liner lies: its category and, where it may be shown, its environment."""
        line = self.map.lines[id]
        row = self.map.row(line.category or "")
        environment = _(ENVIRONMENT_LABELS[line.environment]) if line.environment else ""
        return ", ".join(it for it in (row.name if row else "", environment) if it)


def compose(sources: Sources) -> PlanDocument:
    """Put the plan into parts."""
    telling = Telling(sources, Map.of(sources.weighing.contents))
    chapters: tuple[Callable[[Telling], Part], ...] = (
        _introduction,
        _settled,
        _chosen,
        _actions,
        _commitments,
        _interests,
        _criteria,
        _risks,
        _deviations,
        _communication,
        _approval,
    )
    parts = tuple(chapter(telling) for chapter in chapters)
    return PlanDocument(
        title=_("Plan of approach: %(title)s", title=sources.title),
        facts=tuple(_facts(sources)),
        parts=parts,
        cited_title=_("The one-liners, word for word"),
        cited=telling.cited(),
        page=_("page {} of {}"),
        language=reader_language(),
    )


def _facts(sources: Sources) -> Iterator[Para]:
    kept = sources.weighing
    fixed = ", ".join(it for it in (_day(kept.closed_on or ""), kept.closed_by) if it)
    yield Para(Piece(fixed or _("not yet")), _("Weighing fixed:"))
    version = _("version %(number)s, %(day)s", number=kept.version.number, day=_day(kept.version.day))
    yield Para(Piece(version), _("Goal map:"))
    yield Para(Piece(kept.fingerprint[:16]), _("Fingerprint of the map:"))


def _day(iso: str) -> str:
    try:
        return str(format_date(date.fromisoformat(iso), "d MMMM y"))
    except ValueError:
        return iso


def _euros(cents: int | None) -> str:
    return "" if cents is None else money.said(cents, reader_language())


def _said(*facts: tuple[str, str]) -> list[Block]:
    """Paragraphs with a word in front, where there is something to say."""
    return [Para(Piece(text), label) for label, text in facts if text]


def _introduction(telling: Telling) -> Part:
    text = telling.sources.plan.introduction
    return Part("introduction", _("Introduction"), tuple(_said(("", text))), edit="text")


def _settled(telling: Telling) -> Part:
    it, sources = telling.sources.settled, telling.sources
    facts = (
        (_("Issue:"), it.issue),
        (_("Intention:"), sources.intention),
        (_("Dot on the horizon:"), sources.horizon_point),
        (_("Goal:"), it.solution),
        (_("Term:"), _day(it.term)),
        (_("Owner:"), it.owner),
        (_("Settled by:"), ", ".join(one for one in (it.settled_by, _day(it.settled_on), it.number) if one)),
    )
    return Part("settled", _("What has been settled"), tuple(_said(*facts)))


def _carried(telling: Telling) -> list[Block]:
    lines = heard.some(telling.map, telling.chosen.carried)
    if not lines:
        return []
    carried = ngettext("%(num)d one-liner", "%(num)d one-liners", len(lines))
    if places := len(heard.environments(lines)):
        carried += " " + ngettext("from %(num)d environment", "from %(num)d environments", places)
    return [Para(Piece(carried, telling.cites(lines)), _("Carried by:"))]


def _chosen(telling: Telling) -> Part:
    it, weighed = telling.chosen, telling.sources.weighing.weighed
    blocks: list[Block] = [
        *(_said((_("It is proposed that:"), it.text)) or _said(("", _("No alternative was chosen.")))),
        *_carried(telling),
        *_said(
            (_("Why this one:"), weighed.choice.reason),
            (_("Cost:"), _euros(it.cost)),
            (_("Capacity:"), it.capacity),
            (_("Ready by:"), _day(it.term)),
            (_("Who can carry it out:"), it.workable_who),
            (_("With what:"), it.workable_with),
            (_("Owner of this solution:"), it.owner),
        ),
    ]
    others = tuple(
        Piece(other.text, telling.by_ids(other.carried))
        for number, other in enumerate(weighed.alternatives, 1)
        if number != weighed.choice.number and other.text
    )
    return Part("chosen", _("What is chosen"), (*blocks, *([Items(others, _("Also weighed:"))] if others else [])))


def _actions(telling: Telling) -> Part:
    plan = telling.sources.plan
    head = (_("What"), _("Who"), _("When"), _("Cost"))
    rows = [
        (Piece(it.what, telling.by_ids(it.carried)), Piece(it.who), Piece(_day(it.when)), Piece(_euros(it.cost)))
        for it in plan.actions
    ]
    if plan.cost is not None:
        rows.append((Piece(_("Together")), Piece(""), Piece(""), Piece(_euros(plan.cost))))
    blocks: list[Block] = [Grid(head, tuple(rows))] if rows else _said(("", _("No actions yet.")))
    return Part("actions", _("Actions"), tuple(blocks), edit="actions")


def _commitments(telling: Telling) -> Part:
    lines = heard.about(telling.map, heard.COOPERATION)
    blocks = [
        *telling.literally((it for it in lines if it.cooperation == "yes"), _("Yes:")),
        *telling.literally((it for it in lines if it.cooperation == "if"), _("Yes, if:")),
        *telling.literally((it for it in lines if it.cooperation is None), _("Said without a yes or no:")),
    ]
    nothing = _("Nobody offered this.") if lines else _("Nobody answered this.")
    silence = telling.silence(heard.COOPERATION, nothing)
    return Part("commitments", _("Who wants to cooperate"), tuple(blocks or silence))


def _interests(telling: Telling) -> Part:
    it, map = telling.chosen, telling.map
    rest = [line for line in heard.about(map, heard.INTERESTS) if line.id not in (*it.served, *it.hurt)]
    blocks = [
        *telling.literally(heard.some(map, it.served), _("Served:")),
        *telling.literally(heard.some(map, it.hurt), _("Hurt:")),
        *telling.literally(rest, _("Neither served nor hurt, or not known:")),
    ]
    silence = telling.silence(heard.INTERESTS, _("No interests were mentioned."))
    return Part("interests", _("Interests"), tuple(blocks or silence))


def _criteria(telling: Telling) -> Part:
    it = telling.chosen
    lines = heard.about(telling.map, heard.SATISFIED)
    blocks = [
        *telling.literally((line for line in lines if line.id in it.met), _("The chosen alternative meets:")),
        *telling.literally(
            (line for line in lines if line.id not in it.met), _("It does not meet, or it is not known:")
        ),
    ]
    silence = telling.silence(heard.SATISFIED, _("Nobody answered this."))
    return Part("criteria", _("When are people satisfied"), tuple(blocks or silence))


def _risks(telling: Telling) -> Part:
    facts = _said(("", telling.chosen.risks), ("", telling.sources.plan.risks))
    return Part("risks", _("Risks"), tuple(facts or _said(("", _("No risks were written down.")))), edit="text")


def _deviations(telling: Telling) -> Part:
    names = {"partly": _("Partly"), "not": _("Not"), "look_into": _("Look into"), "": _("Not decided")}
    rows = []
    for row in telling.map.rows():
        verdict = telling.sources.weighing.weighed.verdicts.get(row.id, Verdict())
        if verdict.decision in names:
            lines = [line for line in telling.map.lines.values() if line.category == row.id]
            name = Piece(row.name or _("Not sorted yet"), telling.cites(lines))
            rows.append((name, Piece(names[verdict.decision]), Piece(verdict.reason)))
    head = (_("Category"), _("Decision"), _("Reason"))
    blocks: list[Block] = [Grid(head, tuple(rows))] if rows else _said(("", _no_deviation(telling)))
    return Part("deviations", _("Where this departs from what was said"), tuple(blocks))


def _no_deviation(telling: Telling) -> str:
    everything = _("Nowhere: every category was decided about, and all of them are taken over.")
    nothing = _("Nothing was said, so nothing was decided about it.")
    return str(everything if telling.map.rows() else nothing)


def _communication(telling: Telling) -> Part:
    notes = tuple(Piece(it) for it in telling.sources.communication)
    blocks: list[Block] = [Items(notes)] if notes else _said(("", _("Nothing was noted about public groups.")))
    return Part("communication", _("Communication with public groups"), tuple(blocks))


def _approval(telling: Telling) -> Part:
    it, number = telling.sources.approval, telling.sources.weighing.version.number
    asked = _("Asked of version %(number)s: is what you said rendered rightly and completely?", number=number)
    if it is None or not it.asked:
        return Part("approval", _("Approval of the map"), tuple(_said(("", _("This was not asked.")))))
    score = _(
        "agreed %(agreed)s · with a remark %(remark)s · not %(not_agreed)s · no answer %(none)s of %(asked)s",
        agreed=it.agreed,
        remark=it.agreed_with_remark,
        not_agreed=it.not_agreed,
        none=it.no_answer,
        asked=it.asked,
    )
    return Part("approval", _("Approval of the map"), tuple(_said(("", asked), ("", score))))
