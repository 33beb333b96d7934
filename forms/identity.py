"""Numbers of resident identity cards (GB 11643): their check digit and what they tell; pure."""

from datetime import date
from enum import StrEnum

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
LENGTH = 18
LEAP_DAY = "0229"
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Sex(StrEnum):
    """What the seventeenth digit tells."""

    MALE = "male"
    FEMALE = "female"


def _sums(start: int, length: int) -> dict[str, int]:
    """The weighted sum of every group of digits at a place of the number."""
    sums = {"": 0}
    for weight in WEIGHTS[start : start + length]:
        sums = {
            f"{group}{digit}": total + weight * digit for group, total in sums.items() for digit in range(10)
        }
    return sums


# six tables instead of seventeen products: a number is five looks and one sum
PROVINCE = {group: total for group, total in _sums(0, 3).items() if group[0] != "0"}
COUNTY = _sums(3, 3)
YEAR = {group: total for group, total in _sums(6, 4).items() if "1800" <= group <= "2199"}
MONTH_AND_DAY = {
    group: total
    for group, total in _sums(10, 4).items()
    if 1 <= int(group[:2]) <= len(DAYS) and 1 <= int(group[2:]) <= DAYS[int(group[:2]) - 1]
}
ORDER = _sums(14, 3)


def is_resident_id(number: str) -> bool:
    """Whether the number has a real day of birth and the right check digit; the area is not looked up."""
    try:
        total = (
            PROVINCE[number[:3]]
            + COUNTY[number[3:6]]
            + YEAR[number[6:10]]
            + MONTH_AND_DAY[number[10:14]]
            + ORDER[number[14:17]]
        )
    except KeyError:
        return False
    if number[17:] != CHECKS[total % 11]:
        return False
    return number[10:14] != LEAP_DAY or _is_leap(int(number[6:10]))


def birth_date_of(number: str) -> date | None:
    """The day of birth that a good number tells."""
    if not is_resident_id(number):
        return None
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number: str) -> Sex | None:
    """The sex that a good number tells."""
    if not is_resident_id(number):
        return None
    return Sex.MALE if int(number[16]) % 2 else Sex.FEMALE


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
