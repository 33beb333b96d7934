"""How names and numbers look to people who may not see them whole; pure."""

STAR = "*"
LONG = 15
"""Numbers of cards show three and four signs; shorter numbers would then show too much."""


def masked_name(name: str) -> str:
    """张*三, 张*"""
    if len(name) <= 2:
        return name[:1] + STAR * (len(name) - 1)
    return name[0] + STAR * (len(name) - 2) + name[-1]


def masked_number(number: str) -> str:
    """220***********1234; of a short number only one sign before and two behind."""
    head, tail = (3, 4) if len(number) >= LONG else (1, 2)
    if len(number) < 2 * (head + tail):
        return STAR * len(number)
    return number[:head] + STAR * (len(number) - head - tail) + number[-tail:]


def masked_mobile(number: str) -> str:
    """138****1234"""
    return number[:3] + STAR * 4 + number[-4:]
