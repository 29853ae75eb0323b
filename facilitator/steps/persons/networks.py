"""The kinds of network that key persons come from, and what they bring, in the method's own words.

Source: the slide deck "De nieuwe ambtenaar in de praktijk"; the deck names target groups without a definition, and
the English is ours.
"""

from typing import Final

from facilitator.languages import N_

RHIZOME: Final = "rhizome"
PUBLIC_GROUP: Final = "public_group"

NETWORK_TYPES: Final[dict[str, str]] = {
    "key_persons": N_("key person"),
    "adaptive_group": N_("adaptive group"),
    "target_group": N_("target group"),
    RHIZOME: N_("rhizome network"),
    PUBLIC_GROUP: N_("public group"),
}

DEFINITIONS: Final[dict[str, str]] = {
    "key_persons": N_("Has knowledge and skill of the issue."),
    "adaptive_group": N_("New ideas and solution directions from informal, open networks."),
    "target_group": N_("The people or organisations whom the issue is about."),
    RHIZOME: N_("Closed, “underground” ties that can influence how local issues are handled, and what comes of it."),
    PUBLIC_GROUP: N_(
        "Persons or groups on whose judgement and cooperation we depend to carry out the solution directions"
        " that were found."
    ),
}

STAKES: Final[dict[str, str]] = {
    "experience": N_("experience"),
    "insight": N_("insight"),
    "interest": N_("interest"),
}
