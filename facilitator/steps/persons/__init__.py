"""The key persons: who is asked, from which environment, and who came."""
