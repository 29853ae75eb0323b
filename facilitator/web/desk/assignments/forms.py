"""The forms of an assignment: what it is called and belongs to, what is begun on it, and its end."""

from typing import Final

from flask_babel import lazy_gettext
from wtforms import SelectField

from facilitator.domain.beginnings import LONGEST
from facilitator.domain.method import WORK_FORMS
from facilitator.services.desk import DeskAssignment
from facilitator.services.portfolio import Details, details_of
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import EtagForm, choices, short_text

WORK_FORM_NAMES: Final = {
    "programme": lazy_gettext("Programme"),
    "commission": lazy_gettext("Commission"),
    "line_process": lazy_gettext("Work process (line)"),
    "project": lazy_gettext("Project"),
}


class DetailsForm(EtagForm):
    """What an assignment is called and belongs to."""

    title = short_text(lazy_gettext("Title"), LONGEST["title"], must=True)
    theme = short_text(
        lazy_gettext("Theme"),
        LONGEST["theme"],
        lazy_gettext("Questions that were made already keep their words."),
        must=True,
    )
    organisation = short_text(lazy_gettext("Word for your organisation"), LONGEST["organisation"], must=True)
    work_form = SelectField(
        lazy_gettext("In what form of work"),
        choices=choices(
            [
                ("", lazy_gettext("Not said")),
                *((it, WORK_FORM_NAMES[it]) for it in WORK_FORMS),
            ]
        ),
    )
    parent_id = SelectField(lazy_gettext("Part of"), validate_choice=True)

    def offer(self, parents: list[DeskAssignment]) -> None:
        """Let it be part of one of these."""
        none = ("", lazy_gettext("Nothing"))
        self.parent_id.choices = choices([none, *((it.id, it.title) for it in parents)])

    def fill(self, found: DeskAssignment) -> None:
        """Show what was kept."""
        for name, value in vars(details_of(found)).items():
            self[name].data = value or ""

    def wanted(self) -> Details:
        """Give what was typed."""
        texts = {name: text_of(self[name]) for name in ("title", "theme", "organisation", "work_form")}
        return Details(**texts, parent_id=text_of(self.parent_id) or None)


class RemoveForm(EtagForm):
    """Typing the title shows that it is meant."""

    title = short_text(lazy_gettext("Type the title of the assignment"), must=True)
