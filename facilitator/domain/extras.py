"""What a goal track's questions ask beside the text: way or need, whether one takes part, for or against variants.

All of it may be left open. Source: method.md 63-65.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from facilitator.domain.fields import LONGEST_NAME, Field, line, one_of, optional, read_fields
from facilitator.domain.method import KINDS
from facilitator.domain.refusals import Refusal
from facilitator.languages import N_, Translate

KINDS_OFFERED: Mapping[str, tuple[str, ...]] = {"way": ("way", "need")}
"""By the kind that answers to a question are at first: the kinds that their writer may choose from."""

COOPERATION: dict[str, str] = {
    "yes": N_("yes"),
    "if": N_("yes, if"),
    "no": N_("no"),
}
STANCES: dict[str, str] = {
    "for": N_("for"),
    "against": N_("against"),
}
MOST_VARIANTS = 20


@dataclass(frozen=True, slots=True)
class Extras:
    """What was chosen beside a text; `variants` as (key, stance)."""

    kind: str | None = None
    cooperation: str | None = None
    variants: tuple[tuple[str, str], ...] = ()

    def as_stored(self) -> list[dict[str, str]]:
        """The variants as their column holds them."""
        return [{"variant": key, "stance": stance} for key, stance in self.variants]


NOTHING = Extras()


def read_extras(data: Mapping[str, object]) -> Extras:
    """What was chosen beside a text; on most tracks nothing. Raises: Refusal("bad_request")"""
    chosen: dict[str, Any] = read_fields(EXTRAS, data)
    return Extras(**chosen) if chosen else NOTHING


def _variants(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or len(value) > MOST_VARIANTS:
        raise Refusal("bad_request")
    return tuple(_variant(it) for it in value)


def _variant(value: object) -> tuple[str, str]:
    if not isinstance(value, dict) or value.keys() != {"variant", "stance"}:
        raise Refusal("bad_request")
    return line(LONGEST_NAME)(value["variant"]), one_of(*STANCES)(value["stance"])


EXTRAS: Mapping[str, Field] = {
    "kind": optional(one_of(*KINDS)),
    "cooperation": optional(one_of(*COOPERATION)),
    "variants": optional(_variants),
}
"""The fields of a message that say what was chosen."""


def variants_of(settled: Mapping[str, Any]) -> dict[str, str]:
    """The variants that a goal track settled on, as key → name."""
    listed = settled.get("variants")
    found = [it for it in listed if isinstance(it, dict)] if isinstance(listed, list) else []
    return {str(it["key"]): str(it.get("name", "")) for it in found if it.get("key")}


def check(chosen: Extras, kind: str, variants: Iterable[str]) -> None:
    """Whether a question whose answers are of `kind` offers what was chosen. Raises: Refusal("bad_request")"""
    if chosen == NOTHING:
        return
    if chosen.kind is not None and chosen.kind not in KINDS_OFFERED.get(kind, ()):
        raise Refusal("bad_request")
    if chosen.cooperation is not None and (kind != "cooperation" or chosen.cooperation not in COOPERATION):
        raise Refusal("bad_request")
    if not {stance for _, stance in chosen.variants} <= STANCES.keys():
        raise Refusal("bad_request")
    keys = [key for key, _ in chosen.variants]
    if keys and (kind != "variant" or len(set(keys)) < len(keys) or not set(keys) <= set(variants)):
        raise Refusal("bad_request")


def is_asked(kind: str, variants: Mapping[str, str]) -> bool:
    """Whether a question makes sense: that about variants only where there are any."""
    return kind != "variant" or bool(variants)


def offered(kind: str, variants: Mapping[str, str], gettext: Translate) -> dict[str, Any]:
    """What a question offers beside the text, by the field of a submission that takes it; {} where nothing."""
    if kind in KINDS_OFFERED:
        return {"kind": [{"key": it, "label": gettext(KINDS[it])} for it in KINDS_OFFERED[kind]]}
    if kind == "cooperation":
        return {"cooperation": _labelled(COOPERATION, gettext)}
    if kind == "variant" and variants:
        named = [{"key": key, "label": name} for key, name in variants.items()]
        return {"variants": named, "stances": _labelled(STANCES, gettext)}
    return {}


def _labelled(words: Mapping[str, str], gettext: Translate) -> list[dict[str, str]]:
    return [{"key": key, "label": gettext(label)} for key, label in words.items()]
