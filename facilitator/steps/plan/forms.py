"""What is written by hand in a plan: the text around it, and its actions."""

from flask_babel import lazy_gettext

from facilitator.steps.plan.rules import Action
from facilitator.steps.weighing.fields import AmountField, PickField, SectionForm, ticked
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import as_day, day, iso, long_text, short_text


class TextForm(SectionForm):
    """What is written by hand around what follows from the weighing."""

    introduction = long_text(
        lazy_gettext("Introduction"), hint=lazy_gettext("What is this plan about, and for whom is it written?")
    )
    risks = long_text(lazy_gettext("More risks"), hint=lazy_gettext("Beside the risks of the chosen alternative."))


class ActionForm(SectionForm):
    """Something that is done."""

    what = long_text(lazy_gettext("What"))
    who = short_text(lazy_gettext("Who"))
    when = day(lazy_gettext("When"))
    cost = AmountField(lazy_gettext("Cost in euros"))
    carried = PickField(lazy_gettext("Carried by"), choices=[])

    def fill(self, action: Action) -> None:
        """Show what was kept."""
        self.what.data, self.who.data, self.when.data = action.what, action.who, as_day(action.when)
        self.cost.data, self.carried.data = action.cost, list(action.carried)

    def action(self) -> Action:
        """Give what was typed."""
        return Action(text_of(self.what), text_of(self.who), iso(self.when.data), self.cost.data, ticked(self.carried))
