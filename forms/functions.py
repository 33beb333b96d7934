"""What rules may ask about answers: the day of birth and the sex that an identity number tells."""

from datetime import date

from forms.identity import birth_date_of, sex_of
from kernel.expressions import Function, Kind, Parameter
from kernel.seams import function
from kernel.text import Text

NUMBER = Parameter("number", (Kind.TEXT,))


@function("birth_date_of")
def birth_date() -> Function:
    """The day of birth in a resident identity number."""
    return Function(
        "birth_date_of",
        (NUMBER,),
        Text(
            "身份证号中的出生日期；号码不对则为空",
            "the day of birth in an identity number; empty for a wrong one",
        ),
        _birth_date,
        'birth_date_of("11010519491231002X") == date("1949-12-31")',
    )


@function("sex_of")
def sex() -> Function:
    """The sex in a resident identity number."""
    return Function(
        "sex_of",
        (NUMBER,),
        Text("身份证号中的性别：male 或 female", "the sex in an identity number: male or female"),
        _sex,
        'sex_of("11010519491231002X") == "female"',
    )


def _birth_date(number: str) -> date | None:
    return birth_date_of(number)


def _sex(number: str) -> str | None:
    found = sex_of(number)
    return found.value if found else None
