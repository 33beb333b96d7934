"""Unified social credit codes (GB 32100): the check character; pure."""

from operator import mul

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALUES = {sign: value for value, sign in enumerate(SIGNS)}
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LENGTH = 18


def is_credit_code(code: str) -> bool:
    """Whether the code has eighteen of the signs and the right check character."""
    try:
        values = [VALUES[sign] for sign in code]
    except KeyError:
        return False
    return len(values) == LENGTH and (sum(map(mul, WEIGHTS, values)) + values[-1]) % len(SIGNS) == 0
