"""What can be written to a track."""

from dataclasses import dataclass

from facilitator.domain.events import Act
from facilitator.domain.submissions import Submission
from facilitator.store.commits import Callback

THE_SERVER = ""  # who acts when nobody does: timers and the hold


def _ignore(outcome: object) -> None:
    """The answer of a job that nobody waits for."""


@dataclass(kw_only=True, slots=True)
class Submit:
    """A one-liner to be taken down. `environment` is what its phone chose. Outcome: its id."""

    track: str
    consultation: str
    submission: Submission
    environment: str | None = None
    answer: Callback = _ignore


@dataclass(kw_only=True, slots=True)
class Withdraw:
    """A one-liner to be taken back by who holds its key. Outcome: None."""

    track: str
    consultation: str
    key: str
    answer: Callback = _ignore


@dataclass(kw_only=True, slots=True)
class Perform:
    """A facilitator's act, or the server's own. Outcome: the revision after it, or that it was Proposed.

    `sign_in`: what must still hold by then; None: whoever asks was let in just now.
    """

    track: str
    consultation: str
    act: Act
    by: str
    sign_in: str | None = None
    answer: Callback = _ignore


@dataclass(kw_only=True, slots=True)
class SetQuestionnaire:
    """A self-paced consultation to be opened, all its questions at once, or to take no answers for now.

    Outcome: the revision after it.
    """

    track: str
    consultation: str
    by: str
    opened: bool
    answer: Callback = _ignore


@dataclass(kw_only=True, slots=True)
class Wipe:
    """A dry run to be taken out again, by its owner. Outcome: None."""

    track: str
    consultation: str
    by: str
    answer: Callback = _ignore


@dataclass(kw_only=True, slots=True)
class Strike:
    """Something said in an interview, to be taken out for good while that lasts. Outcome: None.

    `own`: whoever asks wrote it down, as its key shows.
    """

    track: str
    consultation: str
    oneliner: str
    by: str
    own: bool = False
    answer: Callback = _ignore


@dataclass(frozen=True)
class Proposed:
    """What becomes of an act that can't be undone, asked for by who only helps: it waits for the owner."""

    revision: int


@dataclass(kw_only=True, slots=True)
class Settle:
    """A proposal to be carried out, or turned down, by the owner. Outcome: None."""

    track: str
    proposal: str
    by: str
    accepted: bool
    answer: Callback = _ignore


Job = Submit | Withdraw | Perform | SetQuestionnaire | Wipe | Strike | Settle
