"""The method's fixed words: tracks, their five questions, environments, kinds and rules.

Source: the slide deck "De nieuwe ambtenaar in de praktijk"; the English is ours.
"""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Track = Literal["process", "goal"]
Language = Literal["nl", "en"]
Source = Literal["phone", "paper", "interview", "spoken"]

TRACKS: tuple[Track, ...] = get_args(Track)
LANGUAGES: tuple[Language, ...] = get_args(Language)
WORK_FORMS: Final = ("programme", "commission", "line_process", "project")
"""In which an organisation holds an assignment."""
SPOKEN_SOURCES: tuple[Source, ...] = ("paper", "interview", "spoken")

ORGANISATION = {"nl": "gemeente", "en": "municipality"}
FEWEST_PEOPLE_SHOWN = 3  # an environment with fewer people present is never shown
ROOM_COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#5B5B5B")  # Okabe and Ito


@dataclass(frozen=True)
class QuestionText:
    """One of the five questions, its kind being what an answer to it is taken to be at first."""

    number: int
    kind: str
    title: dict[str, str]
    text: dict[str, str]

    @property
    def color(self) -> str:
        return ROOM_COLORS[self.number - 1]


QUESTIONS: dict[Track, tuple[QuestionText, ...]] = {
    "process": (
        QuestionText(
            1,
            "development",
            {"nl": "Ontwikkelingen", "en": "Developments"},
            {
                "nl": "Welke ontwikkelingen komen er de komende jaren op het gebied van {theme} volgens u op ons af?",
                "en": "Which developments do you think are coming at us in the coming years in the field of {theme}?",
            },
        ),
        QuestionText(
            2,
            "symptom",
            {"nl": "Symptomen en valkuilen", "en": "Symptoms and pitfalls"},
            {
                "nl": "Wat zijn hierbij de symptomen en of valkuilen?",
                "en": "What are the symptoms and/or pitfalls in this?",
            },
        ),
        QuestionText(
            3,
            "solution_direction",
            {"nl": "Oplossingsrichtingen", "en": "Solution directions"},
            {
                "nl": "Hoe zouden we dat als {organisation} kunnen gaan oplossen?",
                "en": "How could we as a {organisation} go about solving that?",
            },
        ),
        QuestionText(
            4,
            "expectation",
            {"nl": "Wederzijdse verwachting", "en": "What we may expect of each other"},
            {
                "nl": "Stel we gaan uw oplossingsrichting uitvoeren; wat kan en mag de"
                " {organisation} dan van u verwachten?",
                "en": "Suppose we carry out your solution direction; what can and may the"
                " {organisation} then expect of you?",
            },
        ),
        QuestionText(
            5,
            "ambition",
            {"nl": "Ambities", "en": "Ambitions"},
            {
                "nl": "Stel u bent bestuurder; wat zouden de ambities op dit gebied voor de"
                " {organisation} voor de komende jaren moeten zijn?",
                "en": "Suppose you are the executive in charge; what should the {organisation}'s"
                " ambitions in this field be for the coming years?",
            },
        ),
    ),
    "goal": (
        QuestionText(
            1,
            "way",
            {"nl": "Manier en wat nodig is", "en": "Way and what is needed"},
            {
                "nl": "Op welke wijze(n) zouden we onze oplossingen (doelen) binnen de gestelde"
                " termijn kunnen realiseren? En wat is hiervoor nodig?",
                "en": "In which way(s) could we realise our solutions (goals) within the set term?"
                " And what is needed for it?",
            },
        ),
        QuestionText(
            2,
            "cooperation",
            {"nl": "Meewerken", "en": "Cooperation"},
            {
                "nl": "Bent u in staat om op een bepaalde manier aan de realisatie mee te werken?",
                "en": "Are you able to cooperate in the realisation in a certain way?",
            },
        ),
        QuestionText(
            3,
            "variant",
            {"nl": "Varianten", "en": "Variants"},
            {
                "nl": "Indien er varianten zijn; welke ondersteunt u dan, en waarom?",
                "en": "If there are variants, which do you support, and why?",
            },
        ),
        QuestionText(
            4,
            "interest",
            {"nl": "Belangen", "en": "Interests"},
            {
                "nl": "Met welke belangen dienen we in ieder geval rekening te houden bij het"
                " bereiken van de doelstelling?",
                "en": "Which interests must we in any case take into account in reaching the objective?",
            },
        ),
        QuestionText(
            5,
            "satisfaction",
            {"nl": "Wanneer tevreden", "en": "When satisfied"},
            {
                "nl": "Wanneer zou u tevreden zijn?",
                "en": "When would you be satisfied?",
            },
        ),
    ),
}

SOURCE_TEXTS: dict[Track, tuple[str, ...]] = {
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

ENVIRONMENTS: dict[Track, tuple[str, ...]] = {
    "process": ("policy", "regulation", "enforcement", "execution"),
    "goal": ("execution", "regulation", "enforcement", "target_group"),
}
ENVIRONMENT_LABELS: dict[str, dict[str, str]] = {
    "policy": {"nl": "beleid", "en": "policy"},
    "regulation": {"nl": "regelgeving", "en": "regulation"},
    "enforcement": {"nl": "handhaving", "en": "enforcement"},
    "execution": {"nl": "uitvoering", "en": "execution"},
    "target_group": {"nl": "doelgroep", "en": "target group"},
}

KINDS: dict[str, dict[str, str]] = {
    "development": {"nl": "ontwikkeling", "en": "development"},
    "symptom": {"nl": "symptoom of valkuil", "en": "symptom or pitfall"},
    "pitfall": {"nl": "valkuil", "en": "pitfall"},
    "cause": {"nl": "oorzaak", "en": "cause"},
    "solution_direction": {"nl": "oplossingsrichting", "en": "solution direction"},
    "expectation": {"nl": "verwachting", "en": "expectation"},
    "ambition": {"nl": "ambitie", "en": "ambition"},
    "way": {"nl": "wijze", "en": "way"},
    "need": {"nl": "nodig", "en": "need"},
    "cooperation": {"nl": "medewerking", "en": "cooperation"},
    "variant": {"nl": "variant", "en": "variant"},
    "interest": {"nl": "belang", "en": "interest"},
    "satisfaction": {"nl": "tevreden", "en": "satisfied when"},
}

KINDS_OF: dict[Track, tuple[str, ...]] = {
    "process": ("development", "symptom", "pitfall", "cause", "solution_direction", "expectation", "ambition"),
    "goal": ("way", "need", "cooperation", "variant", "interest", "satisfaction"),
}
"""What a one-liner on a track can be said to be."""

RULES: dict[str, tuple[str, ...]] = {
    "nl": (
        "Eén gedachte per keer, in één zin.",
        "In uw eigen woorden: we nemen het letterlijk over.",
        "Anoniem: niemand ziet wie wat schrijft.",
        "Geen discussie: elke uitspraak telt.",
    ),
    "en": (
        "One thought at a time, in one sentence.",
        "In your own words: we take it down literally.",
        "Anonymous: nobody sees who writes what.",
        "No debate: every one-liner counts.",
    ),
}


def questions_for(
    track: Track, *, language: str, theme: str, organisation: str | None = None
) -> list[tuple[QuestionText, str, str]]:
    """The five questions with their title and full text in `language`, the theme filled in."""
    words = {"theme": theme, "organisation": organisation or ORGANISATION[language]}
    return [
        (question, question.title[language], _filled(question.text[language], words)) for question in QUESTIONS[track]
    ]


def _filled(template: str, words: dict[str, str]) -> str:
    """Only our own two marks are replaced: a theme may hold braces of its own."""
    parts = template.split("{theme}")
    return words["theme"].join(part.replace("{organisation}", words["organisation"]) for part in parts)


def environments_for(track: Track, language: str) -> list[dict[str, str]]:
    """The environments a person may look from, as `{"key", "label"}`."""
    return [{"key": key, "label": ENVIRONMENT_LABELS[key][language]} for key in ENVIRONMENTS[track]]
