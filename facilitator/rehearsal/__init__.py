"""Simulated phones, boards and screens: clients from outside, for rehearsing, the demo and measuring.

Only the standard library, and none of the server: what works here works for anybody's client.
"""
