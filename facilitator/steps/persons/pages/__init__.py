"""The pages of key persons: a seat each, lists, rounds, and the own network."""
