"""The pages where a track begins: what is typed is kept or comes back, and hints never keep anybody from saving."""

import pytest
from flask.testing import FlaskClient

from facilitator.services import assignments, desk
from facilitator.services.application import Application
from facilitator.services.assignments import Made, Wanted
from facilitator.services.desk import DeskTrack
from facilitator.steps.suspicion import service as beginnings
from facilitator.store import Store
from tests.web.conftest import SETTLED, SUSPICION, etag_on, send

HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"


@pytest.fixture
def goal(ada: FlaskClient, store: Store) -> Made:
    return assignments.create(store, "ada", Wanted(track="goal", theme="geldpunt"))


def track_of(store: Store, made: Made) -> DeskTrack:
    found = desk.track(store, "ada", made.track)
    assert found is not None
    return found


def test_a_suspicion_is_written_with_what_is_known(ada: FlaskClient, store: Store, made: Made) -> None:
    address = f"/desk/tracks/{made.track}/suspicion"

    answer = send(
        ada, address, etag=etag_on(ada, address), text="jongeren wachten.", where="in de wijk", where_standing="known"
    )

    assert (answer.status_code, answer.location) == (303, f"{address}?saved=1")
    kept = beginnings.suspicion_of(track_of(store, made))
    assert (kept.text, kept.owners, kept.findings["where"].standing) == ("jongeren wachten.", "", "known")
    assert "Opgeslagen." in ada.get(f"{address}?saved=1").text


def test_words_of_a_solution_get_a_hint_and_are_kept(ada: FlaskClient, store: Store, made: Made) -> None:
    address = f"/desk/tracks/{made.track}/suspicion"
    send(ada, address, etag=etag_on(ada, address), text="er een app moet komen.")

    assert "Dit klinkt als een oplossing. Wat is er aan de hand?" in ada.get(address).text
    assert track_of(store, made).suspicion == "er een app moet komen."


def test_words_of_a_goal_get_a_hint_in_a_process(ada: FlaskClient, made: Made) -> None:
    address = f"/desk/tracks/{made.track}/suspicion"
    assert "hoort bij het doelspoor" not in ada.get(address).text
    send(ada, address, etag=etag_on(ada, address), text=SUSPICION, intention="De doelstelling realiseren.")

    assert "hoort bij het doelspoor" in ada.get(address).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": "   "},
        {"text": "x" * 281},
        {"text": "goed.", "owners": "x" * 201},
        {"text": "goed.", "where": "x" * 1001},
        {"text": "goed.", "where_standing": "zeker"},
        {"text": "goed.", "introduction": "x" * 601},
    ],
)
def test_what_is_wrong_is_told_and_stays_typed(
    ada: FlaskClient, store: Store, made: Made, wrong: dict[str, str]
) -> None:
    address = f"/desk/tracks/{made.track}/suspicion"

    answer = send(ada, address, etag=etag_on(ada, address), **{"solved": "bijna", **wrong})

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert "bijna" in answer.text
    assert track_of(store, made).suspicion == SUSPICION


@pytest.mark.parametrize("seen", ["", "older", "x" * 10_000])
def test_an_older_form_overwrites_nothing(ada: FlaskClient, store: Store, made: Made, seen: str) -> None:
    answer = send(ada, f"/desk/tracks/{made.track}/suspicion", etag=seen, text="uit een ander venster.")

    assert "in een ander venster veranderd" in answer.text
    assert "uit een ander venster." in answer.text
    assert track_of(store, made).suspicion == SUSPICION


def test_hostile_text_is_only_text(ada: FlaskClient, made: Made) -> None:
    address = f"/desk/tracks/{made.track}/suspicion"
    send(ada, address, etag=etag_on(ada, address), text=HOSTILE, owners=HOSTILE, who=HOSTILE, introduction=HOSTILE)

    for page in (address, f"/desk/assignments/{made.assignment}", f"/desk/assignments/{made.assignment}/record"):
        assert "<script>alert" not in ada.get(page).text
    assert "<script>alert" not in ada.get(f"/j/{made.code}?joined=0").text


def test_the_introduction_stands_above_the_rules(
    ada: FlaskClient, client: FlaskClient, made: Made, application: Application
) -> None:
    assert "Daarom vragen we het u." in client.get(f"/j/{made.code}").text
    address = f"/desk/tracks/{made.track}/suspicion"
    send(ada, address, etag=etag_on(ada, address), text=SUSPICION, introduction="Omdat u het weet.")
    application.freshen()

    assert "Omdat u het weet." in client.get(f"/j/{made.code}").text


def test_a_goal_is_settled(ada: FlaskClient, store: Store, goal: Made, application: Application) -> None:
    address = f"/desk/tracks/{goal.track}/settled"

    answer = send(ada, address, etag=etag_on(ada, address), **SETTLED)

    assert answer.status_code == 303
    kept = beginnings.settled_of(track_of(store, goal))
    assert (kept.term, kept.settled_on, [it.key for it in kept.variants]) == ("2027-04-01", "2026-04-02", ["A", "B"])
    assert application.track(goal.track).variants == {"A": "vast punt", "B": "bus"}


def test_a_day_may_be_typed_as_people_do(ada: FlaskClient, store: Store, goal: Made) -> None:
    address = f"/desk/tracks/{goal.track}/settled"
    send(ada, address, etag=etag_on(ada, address), **SETTLED | {"term": "1-4-2027"})

    assert beginnings.settled_of(track_of(store, goal)).term == "2027-04-01"


@pytest.mark.parametrize(
    "wrong",
    [
        *({name: ""} for name in ("issue", "solution", "owner", "term", "settled_by")),
        {"term": "voor de zomer"},
        {"term": "9999-12-31"},
        {"settled_on": "2026-02-30"},
        {"solution": "x" * 281},
        {"number": "x" * 61},
        {"variant_A": ""},
        {"variant_D": "vierde zonder derde"},
        {"variant_B": "x" * 121},
    ],
)
def test_a_goal_that_is_not_settled_well_is_not_kept(
    ada: FlaskClient, store: Store, goal: Made, wrong: dict[str, str]
) -> None:
    before, address = track_of(store, goal).settled, f"/desk/tracks/{goal.track}/settled"

    answer = send(ada, address, etag=etag_on(ada, address), **SETTLED | wrong)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text
    assert track_of(store, goal).settled == before


def test_each_kind_of_track_has_its_own_page(ada: FlaskClient, made: Made, goal: Made) -> None:
    assert ada.get(f"/desk/tracks/{goal.track}/suspicion").status_code == 404
    assert ada.get(f"/desk/tracks/{made.track}/settled").status_code == 404


def test_the_five_starting_questions_are_kept(ada: FlaskClient, store: Store, made: Made) -> None:
    address = f"/desk/assignments/{made.assignment}/start"

    send(ada, address, etag=etag_on(ada, address), intention="Vooruit kunnen.", horizon_point="2030")

    found = desk.assignment(store, "ada", made.assignment)
    assert found is not None
    assert (found.start["intention"], found.start["horizon_point"], found.start["problem"]) == (
        "Vooruit kunnen.",
        "2030",
        "",
    )
    assert "Vooruit kunnen." in ada.get(f"/desk/assignments/{made.assignment}").text


def test_the_intention_is_never_on_the_phones(ada: FlaskClient, client: FlaskClient, made: Made) -> None:
    address = f"/desk/assignments/{made.assignment}/start"
    send(ada, address, etag=etag_on(ada, address), intention="Vooruit kunnen.")

    assert "Vooruit kunnen." not in client.get(f"/j/{made.code}?joined=1").text


def reworded(made: Made) -> dict[str, str]:
    return {
        name: value
        for it in made.questions
        for name, value in ((f"title_{it.number}", it.title), (f"text_{it.number}", f"{it.text} Nu."))
    }


def test_questions_are_reworded(ada: FlaskClient, application: Application, made: Made) -> None:
    address = f"/desk/tracks/{made.track}/questions"

    answer = send(ada, address, etag=etag_on(ada, address), **reworded(made))

    assert answer.status_code == 303
    assert all(it.text.endswith(" Nu.") for it in application.track(made.track).questions.values())
    assert "STEL U BENT BESTUURDER" in ada.get(address).text


@pytest.mark.parametrize("wrong", [{"text_2": ""}, {"title_1": " "}, {"text_5": "x" * 301}, {"title_3": "x" * 61}])
def test_wrong_words_for_a_question_are_told(ada: FlaskClient, made: Made, store: Store, wrong: dict[str, str]) -> None:
    address = f"/desk/tracks/{made.track}/questions"

    answer = send(ada, address, etag=etag_on(ada, address), **reworded(made) | wrong)

    assert 'role="alert"' in answer.text
    found = desk.consultation(store, "ada", made.consultation)
    assert found is not None
    assert [it.text for it in desk.questions(store, found)] == [it.text for it in made.questions]


def test_the_desk_says_why_nothing_can_be_opened(ada: FlaskClient, store: Store, writer: None) -> None:
    wanted = Wanted(track="process", theme="jeugd", self_paced=True, suspicion="")
    consultation = assignments.create(store, "ada", wanted).consultation

    answer = send(
        ada, f"/desk/consultations/{consultation}/questionnaire", page=f"/desk/consultations/{consultation}", open="1"
    )

    assert answer.status_code == 409
    assert "Er is nog geen vermoeden." in answer.text


@pytest.mark.parametrize("page", ["suspicion", "questions", "consult"])
def test_somebody_elses_track_does_not_exist(mallory: FlaskClient, made: Made, page: str) -> None:
    assert mallory.get(f"/desk/tracks/{made.track}/{page}").status_code == 404
    assert mallory.get(f"/desk/tracks/{'0' * 16}/{page}").status_code == 404


def test_a_track_without_a_sign_in_asks_for_one(client: FlaskClient, made: Made) -> None:
    assert client.get(f"/desk/tracks/{made.track}/suspicion").status_code == 302
