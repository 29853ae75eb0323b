"""The form of a reflection."""

from typing import Final

from flask_babel import lazy_gettext

from facilitator.steps.reflection.rules import LONGEST, REFLECTION
from facilitator.web.forms import text_of
from facilitator.web.forms.fields import EtagForm, short_text

REFLECTION_LABELS: Final = {
    "networks": lazy_gettext("Which network did I really reach, and which one not?"),
    "letting_go": lazy_gettext("Where did I let go and ask a question, where I used to give the answer?"),
    "content_and_realisation": lazy_gettext("Where did I keep content and realisation apart, and where not?"),
    "uncertainty": lazy_gettext("What did I do with what we did not know?"),
    "next_time": lazy_gettext("What do I do differently next time?"),
}


class ReflectionForm(EtagForm):
    """Five lines for oneself."""

    def fill(self, kept: dict[str, str]) -> None:
        """Show what was kept."""
        for key in REFLECTION:
            self[key].data = kept[key]

    def wanted(self) -> dict[str, str]:
        """Give what was typed."""
        return {key: text_of(self[key]) for key in REFLECTION}


for _key, _label in REFLECTION_LABELS.items():
    setattr(ReflectionForm, _key, short_text(_label, LONGEST))
