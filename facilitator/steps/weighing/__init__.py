"""The weighing: what was heard beside course, own view, budget and planning."""
