"""Rows in, bytes out: no database, no clock; the caller brings the order's randomness."""
