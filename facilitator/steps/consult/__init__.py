"""Consulting: the groups, questionnaires and interviews of a track. How a room runs is the kernel's."""
