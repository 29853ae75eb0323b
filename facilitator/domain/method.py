"""The method's fixed words: tracks, their five questions, environments, kinds and rules.

Source: the slide deck "De nieuwe ambtenaar in de praktijk". Its own words are the Dutch ones, in `method.po`;
the English is ours.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

from facilitator.domain.refusals import Refusal
from facilitator.languages import N_, Translate

TrackKind = Literal["process", "goal"]
Source = Literal["phone", "paper", "interview", "spoken"]

TRACKS: tuple[TrackKind, ...] = get_args(TrackKind)
WORK_FORMS: Final = ("programme", "commission", "line_process", "project")
"""In which an organisation holds an assignment."""
SPOKEN_SOURCES: tuple[Source, ...] = ("paper", "interview", "spoken")

ORGANISATION = N_("municipality")
FEWEST_PEOPLE_SHOWN = 3  # an environment with fewer people present is never shown
FEWEST_PUBLISHED = 5  # nor one with fewer than this on a page that anybody may read, and filter
ROOM_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#5B5B5B")  # Okabe and Ito


@dataclass(frozen=True)
class QuestionText:
    """One of the five questions, its kind being what an answer to it is taken to be at first."""

    number: int
    kind: str
    title: str
    text: str

    @property
    def color(self) -> str:
        """Its colour on board, screen and map: #RRGGBB."""
        return ROOM_COLORS[self.number - 1]


QUESTIONS: dict[TrackKind, tuple[QuestionText, ...]] = {
    "process": (
        QuestionText(
            1,
            "development",
            N_("Developments"),
            N_("Which developments do you think are coming at us in the coming years in the field of {theme}?"),
        ),
        QuestionText(
            2,
            "symptom",
            N_("Symptoms and pitfalls"),
            N_("What are the symptoms and/or pitfalls in this?"),
        ),
        QuestionText(
            3,
            "solution_direction",
            N_("Solution directions"),
            N_("How could we as a {organisation} go about solving that?"),
        ),
        QuestionText(
            4,
            "expectation",
            N_("What we may expect of each other"),
            N_("Suppose we carry out your solution direction; what can and may the {organisation} then expect of you?"),
        ),
        QuestionText(
            5,
            "ambition",
            N_("Ambitions"),
            N_(
                "Suppose you are the executive in charge; what should the {organisation}'s ambitions in this field be"
                " for the coming years?"
            ),
        ),
    ),
    "goal": (
        QuestionText(
            1,
            "way",
            N_("Way and what is needed"),
            N_(
                "In which way(s) could we realise our solutions (goals) within the set term? And what is needed for it?"
            ),
        ),
        QuestionText(
            2,
            "cooperation",
            N_("Cooperation"),
            N_("Are you able to cooperate in the realisation in a certain way?"),
        ),
        QuestionText(
            3,
            "variant",
            N_("Variants"),
            N_("If there are variants, which do you support, and why?"),
        ),
        QuestionText(
            4,
            "interest",
            N_("Interests"),
            N_("Which interests must we in any case take into account in reaching the objective?"),
        ),
        QuestionText(
            5,
            "satisfaction",
            N_("When satisfied"),
            N_("When would you be satisfied?"),
        ),
    ),
}

WITH_VARIANTS: Final = N_("Which variant do you support, and why?")
"""The third question of a goal track where its variants were named."""

SOURCE_TEXTS: dict[TrackKind, tuple[str, ...]] = {
    "process": (
        "WELKE ONTWIKKELINGEN KOMEN ER DE KOMENDE JAREN OP HET GEBIED VAN ..... VOLGENS U OP ONS AF?",
        "WAT ZIJN HIERBIJ DE SYMPTOMEN EN OF VALKUILEN?",
        "HOE ZOUDEN WE DAT ALS GEMEENTE KUNNEN GAAN OPLOSSEN?",
        "STEL WE GAAN UW OPLOSSINGSRICHTING UITVOEREN; WAT KAN EN MAG DE GEMEENTE DAN VAN U VERWACHTEN?",
        "STEL U BENT BESTUURDER; WAT ZOUDEN DE AMBITIES OP DIT GEBIED VOOR DE GEMEENTE VOOR DE KOMENDE JAREN MOETEN"
        " ZIJN?",
    ),
    "goal": (
        "OP WELKE WIJZE(N) ZOUDEN WE ONZE OPLOSSINGEN (DOELEN) BINNEN DE GESTELDE TERMIJN KUNNEN REALISEREN?"
        " EN WAT IS HIERVOOR NODIG?",
        "BENT U IN STAAT OM OP EEN BEPAALDE MANIER AAN DE REALISATIE MEE TE WERKEN?",
        "INDIEN ER VARIANTEN ZIJN; WELKE ONDERSTEUNT U DAN, EN WAAROM?",
        "MET WELKE BELANGEN DIENEN WE IN IEDER REKENING TE HOUDEN BIJ HET BEREIKEN VAN DE DOELSTELLING?",
        "WANNEER ZOU U TEVREDEN ZIJN?",
    ),
}
"""The questions as the deck has them, letter for letter ("in ieder" included)."""

ENVIRONMENTS: dict[TrackKind, tuple[str, ...]] = {
    "process": ("policy", "regulation", "enforcement", "execution"),
    "goal": ("execution", "regulation", "enforcement", "target_group"),
}
ENVIRONMENT_LABELS: dict[str, str] = {
    "policy": N_("policy"),
    "regulation": N_("regulation"),
    "enforcement": N_("enforcement"),
    "execution": N_("execution"),
    "target_group": N_("target group"),
}

KINDS: dict[str, str] = {
    "development": N_("development"),
    "symptom": N_("symptom or pitfall"),
    "pitfall": N_("pitfall"),
    "cause": N_("cause"),
    "solution_direction": N_("solution direction"),
    "expectation": N_("expectation"),
    "ambition": N_("ambition"),
    "way": N_("way"),
    "need": N_("need"),
    "cooperation": N_("cooperation"),
    "variant": N_("variant"),
    "interest": N_("interest"),
    "satisfaction": N_("satisfied when"),
}

KINDS_OF: dict[TrackKind, tuple[str, ...]] = {
    "process": ("development", "symptom", "pitfall", "cause", "solution_direction", "expectation", "ambition"),
    "goal": ("way", "need", "cooperation", "variant", "interest", "satisfaction"),
}
"""What a one-liner on a track can be said to be."""

RULES: tuple[str, ...] = (
    N_("One thought at a time, in one sentence."),
    N_("In your own words: we take it down literally."),
    N_("Anonymous: nobody sees who writes what."),
    N_("No debate: every one-liner counts."),
)


def fewest_shown(*, published: bool) -> int:
    """From how many people of an environment on it may be told; more where anybody may read it and filter."""
    return FEWEST_PUBLISHED if published else FEWEST_PEOPLE_SHOWN


def check_environment(track: TrackKind, said: object) -> str | None:
    """Give an environment of a track, or None: not said. Raises: Refusal("bad_request")"""
    if said is None:
        return None
    if said not in ENVIRONMENTS[track]:
        raise Refusal("bad_request")
    return str(said)


def questions_for(
    track: TrackKind, gettext: Translate, *, theme: str, organisation: str | None = None, has_variants: bool = False
) -> list[tuple[QuestionText, str, str]]:
    """The five questions with their title and full text in the language of `gettext`, the theme filled in.

    `has_variants`: those that are asked about are known, so that nobody has to wonder whether there are any.
    """
    words = {"theme": theme, "organisation": organisation or gettext(ORGANISATION)}
    texts = {it.kind: it.text for it in QUESTIONS[track]} | ({"variant": WITH_VARIANTS} if has_variants else {})
    return [(it, gettext(it.title), _filled(gettext(texts[it.kind]), words)) for it in QUESTIONS[track]]


def variant_text(gettext: Translate, *, has_variants: bool) -> str:
    """How a goal's third question is put, with and without variants that were named."""
    asked = questions_for("goal", gettext, theme="", has_variants=has_variants)
    return next(text for it, _, text in asked if it.kind == "variant")


def _filled(template: str, words: dict[str, str]) -> str:
    """Only our own two marks are replaced: a theme may hold braces of its own."""
    parts = template.split("{theme}")
    return words["theme"].join(part.replace("{organisation}", words["organisation"]) for part in parts)


def environments_for(track: TrackKind, gettext: Translate) -> list[dict[str, str]]:
    """The environments a person may look from, as `{"key", "label"}`."""
    return [{"key": key, "label": gettext(ENVIRONMENT_LABELS[key])} for key in ENVIRONMENTS[track]]
