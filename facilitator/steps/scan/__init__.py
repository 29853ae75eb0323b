"""The organisation scan: six axes, filled in on phones or together."""
