"""The forms of an assignment: what it is called and belongs to, what is begun on it, and its end."""

from typing import Final

from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from facilitator.domain.method import WORK_FORMS
from facilitator.services.desk import DeskAssignment
from facilitator.services.portfolio import Details, details_of
from facilitator.steps.reflection.rules import REFLECTION
from facilitator.steps.suspicion.rules import LONGEST_SUSPICION
from facilitator.web.desk.fields import SeenForm, long_text, one_line, short_text
from facilitator.web.desk.forms import AgainForm
from facilitator.web.forms import at_most, required, text_of

WORK_FORM_NAMES: Final = {
    "programme": lazy_gettext("Programme"),
    "commission": lazy_gettext("Commission"),
    "line_process": lazy_gettext("Work process (line)"),
    "project": lazy_gettext("Project"),
}
REFLECTION_LABELS: Final = {
    "networks": lazy_gettext("Which network did I really reach, and which one not?"),
    "letting_go": lazy_gettext("Where did I let go and ask a question, where I used to give the answer?"),
    "content_and_realisation": lazy_gettext("Where did I keep content and realisation apart, and where not?"),
    "uncertainty": lazy_gettext("What did I do with what we did not know?"),
    "next_time": lazy_gettext("What do I do differently next time?"),
}


class DetailsForm(SeenForm):
    """What an assignment is called and belongs to."""

    title = short_text(lazy_gettext("Title"), must=True)
    theme = short_text(
        lazy_gettext("Theme"), hint=lazy_gettext("Questions that were made already keep their words."), must=True
    )
    organisation = short_text(lazy_gettext("Word for your organisation"), 60, must=True)
    work_form = SelectField(
        lazy_gettext("In what form of work"),
        choices=[
            SelectChoice("", lazy_gettext("Not said")),
            *(SelectChoice(it, WORK_FORM_NAMES[it]) for it in WORK_FORMS),
        ],
    )
    parent_id = SelectField(lazy_gettext("Part of"), validate_choice=True)

    def offer(self, parents: list[DeskAssignment]) -> None:
        """Let it be part of one of these."""
        none = SelectChoice("", lazy_gettext("Nothing"))
        self.parent_id.choices = [none, *(SelectChoice(it.id, it.title) for it in parents)]

    def fill(self, found: DeskAssignment) -> None:
        """Show what was kept."""
        for name, value in vars(details_of(found)).items():
            self[name].data = value or ""

    def wanted(self) -> Details:
        """Give what was typed."""
        texts = {name: text_of(self[name]) for name in ("title", "theme", "organisation", "work_form")}
        return Details(**texts, parent_id=text_of(self.parent_id) or None)


class RemoveForm(SeenForm):
    """Typing the title shows that it is meant."""

    title = StringField(
        lazy_gettext("Type the title of the assignment"), [*required(), at_most(200)], filters=[one_line]
    )


class ProcessForm(SeenForm):
    """A process track begins with a suspicion."""

    text = long_text(
        lazy_gettext("We suspect that…"),
        LONGEST_SUSPICION,
        lazy_gettext("What seems to be going on, and for whom? Not a solution yet. The screen can show it."),
        must=True,
    )


class ConsultForm(AgainForm):
    """A consultation on a track."""

    dry_run = BooleanField(
        lazy_gettext("Dry run"),
        description=lazy_gettext(
            "Try everything first. Afterwards you wipe what was said, and the code stays the same."
        ),
    )


class ReflectionForm(SeenForm):
    """Five lines for oneself."""

    def fill(self, kept: dict[str, str]) -> None:
        """Show what was kept."""
        for key in REFLECTION:
            self[key].data = kept[key]

    def wanted(self) -> dict[str, str]:
        """Give what was typed."""
        return {key: text_of(self[key]) for key in REFLECTION}


for _key, _label in REFLECTION_LABELS.items():
    setattr(ReflectionForm, _key, short_text(_label, 280))
