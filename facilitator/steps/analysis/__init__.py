"""The analysis: the map under way, its history, and the versions in which it is fixed."""
