"""Where a person is named: names as people in the Netherlands have them, told from words by what stands around.

A list can't tell "Roos" from a rose. A name that is no word counts wherever it stands, in small letters
too; one that is also a word needs a capital, or words beside it as they stand beside people.
"""

from typing import Final

from facilitator.domain.flags.names import around
from facilitator.domain.flags.names.lists import ALSO_A_WORD, SURE, first_names, last_names, nobodies
from facilitator.domain.flags.names.things import is_institution, is_place, may_be_somebody
from facilitator.domain.flags.names.words import Word, words_of

LONGEST: Final = 40
"""Words looked at beyond one, so that no text takes more than its length."""


def names(text: str) -> list[tuple[int, int]]:
    """Where in a text somebody seems to be named: spans of code points, end exclusive, in order."""
    return Reading(words_of(text)).spans()


class Reading:
    """One text, word by word."""

    def __init__(self, words: list[Word]) -> None:
        self._words = words
        self._first = first_names()
        self._last = last_names()
        self._nobody = nobodies()

    def spans(self) -> list[tuple[int, int]]:
        """Every name, the longest that begins at each place."""
        found: list[tuple[int, int]] = []
        at = 0
        while at < len(self._words):
            begin, end = self._person(at)
            if end > at:
                found.append((self._words[begin].start, self._words[end - 1].end))
            at = max(end, at + 1)
        return found

    def _person(self, at: int) -> tuple[int, int]:
        """Where a name that is met at a word begins and ends; (at, at) when there is none."""
        for rule in (self._titled, self._initials, self._first_name, self._last_name, self._unknown):
            begin, end = rule(at)
            if end > begin and not self._is_thing(begin, end):
                return begin, end
        return at, at

    # The five ways in which somebody is named

    def _titled(self, at: int) -> tuple[int, int]:
        word = self._words[at]
        begin = at + 1
        if word.key not in around.LEADING or not self._follows(begin):
            return at, at
        if word.key == "is" and not self._is(at - 1, "naam", "name"):
            return at, at
        if word.key == "ben" and not self._is(at - 1, "ik") and not self._is(at + 1, "ik"):
            return at, at
        if word.key in around.TITLES and self._is_initial(begin):
            return at, self._initials(begin, titled=True)[1]
        main = self._past_particles(begin)
        if not self._follows(main) or not self._will_do(word, main, particles=main > begin):
            return at, at
        return at if word.key in around.TITLES else begin, self._extended(main + 1)

    def _will_do(self, title: Word, main: int, *, particles: bool) -> bool:
        """Whether what follows a title or a role is a name."""
        word = self._words[main]
        if len(word.text) < 2 or (word.key in self._nobody and not (particles and word.key in self._last)):
            return False
        certain = self._sure_first(word) == SURE or self._sure_last(word) == SURE
        known = word.key in self._first or self._sure_last(word) is not None
        if title.key in around.TITLES:
            known = certain or self._sure_first(word) == ALSO_A_WORD or (particles and word.key in self._last)
            return known or (word.capital and not is_place(word))
        if title.key in around.NEAR and not particles:
            return word.capital or certain or self._sure_first(word) == ALSO_A_WORD
        if title.key in around.NAMING and title.key not in ("is", "ben"):
            return word.capital or certain
        return word.capital and known and not (particles and self._words[main - 1].text.islower() and not certain)

    def _initials(self, at: int, *, titled: bool = False) -> tuple[int, int]:
        main = at
        while self._is_initial(main) and (main == at or self._words[main].gap.strip() in (".", "")):
            main += 1
        count = main - at
        if count == 0 or main >= len(self._words) or self._words[main].gap.strip() not in (".", ""):
            return at, at
        if "." not in self._words[main].gap and not titled:
            return at, at
        name = self._past_particles(main)
        if not self._follows(name) and name != main:
            return at, at
        word = self._words[name]
        if not word.capital or (word.key in self._nobody and name == main):
            return at, at
        known = word.key in self._last or name > main or titled
        if known and (count > 1 or self._words[at].text not in around.DIRECTIONS or word.key in self._last):
            return at, self._extended(name + 1)
        return at, at

    def _first_name(self, at: int) -> tuple[int, int]:
        word = self._words[at]
        sure = self._sure_first(word)
        if sure is None or self._is_the(at) or (sure != SURE and self._is_paired_with_a_thing(at)):
            return at, at
        end = self._extended(at + 1)
        whole = end > at + 1
        if sure == SURE or (word.capital and sure == ALSO_A_WORD):
            return at, end
        if sure == ALSO_A_WORD:
            alike = whole or self._is(at - 1, "aan", "bij", "met", "van", "door", "tegen", "zonder", "vraag", "laat")
            return at, end if alike else at
        return at, end if word.capital and (self._has_last(at, end) or self._stands_as_person(at)) else at

    def _stands_as_person(self, at: int) -> bool:
        """Whether a capital that may be a word stands where people stand."""
        word = self._words[at]
        if self._follows(at + 1) and self._words[at + 1].key in around.DOING:
            return True
        if self._is(at + 1, "en", "and") and at + 2 < len(self._words) and self._words[at + 2].capital:
            return self._sure_first(self._words[at + 2]) in (SURE, ALSO_A_WORD)
        if word.opens or at == 0:
            return False
        before = self._words[at - 1]
        return before.key in around.BEFORE_PERSON and (before.opens or before.text.islower())

    def _is_the(self, at: int) -> bool:
        """Whether it is "the" what is also no person: "de Hema"."""
        return self._words[at].key in self._nobody and self._is(at - 1, "de", "het", "the")

    def _is_paired_with_a_thing(self, at: int) -> bool:
        """Whether "Iris en tulp" opens a sentence."""
        if not self._words[at].opens or not self._is(at + 1, "en", "of", "noch") or not self._follows(at + 2):
            return False
        other = self._words[at + 2]
        return other.text.islower() and other.key not in around.ALSO_SOMEBODY and self._sure_first(other) is None

    def _last_name(self, at: int) -> tuple[int, int]:
        word = self._words[at]
        if word.key in around.OPENING and word.capital:
            main = self._past_particles(at)
            if main > at and self._follows(main) and self._opens_last(at, main):
                return at, self._extended(main + 1)
        sure = self._sure_last(word)
        if word.capital and (sure == SURE or (sure is not None and self._stands_alone(at))):
            return at, self._extended(at + 1)
        return at, at

    def _stands_alone(self, at: int) -> bool:
        """Whether a last name that is also a word or a place is somebody without more of it."""
        word = self._words[at]
        return not word.opens and word.key not in self._nobody and self._stands_as_person(at)

    def _opens_last(self, at: int, main: int) -> bool:
        """Whether "Van der Meulen" or "De Wit" is somebody, where it stands."""
        word = self._words[main]
        if not word.capital or self._sure_last(word) is None or word.key in self._nobody:
            return False
        return not self._words[at].opens or self._sure_last(word) == SURE or main - at > 1

    def _unknown(self, at: int) -> tuple[int, int]:
        """A capital that is on no list, where only people stand, or in letters that no word here has."""
        word = self._words[at]
        if not word.capital or len(word.text) < 3 or not may_be_somebody(word) or is_institution(word):
            return at, at
        if around.FOREIGN.search(word.text):
            return at, self._extended(at + 1)
        end = at + 1
        while self._follows(end) and self._words[end].capital and may_be_somebody(self._words[end]):
            end += 1
        does = self._follows(end) and self._words[end].key in around.DOING
        if word.opens:
            return at, end if does and end > at + 1 else at
        before = self._words[at - 1]
        if not self._follows(at) or before.key in around.BEFORE_PLACE or not (before.opens or before.text.islower()):
            return at, at
        of_somebody = before.key in ("van", "bij") and (end > at + 1 or self._is(at - 2, *around.KIN))
        called = before.key in ("haar", "hem", "mij", "me") and self._is(at - 2, *around.CALLING)
        return at, end if does or of_somebody or called or before.key in around.ONLY_PERSON else at

    # What belongs to a name

    def _extended(self, at: int) -> int:
        """Where a name ends that goes on with further first names, particles and a last name."""
        for _ in range(LONGEST):
            main = self._past_particles(at)
            if not self._follows(main) or not self._goes_on(at, main):
                return at
            at = main + 1
        return at

    def _goes_on(self, at: int, main: int) -> bool:
        word = self._words[main]
        if main > at and word.capital and word.key in self._last:
            return True
        if word.key in self._nobody or (word.key in around.THINGS and word.key not in self._last):
            return False
        if main > at:
            return word.capital and self._words[at].key != "van" and not is_place(word)
        sure = (self._sure_first(word), self._sure_last(word))
        return (word.capital and sure != (None, None)) or SURE in sure or (word.capital and len(word.text) > 2)

    def _has_last(self, at: int, end: int) -> bool:
        return any(self._sure_last(word) is not None and word.capital for word in self._words[at + 1 : end])

    def _past_particles(self, at: int) -> int:
        main = at
        while main < len(self._words) and main - at < 3 and self._words[main].key in around.PARTICLES:
            if main > at and not self._follows(main):
                return at
            main += 1
        return main

    def _is_thing(self, begin: int, end: int) -> bool:
        """Whether it is named after somebody: a street, a school, a saint's village."""
        if begin and self._words[begin - 1].key in around.SAINTS and self._words[begin - 1].capital:
            return True
        if any(is_place(word) for word in self._words[begin:end]):
            return True
        if begin and self._follows(begin) and (is_institution(self._words[begin - 1]) or self._has_article(begin, end)):
            return True
        return self._leads_to_thing(end) and not (end - begin > 1 and self._lives_somewhere(end))

    def _has_article(self, begin: int, end: int) -> bool:
        """Whether it is "the" so-and-so: "Het Pieter Baan Centrum", "in de Laurens Coster"."""
        article = self._words[begin - 1]
        if article.key != "het" and not (article.key == "de" and end - begin > 1 and self._words[begin].capital):
            return False
        return article.opens or (begin > 1 and self._follows(begin - 1) and self._words[begin - 2].key in around.AT)

    def _lives_somewhere(self, at: int) -> bool:
        """Whether a whole name goes on with where somebody works or lives: "Mark Visser van Werkplein Noord"."""
        return self._is(at, "van") and self._words[at - 1].key in self._last

    def _leads_to_thing(self, at: int) -> bool:
        """Whether "street" follows, or "and Adams streets", or "van Oranjestraat"."""
        before = self._words[at - 1]
        for word in self._words[at : at + 3]:
            if word.key in around.THINGS and word.gap.strip() in ("", ".") and before.key not in around.PARTICLES:
                return True
            if word.capital and is_place(word):
                return True
            lives_there = {word.key, before.key} <= around.PARTICLES  # "van de Molenstraat" is where, not what
            if lives_there or (not word.capital and word.key not in around.BETWEEN):
                return False
            before = word
        return False

    # Single words

    def _sure_first(self, word: Word) -> int | None:
        return self._sure(word, self._first)

    def _sure_last(self, word: Word) -> int | None:
        sure = self._sure(word, self._last)
        if sure is None and word.capital and len(word.key) > 5 and around.NAME_ENDINGS.search(word.key):
            return SURE
        return sure

    def _sure(self, word: Word, among: dict[str, int]) -> int | None:
        """How sure a name is; of a double one, as sure as its surest part."""
        if word.key in among:
            return among[word.key]
        if "-" not in word.key and "'" not in word.key:
            return None
        parts = word.key.replace("'", "-").split("-")
        if word.capital and parts[0] in ("o", "d", "al", "el"):
            return SURE
        known = [sure for part in parts if (sure := among.get(part)) is not None]
        return min(known) if len(known) == len(parts) else None

    def _is_initial(self, at: int) -> bool:
        return at < len(self._words) and self._words[at].initial

    def _follows(self, at: int) -> bool:
        """Whether there is a word, with nothing but white space or a title's full stop before it."""
        if at >= len(self._words):
            return False
        gap = self._words[at].gap
        return gap.isspace() or (gap.strip() == "." and at > 0 and self._words[at - 1].key in around.TITLES)

    def _is(self, at: int, *keys: str) -> bool:
        return 0 <= at < len(self._words) and self._words[at].key in keys
