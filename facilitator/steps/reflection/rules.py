"""The five lines of a reflection."""

from typing import Final

REFLECTION: Final = ("networks", "letting_go", "content_and_realisation", "uncertainty", "next_time")
"""Five lines that a civil servant writes for himself at the end."""
LONGEST: Final = 280
"""Characters of each."""
