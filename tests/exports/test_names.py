"""What an export is called."""

from datetime import date

import pytest

from facilitator.exports.names import filename

DAY = date(2026, 4, 2)


def test_a_name_tells_map_theme_version_and_day() -> None:
    name = filename(track="process", theme="Schulden en armoede", version=3, day=DAY, extension="csv")
    assert name == "procesmap_schulden-en-armoede_v3_2026-04-02.csv"


def test_a_map_that_is_not_frozen_has_no_version() -> None:
    name = filename(track="goal", theme="Geldpunt", version=None, day=DAY, extension="xlsx")
    assert name == "doelmap_geldpunt_2026-04-02.xlsx"


@pytest.mark.parametrize(
    ("theme", "slug"),
    [
        ("Zoë & café: één/twee", "_zoe-cafe-een-twee"),
        ("../../etc/passwd", "_etc-passwd"),
        ('a"b\r\nc;d', "_a-b-c-d"),
        ("债务", ""),
        ("", ""),
        ("x" * 200, "_" + "x" * 60),
    ],
)
def test_a_theme_never_harms_the_name(theme: str, slug: str) -> None:
    name = filename(track="process", theme=theme, version=None, day=DAY, extension="json")
    assert name == f"procesmap{slug}_2026-04-02.json"
