"""How long a test waits for what must come: so long that only what never comes fails, on any machine.

Nothing is proven by it, and a run that passes never waits it out. What has to be quick is measured in benchmarks/.
"""

PATIENCE = 90.0
"""In seconds."""
MILLISECONDS = PATIENCE * 1000
"""The same, as the browser counts."""
SETTING_UP = 5 * PATIENCE
"""For a process that installs packages, or goes through every page."""
