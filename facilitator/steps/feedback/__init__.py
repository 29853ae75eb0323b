"""The feedback: what those who took part are told came of it."""
