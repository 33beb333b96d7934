"""Whatever a rule says, it means what Python would mean, and whatever is typed is a rule or refused."""

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.errors import ExpressionError
from kernel.expressions import FUNCTIONS, compiled
from tests.kernel.expressions.grammar import ANY, Pair

NAMES = st.fixed_dictionaries(
    {
        "a": st.decimals(-999, 999, places=3),
        "b": st.decimals(-999, 999, places=1),
        "n": st.integers(-99, 99),
        "s": st.text(max_size=4),
        "t": st.sampled_from(["", "a", "ab", "长春市"]),
        "d": st.dates(date(1990, 1, 1), date(2060, 12, 31)),
        "e": st.dates(date(2024, 2, 27), date(2024, 3, 2)),
        "yes": st.booleans(),
        "no": st.just(False),
    }
)


def clamped(year: int, month: int, day: int) -> date:
    """The last day of the month that is not after the day."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def years_lived(birth: date, on: date) -> int:
    """Counted birthday by birthday."""
    years = -200
    while clamped(birth.year + years + 1, birth.month, birth.day) <= on:
        years += 1
    return years


def summed(*values: Decimal) -> Decimal:
    result = Decimal(0)
    for value in values:
        result = result + value
    return result


JUDGE: dict[str, Any] = {
    "__builtins__": {},
    "D": Decimal,
    "abs": abs,
    "min": min,
    "max": max,
    "sum": summed,
    "any": any,
    "all": all,
    "upper": str.upper,
    "lower": str.lower,
    "strip": str.strip,
    "starts_with": str.startswith,
    "contains": lambda text, words: words in text,
    "len": lambda text: Decimal(len(text)),
    "year": lambda day: Decimal(day.year),
    "days_between": lambda one, other: Decimal(other.toordinal() - one.toordinal()),
    "age": lambda birth, on: Decimal(years_lived(birth, on)),
    "add_days": lambda day, days: day + timedelta(days),
    "add_months": lambda day, months: clamped(day.year, day.month + months, day.day),
    "add_years": lambda day, years: clamped(day.year + years, day.month, day.day),
    "round": lambda x, places: x.quantize(Decimal(10) ** -places, ROUND_HALF_UP),
}


def judged(python: str, facts: dict[str, Any]) -> Any:
    """What Python makes of it, all numbers being Decimals."""
    exact = {name: Decimal(fact) if type(fact) is int else fact for name, fact in facts.items()}
    with localcontext(Context(prec=34, rounding=ROUND_HALF_UP)):
        return eval(python, JUDGE, exact)  # noqa: S307 - Python itself is the judge of the tests' own rules


@settings(max_examples=200)
@given(ANY, NAMES)
def test_a_rule_means_what_python_means(pair: Pair, facts: dict[str, Any]):
    assert compiled(pair.rule).value(facts) == judged(pair.python, facts)


FACTS: dict[str, Any] = {
    "a": Decimal("1.5"),
    "s": "市",
    "d": date(2026, 1, 31),
    "m": datetime(2026, 1, 1, tzinfo=UTC),
    "yes": True,
    "none": None,
    "items": ["x", 1, None, True],
    "huge": 10**33,
    "float": 1.5,
}
OTHERS = """
0 7 34 0.5 -1 1e9 'a' "市" '' ( ) [ ] ( ) , , + - * / % < <= == != > >= = ** . : # \\ {
and or not in if else is True False None lambda 9999999999999999999999999999999999 （ ”
"""
WORDS = [*FACTS, *FUNCTIONS, *OTHERS.split(), "\n"]
OPERATORS = ["+", "-", "*", "/", "%", "<", "==", "in", "and", "or"]
SOUP = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
CALLS = st.builds(
    lambda name, parts: f"{name}({', '.join(parts)})",
    st.sampled_from(list(FUNCTIONS)),
    st.lists(st.sampled_from([*FACTS, "1", "'a'", "[1, 2]", "'2026-01-31'", "None", "-huge"]), max_size=3),
)
MIXED = st.recursive(
    CALLS | st.sampled_from([*FACTS, "1", "0", "'a'"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(OPERATORS), inner),
    max_leaves=6,
)


def refused(source: str) -> ExpressionError | None:
    """The refusal of a rule, if it is refused; nothing else may come out."""
    try:
        compiled(source).value(FACTS)
    except ExpressionError as error:
        return error
    return None


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=30), SOUP, MIXED))
def test_whatever_is_typed_has_a_value_or_is_refused_with_its_place(source: str):
    error = refused(source)
    if error is None:
        return
    lines = source.split("\n")
    assert error.remedy.zh
    assert error.remedy.en
    assert 1 <= error.line <= len(lines)
    assert 1 <= error.column <= len(lines[error.line - 1]) + 1
    assert error.pointer.endswith("^")


@settings(max_examples=200)
@given(MIXED)
def test_a_rule_is_refused_for_the_same_reason_every_time(source: str):
    assert str(refused(source)) == str(refused(source))
