"""The kinds of network that key persons come from, and what they bring, in the method's own words.

Source: the slide deck "De nieuwe ambtenaar in de praktijk"; the deck names target groups without a definition, and
the English is ours.
"""

from typing import Final

RHIZOME: Final = "rhizome"
PUBLIC_GROUP: Final = "public_group"

NETWORK_TYPES: Final[dict[str, dict[str, str]]] = {
    "key_persons": {"nl": "sleutelpersoon", "en": "key person"},
    "adaptive_group": {"nl": "adaptieve groep", "en": "adaptive group"},
    "target_group": {"nl": "doelgroep", "en": "target group"},
    RHIZOME: {"nl": "rizoomnetwerk", "en": "rhizome network"},
    PUBLIC_GROUP: {"nl": "publieksgroep", "en": "public group"},
}

DEFINITIONS: Final[dict[str, dict[str, str]]] = {
    "key_persons": {
        "nl": "Heeft “kennis en kunde” van het vraagstuk.",
        "en": "Has knowledge and skill of the issue.",
    },
    "adaptive_group": {
        "nl": "Nieuwe ideeën en oplossingsrichtingen vanuit informele, open netwerkverbanden.",
        "en": "New ideas and solution directions from informal, open networks.",
    },
    "target_group": {
        "nl": "De mensen of organisaties om wie het vraagstuk gaat.",
        "en": "The people or organisations whom the issue is about.",
    },
    RHIZOME: {
        "nl": "Gesloten, “ondergrondse” verbanden die invloed kunnen hebben op de aanpak en de resultaten van lokale"
        " maatschappelijke vraagstukken.",
        "en": "Closed, “underground” ties that can influence how local issues are handled, and what comes of it.",
    },
    PUBLIC_GROUP: {
        "nl": "Personen of groepen van wier oordeel en medewerking we afhankelijk zijn bij een goede uitvoering van de"
        " gevonden oplossingsrichting(en).",
        "en": "Persons or groups on whose judgement and cooperation we depend to carry out the solution directions"
        " that were found.",
    },
}

STAKES: Final[dict[str, dict[str, str]]] = {
    "experience": {"nl": "ervaring", "en": "experience"},
    "insight": {"nl": "inzicht", "en": "insight"},
    "interest": {"nl": "belang", "en": "interest"},
}
