"""Which words with a capital are no person: places, institutions, brands, and words of every day."""

from facilitator.domain.flags.names import around
from facilitator.domain.flags.names.lists import first_names, is_ordinary, last_names, nobodies
from facilitator.domain.flags.names.words import Word


def is_place(word: Word) -> bool:
    """Tell whether it ends like a street, a school or a village."""
    return word.key not in last_names() and around.PLACE_ENDINGS.search(word.key) is not None and len(word.key) > 6


def is_institution(word: Word) -> bool:
    """Tell whether it is what has a name of its own, as "Buurthuis" has in "Buurthuis De Brink"."""
    if word.key == "thuis" or word.key in last_names():
        return False
    return word.key in around.WITH_A_NAME or (len(word.key) > 4 and around.INSTITUTIONS.search(word.key) is not None)


def may_be_somebody(word: Word) -> bool:
    """Tell whether a word that is on no list of names can be one."""
    is_known = word.key in first_names() or word.key in last_names()
    return not (is_known or _is_nobody(word) or is_place(word) or is_ordinary(word.key))


def _is_nobody(word: Word) -> bool:
    parts = (word.key, *word.key.split("-"))
    return not nobodies().isdisjoint(parts) or around.BRAND.search(word.text) is not None
