"""Words that lie ready for a facilitator to send: probes, and reasons not to show something."""

from facilitator.languages import N_

PROBES = (
    N_("What causes that?"),
    N_("Can you give an example?"),
    N_("What exactly do you mean by that?"),
    N_("For whom is this so, above all?"),
    N_("What happens if we do nothing?"),
    N_("Who owns this?"),
)
"""Ready probes. They go to phones, so in the consultation's language."""

OWN_WORDS = N_("Would you say it in your own words?")
"""The probe for a remark that only agrees with another."""

REASONS = (
    N_("personal insult"),
    N_("tells who it is about"),
    N_("no content"),
    N_("does not belong to this question"),
)
"""Ready reasons for not showing a one-liner. Its author reads them, so in the consultation's language."""
