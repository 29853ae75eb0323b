"""The suspicion from which a process begins, the goal that was settled, and the five questions."""
