"""The forms of a track's beginning: the suspicion, the settled goal, the start of the assignment, the questions."""

from typing import Any, Final

from flask_babel import lazy_gettext
from wtforms import RadioField, TextAreaField
from wtforms.validators import Optional

from facilitator.domain.beginnings import LONGEST, VARIANT_KEYS, Settled, Variant, unnamed_before
from facilitator.steps.suspicion.rules import INQUIRY, LONGEST_QUESTION, LONGEST_TITLE, START, Finding, Suspicion
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import EtagForm, as_day, choices, day, iso, long_text, short_text
from facilitator.web.forms.once import OnceForm

INQUIRY_LABELS: Final = {
    "intention": lazy_gettext("But… what actually is the intention?"),
    "where": lazy_gettext("Where exactly does this problem occur?"),
    "who": lazy_gettext("Who actually are involved?"),
    "experienced": lazy_gettext("And do those involved experience it as such a problem?"),
    "solved": lazy_gettext("Or has practice (more or less) solved the problem already?"),
}
START_LABELS: Final = {
    "problem": lazy_gettext("Which problem do we solve for ourselves with this?"),
    "horizon_point": lazy_gettext("What exactly must happen then? The dot on the horizon"),
    "intention": lazy_gettext("So: what is the intention?"),
    "shop_floor": lazy_gettext("How are we going to do it differently on the shop floor?"),
    "with_whom": lazy_gettext("And with whom are we going to do that?"),
}
STANDING_LABELS: Final = (
    ("known", lazy_gettext("we know")),
    ("suspected", lazy_gettext("we suspect")),
    ("unknown", lazy_gettext("we do not know")),
)
SETTLED_TEXTS: Final = ("issue", "solution", "owner", "settled_by", "number")


def _introduction() -> TextAreaField:
    return long_text(
        lazy_gettext("Introduction for those who take part"),
        LONGEST["introduction"],
        lazy_gettext("Why do we ask you? It stands on the phones, above the rules. Empty: nothing."),
    )


class SuspicionForm(EtagForm):
    """What seems to be going on, and what is known of it."""

    text = long_text(
        lazy_gettext("We suspect that…"),
        LONGEST["suspicion"],
        lazy_gettext("What seems to be going on, and for whom? Not a solution yet. The screen can show it."),
        must=True,
    )
    owners = short_text(
        lazy_gettext("Owners of the problem"), hint=lazy_gettext("Empty: not known yet. That is fine now.")
    )
    introduction = _introduction()

    def fill(self, kept: Suspicion) -> None:
        """Show what was kept."""
        self.text.data, self.owners.data, self.introduction.data = kept.text, kept.owners, kept.introduction
        for key in INQUIRY:
            self[key].data = kept.findings[key].text
            self[f"{key}_standing"].data = kept.findings[key].standing or None

    def wanted(self) -> Suspicion:
        """Give what was typed."""
        findings = {key: Finding(text_of(self[key]), self[f"{key}_standing"].data or "") for key in INQUIRY}
        return Suspicion(text_of(self.text), text_of(self.owners), findings, text_of(self.introduction))


for _key, _label in INQUIRY_LABELS.items():
    setattr(SuspicionForm, _key, long_text(_label))
    _standing = RadioField(lazy_gettext("How sure are we?"), [Optional()], choices=choices(STANDING_LABELS))
    setattr(SuspicionForm, f"{_key}_standing", _standing)


class ProcessForm(EtagForm):
    """A process track begins with a suspicion."""

    text = long_text(
        lazy_gettext("We suspect that…"),
        LONGEST["suspicion"],
        lazy_gettext("What seems to be going on, and for whom? Not a solution yet. The screen can show it."),
        must=True,
    )


class SettledForm(EtagForm):
    """What was decided, by whom, and in which ways it may be carried out."""

    issue = long_text(
        lazy_gettext("The settled issue"),
        LONGEST["issue"],
        lazy_gettext("What is going on, in one sentence."),
        must=True,
    )
    solution = long_text(
        lazy_gettext("The settled solution or goal"),
        LONGEST["solution"],
        lazy_gettext("What has been decided, in one or two sentences. The screen can show it."),
        must=True,
    )
    term = day(lazy_gettext("To be reached by"), must=True)
    owner = short_text(lazy_gettext("Who owns it"), LONGEST["owner"], must=True)
    settled_by = short_text(
        lazy_gettext("Settled by"),
        LONGEST["settled_by"],
        lazy_gettext("For example the executive, the council or the board."),
        must=True,
    )
    settled_on = day(lazy_gettext("Settled on"))
    number = short_text(lazy_gettext("Number of the decision"), LONGEST["number"])
    introduction = _introduction()

    def validate(self, extra_validators: Any = None) -> bool:
        """Variants are named from A on."""
        is_right = bool(super().validate(extra_validators))
        passed_over = unnamed_before(self.wanted()) if is_right else []
        for key in passed_over:
            self[f"variant_{key}"].errors = [lazy_gettext("Name this variant first, or empty the ones after it.")]
        return is_right and not passed_over

    def fill(self, kept: Settled, introduction: str) -> None:
        """Show what was kept."""
        for name in SETTLED_TEXTS:
            self[name].data = getattr(kept, name)
        self.term.data, self.settled_on.data = as_day(kept.term), as_day(kept.settled_on)
        self.introduction.data = introduction
        for variant in kept.variants:
            if variant.key in VARIANT_KEYS:
                self[f"variant_{variant.key}"].data = variant.name

    def wanted(self) -> Settled:
        """Give what was typed."""
        texts = {name: text_of(self[name]) for name in SETTLED_TEXTS}
        days = {name: iso(self[name].data) for name in ("term", "settled_on")}
        named = [Variant(key, text_of(self[f"variant_{key}"])) for key in VARIANT_KEYS]
        return Settled(**texts, **days, variants=tuple(it for it in named if it.name))

    def in_use(self) -> None:
        """Say that a variant can't be changed any more."""
        self.form_errors.append(
            lazy_gettext("One-liners speak of a variant that you renamed or emptied. A variant that was chosen stays.")
        )


for _key in VARIANT_KEYS:
    setattr(SettledForm, f"variant_{_key}", short_text(lazy_gettext("Variant %(key)s", key=_key), LONGEST["variant"]))


class GoalForm(SettledForm, OnceForm):
    """The same, to begin a goal track with."""


class StartForm(EtagForm):
    """The five starting questions: are we going to work differently?"""

    def fill(self, kept: dict[str, str]) -> None:
        """Show what was kept."""
        for key in START:
            self[key].data = kept[key]

    def wanted(self) -> dict[str, str]:
        """Give what was typed."""
        return {key: text_of(self[key]) for key in START}


for _key, _label in START_LABELS.items():
    setattr(StartForm, _key, long_text(_label))


class QuestionsForm(EtagForm):
    """The titles and texts of the five questions."""

    def fill(self, questions: list[Any]) -> None:
        """Show the questions as they are now."""
        for it in questions:
            self[f"title_{it.number}"].data, self[f"text_{it.number}"].data = it.title, it.text

    def wanted(self, questions: list[Any]) -> dict[str, tuple[str, str]]:
        """Give what was typed, by question."""
        return {it.id: (text_of(self[f"title_{it.number}"]), text_of(self[f"text_{it.number}"])) for it in questions}


for _number in range(1, 6):
    setattr(QuestionsForm, f"title_{_number}", short_text(lazy_gettext("Title"), LONGEST_TITLE, must=True))
    setattr(QuestionsForm, f"text_{_number}", long_text(lazy_gettext("Question"), LONGEST_QUESTION, must=True))
