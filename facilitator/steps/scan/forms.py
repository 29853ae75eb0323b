"""The six sliders of the organisation scan."""

from flask_babel import lazy_gettext
from wtforms import Form
from wtforms.widgets import RangeInput

from facilitator.steps.scan.rules import AXES, HIGHEST, LOWEST, MIDDLE
from facilitator.steps.scan.words import POLES
from facilitator.web.forms.fields import whole_number

BETWEEN = lazy_gettext("Put the slider somewhere between the two.")


class ScanForm(Form):
    """One slider an axis, from the one pole to the other."""


for axis in AXES:
    left, right = POLES[axis]
    slider = whole_number(left, LOWEST, HIGHEST, said=BETWEEN, widget=RangeInput(), description=right, default=MIDDLE)
    setattr(ScanForm, axis, slider)


def values_of(form: ScanForm) -> dict[str, int]:
    """Give what was filled in, by axis."""
    return {axis: form[axis].data for axis in AXES}
