"""What can be written to a track, and one transaction's worth of it.

A `Draft` does jobs in the order in which they wait. Submissions in a row are written together,
in random order: what a phone sent at once after a while without connection does not stay together.
"""

import hashlib
import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from facilitator.domain import method, text
from facilitator.domain.acts import Circumstances, Decision, decide
from facilitator.domain.board import Card, resting_order
from facilitator.domain.events import PAST_TENSE, RECEIVED, RELEASED, WITHDRAWN, Act, Event
from facilitator.domain.extras import NOTHING, Extras
from facilitator.domain.extras import check as check_extras
from facilitator.domain.refusals import Refusal
from facilitator.services import divisions, dry_runs
from facilitator.services.accounts import helpers
from facilitator.services.closing import close_consultation, destroy_masked
from facilitator.services.tracks import REWRITING, Happening, LiveTrack, ProbeFacts
from facilitator.store import journal, receipts, tables
from facilitator.store.boards import oneliner_row, write_changes
from facilitator.store.commits import Answer
from facilitator.store.journal import Recorded
from facilitator.store.prepared import Prepared
from facilitator.store.receipts import Receipt

MOST_ONELINERS = 50_000  # on one track
WITHOUT_CHANGES = ("probe", "add_division", "use_division")  # acts that bring something beside the board
FOR_OWNERS = ("close",)
THE_SERVER = ""  # who acts when nobody does: timers and the hold

_take_down = Prepared(insert(tables.Oneliner))


def _ignore(outcome: object) -> None:
    """The answer of a job that nobody waits for."""


@dataclass(kw_only=True, slots=True)
class Submit:
    """A one-liner to be taken down. Outcome: its id."""

    track: str
    consultation: str
    key: str
    question: str
    text: str
    probe: str | None = None
    environment: str | None = None
    extras: Extras = NOTHING
    answer: Answer = _ignore


@dataclass(kw_only=True, slots=True)
class Withdraw:
    """A one-liner to be taken back by who holds its key. Outcome: None."""

    track: str
    consultation: str
    key: str
    answer: Answer = _ignore


@dataclass(kw_only=True, slots=True)
class Perform:
    """A facilitator's act, or the server's own. Outcome: the revision after it."""

    track: str
    consultation: str
    act: Act
    by: str
    answer: Answer = _ignore


@dataclass(kw_only=True, slots=True)
class Wipe:
    """A dry run to be taken out again. Outcome: None."""

    track: str
    consultation: str
    answer: Answer = _ignore


@dataclass(kw_only=True, slots=True)
class Strike:
    """Something said in an interview, to be taken out for good while that lasts. Outcome: None."""

    track: str
    consultation: str
    oneliner: str
    answer: Answer = _ignore


Job = Submit | Withdraw | Perform | Wipe | Strike


def new_id() -> str:
    return secrets.token_hex(8)


def key_hash(key: str) -> str:
    """What is kept of a key: the server can recognise it and can't make it."""
    return hashlib.sha256(key.lower().encode()).hexdigest()


def digest(key: str, content: str) -> str:
    return hashlib.sha256(f"{key.lower()}\n{content}".encode()).hexdigest()


@dataclass
class Draft:
    """A track's part of a transaction. `happenings` is what is announced once it is durable."""

    track: LiveTrack
    connection: Connection
    now: datetime
    happenings: list[Happening] = field(default_factory=list)
    reread: bool = False  # the tables say more than the events did: read the track anew
    _receipts: dict[str, Receipt] = field(default_factory=dict)
    _new: list[tuple[Card, dict[str, Any], Receipt]] = field(default_factory=list)

    def do(self, jobs: Sequence[Job]) -> list[object]:
        """An outcome for each job; a Refusal is one."""
        self._fetch_receipts([job.key for job in jobs if isinstance(job, (Submit, Withdraw))])
        start = self.track.board.revision
        outcomes: list[object] = []
        for kind, run in groupby(jobs, key=type):
            outcomes += [self._outcome(job) for job in run]
            if kind is Submit:
                self._take_down()
        if self.track.board.revision != start:
            journal.move_head(
                self.connection,
                self.track.id,
                revision=self.track.board.revision,
                chain=self.track.chain,
            )
        return outcomes

    def _outcome(self, job: Job) -> object:
        try:
            if isinstance(job, Submit):
                return self._submit(job)
            if isinstance(job, Withdraw):
                self._withdraw(job)
                return None
            if isinstance(job, Wipe):
                self._wipe(job)
                return None
            if isinstance(job, Strike):
                self._strike(job)
                return None
            return self._perform(job)
        except Refusal as refusal:
            return refusal

    # One-liners

    def _fetch_receipts(self, keys: Sequence[str]) -> None:
        if not keys:
            return
        found = receipts.find(self.connection, [key_hash(key) for key in keys])
        self._receipts = {receipt.key_hash: receipt for receipt in found}

    def _submit(self, job: Submit) -> str:
        hashed, summed = key_hash(job.key), digest(job.key, job.text)
        if (known := self._receipts.get(hashed)) is not None:
            if known.digest != summed or known.consultation_id != job.consultation:
                raise Refusal("key_taken")
            return known.oneliner_id
        self._check_open(job)
        card = self._new_card(job)
        receipt = Receipt(hashed, summed, job.consultation, card.id)
        self._new.append((card, _row(card), receipt))
        self._receipts[hashed] = receipt
        return card.id

    def _check_open(self, job: Submit) -> None:
        if job.question not in self.track.questions:
            raise Refusal("unknown_question")
        check_extras(job.extras, self.track.questions[job.question].kind, self.track.variants)
        if not self.track.board.consultations[job.consultation].accepts(job.question, self.now):
            raise Refusal("question_closed")
        if len(self.track.board.cards) + len(self._new) >= MOST_ONELINERS:
            raise Refusal("full")

    def _new_card(self, job: Submit) -> Card:
        facts = self.track.consultations[job.consultation]
        probe = self._probe(job.probe, job.consultation)
        oneliner = new_id()
        card = Card(
            oneliner,
            job.question,
            job.text,
            job.consultation,
            facts.round,
            job.extras.kind or self.track.questions[job.question].kind,
            order=resting_order(oneliner),
            gate=self.track.gate_for(job.text, job.consultation),
            probe=probe.id if probe else None,
            parent=probe.oneliner if probe else None,
            environment=job.environment,
            variants=job.extras.as_stored(),
            cooperation=job.extras.cooperation,
        )
        self.track.look_at(card)
        return card

    def _probe(self, probe: object, consultation: str) -> ProbeFacts | None:
        if probe is None:
            return None
        found = self.track.probes.get(str(probe))
        if found is None or found.consultation != consultation:
            raise Refusal("bad_request")
        return found

    def _take_down(self) -> None:
        """Write the submissions of a run and let them happen, in random order."""
        if not self._new:
            return
        random.shuffle(self._new)
        _take_down.run(self.connection, [row for _, row, _ in self._new])
        receipts.add(self.connection, [receipt for _, _, receipt in self._new])
        made = [self._arrival(RECEIVED, card.id, at) for at, (card, _, _) in enumerate(self._new)]
        journal.record_arrivals(self.connection, self.track.id, made)
        for event, (card, _, _) in zip(made, self._new, strict=True):
            self.happenings.append(self.track.happen(event, [card]))
        self._new.clear()

    def _arrival(self, kind: str, oneliner: str, at: int = 0) -> Event:
        revision = self.track.board.revision + 1 + at
        return Event(revision, kind, fields={"oneliner": oneliner})

    def _withdraw(self, job: Withdraw) -> None:
        receipt = self._receipts.get(key_hash(job.key))
        if receipt is None or receipt.consultation_id != job.consultation:
            raise Refusal("not_yours")
        if receipt.withdrawn:
            return
        card = self.track.board.cards[receipt.oneliner_id]
        if not self.track.board.consultations[job.consultation].lets_withdraw(card.question, self.now):
            raise Refusal("question_closed")
        self._take_back(card.id)
        self.connection.execute(
            update(tables.Receipt).where(tables.Receipt.key_hash == key_hash(job.key)).values(withdrawn=True)
        )
        receipt.withdrawn = True

    def _strike(self, job: Strike) -> None:
        """What hung under it stays, by itself. Raises: Refusal"""
        if self.track.board.consultations[job.consultation].phase == "closed":
            raise Refusal("closed")
        card = self.track.board.cards.get(job.oneliner)
        if card is not None and (card.consultation != job.consultation or card.source != "interview"):
            raise Refusal("not_yours")
        if card is not None:
            self._take_back(card.id)

    def _take_back(self, oneliner: str) -> None:
        self.connection.execute(delete(tables.Oneliner).where(tables.Oneliner.id == oneliner))
        self.connection.execute(delete(tables.Placement).where(tables.Placement.oneliner_id == oneliner))
        event = self._arrival(WITHDRAWN, oneliner)
        journal.record_arrivals(self.connection, self.track.id, [event])
        self.happenings.append(self.track.happen(event))

    def _wipe(self, job: Wipe) -> None:
        dry_runs.wipe(self.connection, self.track, job.consultation)
        self.track.board.revision += 1  # whoever knew what was wiped reads the track anew
        self.reread = True

    # Acts

    def _perform(self, job: Perform) -> int:
        hashed = key_hash(job.act.key) if job.act.key else None
        if hashed is not None and (done := self._done_at(hashed)) is not None:
            return done
        self._check_owner(job)
        self._check_beginning(job)
        decision = self._decide(job)
        decision, cards = self._beside(job, decision)
        if decision.changes or cards or job.act.type in WITHOUT_CHANGES:
            self._record(job, decision, cards, hashed)
        return self.track.board.revision

    def _done_at(self, hashed: str) -> int | None:
        revision = self.connection.execute(
            select(tables.ActRecord.revision).where(
                tables.ActRecord.track_id == self.track.id, tables.ActRecord.key_hash == hashed
            )
        ).scalar_one_or_none()
        return None if revision is None else int(revision)

    def _check_owner(self, job: Perform) -> None:
        """What can't be taken back is for the owner of the assignment: who helps may do the rest."""
        if job.act.type in FOR_OWNERS and job.by not in (self.track.owner, THE_SERVER):
            raise Refusal("not_yours")

    def _check_beginning(self, job: Perform) -> None:
        """Nobody is asked anything before it is clear what about."""
        if job.act.type == "open_question" and not self.track.may_begin:
            raise Refusal("no_suspicion" if self.kind == "process" else "not_settled")

    def _decide(self, job: Perform) -> Decision:
        """What the act changes; an undo that is refused steps aside for the next one. Raises: Refusal."""
        try:
            return decide(self.track.board, job.act, self._circumstances(job))
        except Refusal as refusal:
            if refusal.code == "changed_since":
                self.track.aside[int(str(refusal.detail["of"]))] = job.act.key
            raise

    def _circumstances(self, job: Perform) -> Circumstances:
        return Circumstances(
            by=job.by,
            consultation=job.consultation,
            now=self.now,
            questions=frozenset(self.track.questions),
            kinds=frozenset(method.KINDS),
            new_id=new_id,
            aside=self.track.aside,
        )

    def _record(self, job: Perform, decision: Decision, cards: Sequence[Card], hashed: str | None) -> None:
        event = Event(
            self.track.board.revision + 1,
            PAST_TENSE[job.act.type],
            decision.changes,
            decision.fields,
            job.by or None,
            job.consultation,
        )
        self._keep(Recorded(event, self.now.date().isoformat(), hashed))
        self.happenings.append(self.track.happen(event, cards))
        write_changes(self.connection, self.track.division[0], self.track.board, decision.changes)
        self._after(job, event)

    def _keep(self, recorded: Recorded) -> None:
        if recorded.event.type == RELEASED and recorded.event.by is None:
            journal.record_release(self.connection, self.track.id, recorded.event)
        else:
            self.track.chain = journal.record_act(self.connection, self.track.id, recorded, self.track.chain)

    def _beside(self, job: Perform, decision: Decision) -> tuple[Decision, list[Card]]:
        """What an act brings besides changes: a probe, a one-liner from paper."""
        if job.act.type == "probe":
            return self._ask_on(job), []
        if job.act.type == "add_oneliner":
            card = self._added(job)
            _take_down.run(self.connection, [_row(card)])
            return Decision(decision.changes, {"oneliner": card.id}), [card]
        if job.act.type == "add_division":
            division = new_id()
            divisions.add(self.connection, self.track, division, str(job.act.fields["name"]))
            return Decision((), {**job.act.fields, "division": division}), []
        if job.act.type == "use_division":
            wanted, revision = str(job.act.fields["division"]), self.track.board.revision + 1
            divisions.use(self.connection, self.track, wanted, revision=revision)
        return decision, []

    def _ask_on(self, job: Perform) -> Decision:
        fields = job.act.fields
        oneliner = fields.get("oneliner")
        probe = ProbeFacts(
            new_id(),
            job.consultation,
            None if oneliner is None else str(oneliner),
            str(fields["text"]),
            str(fields["to"]),
        )
        self.track.probes[probe.id] = probe
        self.connection.execute(
            insert(tables.Probe),
            {
                "id": probe.id,
                "consultation_id": probe.consultation,
                "oneliner_id": probe.oneliner,
                "text": probe.text,
                "audience": probe.audience,
            },
        )
        return Decision((), {**fields, "probe": probe.id})

    def _added(self, job: Perform) -> Card:
        fields = job.act.fields
        question, content = str(fields["question"]), str(fields["text"])
        facts = self.track.consultations[job.consultation]
        if question not in self.track.questions:
            raise Refusal("unknown_question")
        if facts.kind == "interview" and self.track.board.consultations[job.consultation].phase == "closed":
            raise Refusal("closed")
        text.check(content)
        oneliner, parent = new_id(), fields.get("parent")
        extras, kind = _extras(fields), self.track.questions[question].kind
        check_extras(extras, kind, self.track.variants)
        probe = self._probe(fields.get("probe"), job.consultation)
        environment = fields.get("environment")
        if environment is not None and environment not in method.ENVIRONMENTS[self.kind]:
            raise Refusal("bad_request")
        return Card(
            oneliner,
            question,
            content,
            job.consultation,
            facts.round,
            extras.kind or kind,
            source=str(fields["source"]),
            order=resting_order(oneliner),
            probe=probe.id if probe else None,
            parent=str(parent) if parent is not None else probe.oneliner if probe else None,
            environment=None if environment is None else str(environment),
            variants=extras.as_stored(),
            cooperation=extras.cooperation,
        )

    @property
    def kind(self) -> method.Track:
        return "goal" if self.track.kind == "goal" else "process"

    def _after(self, job: Perform, event: Event) -> None:
        if event.type == "question_opened":
            self.connection.execute(
                update(tables.Consultation)
                .where(tables.Consultation.id == job.consultation, tables.Consultation.day.is_(None))
                .values(day=self.now.date().isoformat())
            )
        if event.type == "closed":
            close_consultation(self.connection, job.consultation, self.track.board)
            helpers.end_with(self.connection, job.consultation)
            journal.forget_arrivals(self.connection, self.track.id, up_to=self.track.board.revision)
        if event.type in REWRITING:
            self.reread = True
        for oneliner in self._masked_after_closing(event):
            destroy_masked(self.connection, oneliner, self.track.board)
            self.reread = True

    def _masked_after_closing(self, event: Event) -> list[str]:
        """One-liners of closed consultations that this event masks, by an act or by redoing one."""
        masked = [change.id for change in event.changes if change.field == "masks" and change.after]
        return [it for it in masked if self._is_closed(it)]

    def _is_closed(self, oneliner: str) -> bool:
        card = self.track.board.cards[oneliner]
        return self.track.board.consultations[card.consultation].phase == "closed"


def _extras(fields: Mapping[str, object]) -> Extras:
    """What an act that adds a one-liner says beside its text; read by the door."""
    chosen: dict[str, Any] = {it: fields[it] for it in ("kind", "cooperation", "variants") if it in fields}
    return Extras(**chosen)


def _row(card: Card) -> dict[str, Any]:
    """A one-liner's row; its salt and commitment are made here, at capture."""
    salt = secrets.token_bytes(16)
    return oneliner_row(card, salt=salt.hex(), commitment=text.commitment(salt, card.text))
