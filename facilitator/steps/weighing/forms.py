"""What is typed in a weighing, section by section."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    RadioField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import Form as PlainForm

from facilitator.domain.beginnings import LONGEST
from facilitator.steps.weighing.fields import AmountField, PickField, SectionForm, ticked
from facilitator.steps.weighing.rules import (
    MOST_OTHERS,
    MOST_OWNERS,
    Alternative,
    Choice,
    Diagnosis,
    Inputs,
    Other,
    Verdict,
)
from facilitator.web.forms import lines_in, text_of
from facilitator.web.forms.fields import as_day, choices, day, iso, long_text, short_text


class OtherForm(PlainForm):
    """Something else that counts."""

    title = short_text(lazy_gettext("What"))
    text = long_text(lazy_gettext("What it says"))


class InputsForm(SectionForm):
    """The other side of the scale."""

    course = long_text(
        lazy_gettext("Course"),
        hint=lazy_gettext("What have council and executive decided or announced that counts here?"),
    )
    course_source = short_text(
        lazy_gettext("In which document"), hint=lazy_gettext("Name, date and number, or a web address.")
    )
    own_view = long_text(
        lazy_gettext("Own view"),
        hint=lazy_gettext("Here you may interpret. It stands on its own, under the name of whoever thinks so."),
    )
    own_view_by = short_text(lazy_gettext("Whose view"))
    budget = AmountField(lazy_gettext("Budget in euros"))
    budget_note = short_text(
        lazy_gettext("About the budget"), hint=lazy_gettext("From which post, once or every year.")
    )
    planning_from = day(lazy_gettext("From"))
    planning_until = day(lazy_gettext("Until"))
    planning = long_text(lazy_gettext("About the planning"))
    personnel = long_text(lazy_gettext("Personnel"), hint=lazy_gettext("Who is available, and for how many hours?"))
    others = FieldList(FormField(OtherForm), min_entries=1, max_entries=MOST_OTHERS)

    def validate_own_view_by(self, field: StringField) -> None:
        """A view is somebody's."""
        if Inputs(own_view=text_of(self.own_view), own_view_by=text_of(field)).view_lacks_name:
            raise ValidationError(lazy_gettext("A view has a name. Write whose it is."))

    def validate_planning_until(self, field: DateField) -> None:
        """An end comes after its beginning."""
        if Inputs(planning_from=iso(self.planning_from.data), planning_until=iso(field.data)).ends_too_soon:
            raise ValidationError(lazy_gettext("The end comes before the beginning."))

    def fill(self, inputs: Inputs) -> None:
        """Show what was kept."""
        for name in (
            "course",
            "course_source",
            "own_view",
            "own_view_by",
            "budget",
            "budget_note",
            "planning",
            "personnel",
        ):
            self[name].data = getattr(inputs, name)
        self.planning_from.data = as_day(inputs.planning_from)
        self.planning_until.data = as_day(inputs.planning_until)
        for _ in range(len(self.others)):
            self.others.pop_entry()
        for other in (*inputs.others, *([Other()] if len(inputs.others) < MOST_OTHERS else [])):
            self.others.append_entry({"title": other.title, "text": other.text})

    def inputs(self) -> Inputs:
        """Give what was typed."""
        others = tuple(Other(text_of(it.form.title), text_of(it.form.text)) for it in self.others)
        return Inputs(
            course=text_of(self.course),
            course_source=text_of(self.course_source),
            own_view=text_of(self.own_view),
            own_view_by=text_of(self.own_view_by),
            budget=self.budget.data,
            budget_note=text_of(self.budget_note),
            planning_from=iso(self.planning_from.data),
            planning_until=iso(self.planning_until.data),
            planning=text_of(self.planning),
            personnel=text_of(self.personnel),
            others=tuple(it for it in others if it.title or it.text),
        )


class VerdictForm(SectionForm):
    """What is done with one category."""

    finding = long_text(
        lazy_gettext("Finding"), hint=lazy_gettext("What do you see in these one-liners, beside the other side?")
    )
    decision = RadioField(
        lazy_gettext("Decision"),
        choices=choices(
            [
                ("", lazy_gettext("Not decided yet")),
                ("take_over", lazy_gettext("Take over")),
                ("partly", lazy_gettext("Partly")),
                ("not", lazy_gettext("Not")),
                ("look_into", lazy_gettext("Look into")),
            ]
        ),
        default="",
    )
    reason = long_text(
        lazy_gettext("Reason"),
        hint=lazy_gettext("Needed with partly, not and look into. Those who said it may ask why."),
    )

    def fill(self, verdict: Verdict) -> None:
        """Show what was kept."""
        self.finding.data, self.decision.data, self.reason.data = verdict.finding, verdict.decision, verdict.reason

    def verdict(self, category: str) -> Verdict:
        """Give what was typed; `category` is its name."""
        return Verdict(text_of(self.finding), text_of(self.decision), text_of(self.reason), category)


class DiagnosisForm(SectionForm):
    """What is going on, who recognises it and whose it is."""

    recognised = RadioField(
        lazy_gettext("Do those concerned recognise it?"),
        choices=choices(
            [
                ("", lazy_gettext("We do not know yet")),
                ("yes", lazy_gettext("Yes")),
                ("partly", lazy_gettext("Partly")),
                ("no", lazy_gettext("No")),
            ]
        ),
        default="",
    )
    recognised_by = PickField(lazy_gettext("Which one-liners show that?"), choices=[])
    diagnosis = long_text(
        lazy_gettext("What is going on:"),
        LONGEST["issue"],
        lazy_gettext("One sentence: what exactly is the matter? Not a solution yet."),
    )
    gone = BooleanField(
        lazy_gettext("The problem does not exist (any more) like this"),
        description=lazy_gettext("That is an outcome too. Practice may have solved it already."),
    )
    gone_reason = long_text(lazy_gettext("How do you know that?"))
    owners = long_text(
        lazy_gettext("Owners of the issue"),
        hint=lazy_gettext("One on each line: a name or an office. Without an owner nobody works on it."),
    )
    solution = long_text(
        lazy_gettext("Solution that is settled on"),
        LONGEST["solution"],
        lazy_gettext("For the goal track that may follow. May stay empty."),
    )

    def validate_owners(self, field: TextAreaField) -> None:
        """Bound the list."""
        if len(lines_in(text_of(field))) > MOST_OWNERS:
            raise ValidationError(lazy_gettext("At most %(number)s owners.", number=MOST_OWNERS))
        if any(len(line) > LONGEST["owner"] for line in lines_in(text_of(field))):
            raise ValidationError(lazy_gettext("At most %(length)s characters on a line.", length=LONGEST["owner"]))

    def validate_solution(self, field: TextAreaField) -> None:
        """First what is going on, then what to do about it."""
        if Diagnosis(diagnosis=text_of(self.diagnosis), solution=text_of(field)).solution_comes_first:
            raise ValidationError(lazy_gettext("First write what is going on."))

    def fill(self, kept: Diagnosis) -> None:
        """Show what was kept."""
        self.recognised.data, self.recognised_by.data = kept.recognised, list(kept.recognised_by)
        self.diagnosis.data, self.gone.data, self.gone_reason.data = kept.diagnosis, kept.gone, kept.gone_reason
        self.owners.data = "\n".join(kept.owners)
        if self.solution is not None:
            self.solution.data = kept.solution

    def kept(self, before: Diagnosis) -> Diagnosis:
        """Give what was typed; the solution has no field before there is a diagnosis."""
        return Diagnosis(
            recognised=text_of(self.recognised),
            recognised_by=ticked(self.recognised_by),
            diagnosis=text_of(self.diagnosis),
            gone=bool(self.gone.data),
            gone_reason=text_of(self.gone_reason),
            owners=tuple(lines_in(text_of(self.owners))),
            solution=text_of(self.solution) if self.solution is not None else before.solution,
        )


class AlternativeForm(SectionForm):
    """One proposal with what carries it, what it does to people and what it takes."""

    text = long_text(lazy_gettext("It is proposed that:"))
    carried = PickField(lazy_gettext("Carried by"), choices=[])
    served = PickField(lazy_gettext("Interests that it serves"), choices=[])
    hurt = PickField(lazy_gettext("Interests that it hurts"), choices=[])
    met = PickField(lazy_gettext("Satisfied with this"), choices=[])
    cost = AmountField(lazy_gettext("Cost in euros"))
    capacity = short_text(
        lazy_gettext("Capacity"), hint=lazy_gettext("Hours or full-time jobs, such as 0,5 fte for a year.")
    )
    term = day(lazy_gettext("Ready by"))
    risks = long_text(lazy_gettext("Risks"))
    workable_who = short_text(lazy_gettext("Who can carry it out"))
    workable_with = short_text(lazy_gettext("With what"))
    owner = short_text(lazy_gettext("Owner of this solution"), LONGEST["owner"])

    def validate_hurt(self, field: PickField) -> None:
        """An interest is served or hurt, not both."""
        if Alternative(served=ticked(self.served), hurt=ticked(field)).serves_what_it_hurts:
            raise ValidationError(lazy_gettext("An interest is either served or hurt. Untick one of the two."))

    def fill(self, kept: Alternative) -> None:
        """Show what was kept."""
        for name in ("text", "cost", "capacity", "risks", "workable_who", "workable_with", "owner"):
            self[name].data = getattr(kept, name)
        for name in ("carried", "served", "hurt", "met"):
            self[name].data = list(getattr(kept, name))
        self.term.data = as_day(kept.term)

    def alternative(self) -> Alternative:
        """Give what was typed."""
        return Alternative(
            text=text_of(self.text),
            carried=ticked(self.carried),
            served=ticked(self.served),
            hurt=ticked(self.hurt),
            met=ticked(self.met),
            cost=self.cost.data,
            capacity=text_of(self.capacity),
            term=iso(self.term.data),
            risks=text_of(self.risks),
            workable_who=text_of(self.workable_who),
            workable_with=text_of(self.workable_with),
            owner=text_of(self.owner),
        )


class ChoiceForm(SectionForm):
    """Which alternative it becomes."""

    number = RadioField(lazy_gettext("Which alternative is chosen?"), choices=[], default="")
    reason = long_text(lazy_gettext("Why this one"))

    def offer(self, alternatives: Sequence[Alternative]) -> None:
        """Say which alternatives there are."""
        numbered = [(str(at), it.text) for at, it in enumerate(alternatives, 1)]
        self.number.choices = choices([("", lazy_gettext("Not decided yet")), *numbered])

    def fill(self, kept: Choice) -> None:
        """Show what was kept."""
        self.number.data, self.reason.data = str(kept.number or ""), kept.reason

    def choice(self) -> Choice:
        """Give what was typed."""
        return Choice(int(self.number.data) if self.number.data else None, text_of(self.reason))


class CloseForm(SectionForm):
    """Whose name stands under it."""

    by = short_text(lazy_gettext("Fixed by"), LONGEST["settled_by"], must=True)
