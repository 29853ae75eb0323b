"""Measurements of the running server. `.venv/bin/python benchmarks/run.py` does them all."""
