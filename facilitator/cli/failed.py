"""How a command says that it can't be done."""


class Failed(Exception):
    """A command can't be done; the message says why in one line."""
