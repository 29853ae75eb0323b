"""What a goal track's questions ask beside the text."""

import pytest

from facilitator.catalogues import translator
from facilitator.domain.extras import NOTHING, Extras, check, is_asked, offered, variants_of
from facilitator.domain.refusals import Refusal

DUTCH = translator("nl")
VARIANTS = {"A": "vast punt", "B": "bus"}


def test_what_is_settled_names_the_variants() -> None:
    settled = {"variants": [{"key": "A", "name": "vast punt"}, {"key": "B", "name": "bus"}]}
    assert variants_of(settled) == VARIANTS


@pytest.mark.parametrize("settled", [{}, {"variants": None}, {"variants": "A"}, {"variants": ["A", {"name": "bus"}]}])
def test_where_none_are_settled_there_are_none(settled: dict[str, object]) -> None:
    assert variants_of(settled) == {}


@pytest.mark.parametrize(
    ("extras", "kind"),
    [
        (NOTHING, "development"),
        (Extras(kind="need"), "way"),
        (Extras(cooperation="if"), "cooperation"),
        (Extras(variants=(("A", "for"), ("B", "against"))), "variant"),
    ],
)
def test_a_question_takes_what_it_offers(extras: Extras, kind: str) -> None:
    check(extras, kind, VARIANTS)


@pytest.mark.parametrize(
    ("extras", "kind"),
    [
        (Extras(kind="need"), "development"),
        (Extras(kind="interest"), "way"),
        (Extras(cooperation="if"), "way"),
        (Extras(variants=(("A", "for"),)), "cooperation"),
        (Extras(variants=(("C", "for"),)), "variant"),
        (Extras(variants=(("A", "for"), ("A", "against"))), "variant"),
    ],
)
def test_a_question_takes_nothing_that_it_does_not_offer(extras: Extras, kind: str) -> None:
    with pytest.raises(Refusal, match="bad_request"):
        check(extras, kind, VARIANTS)


def test_each_question_says_what_it_offers() -> None:
    assert offered("way", {}, DUTCH) == {"kind": [{"key": "way", "label": "wijze"}, {"key": "need", "label": "nodig"}]}
    assert [it["label"] for it in offered("cooperation", {}, DUTCH)["cooperation"]] == ["ja", "ja, mits", "nee"]
    assert offered("variant", VARIANTS, translator("en"))["variants"][1] == {"key": "B", "label": "bus"}
    assert offered("development", {}, DUTCH) == {}


def test_without_variants_nothing_is_asked_about_them() -> None:
    assert offered("variant", {}, DUTCH) == {}
    assert not is_asked("variant", {})
    assert is_asked("variant", VARIANTS)
    assert is_asked("way", {})
