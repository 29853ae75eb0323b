"""Interviews: the five questions one on one, written down by who asks."""
