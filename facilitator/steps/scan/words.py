"""The poles of the organisation scan, in words."""

from typing import Final

from flask_babel import lazy_gettext as _

POLES: Final = {
    "content": (_("Content: knowledge and skill"), _("Process")),
    "power": (_("Power and authority"), _("Co-creation and together")),
    "answers": (_("Giving answers"), _("Letting go: asking questions")),
    "culture": (_("Culture: enforcing"), _("Culture: inviting")),
    "view": (_("An eye for the linear"), _("An eye for the non-linear")),
    "costs": (_("Perspective of time and money"), _("Perspective of costs and values")),
}
"""Axis → its left and its right pole; neither is the right one."""
