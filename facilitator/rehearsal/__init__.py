"""Simulated phones, boards and screens: clients from outside, for rehearsing, the demo and measuring.

They know the protocol and nothing of the server: what works here works for anybody's client.
"""
