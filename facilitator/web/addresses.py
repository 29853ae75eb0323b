"""How addresses and codes are written for people."""


def spaced(code: str) -> str:
    """Write a code as it is read aloud: BCD FGH."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def without_scheme(address: str) -> str:
    """Write an address as people type it."""
    return address.partition("://")[2] or address
