"""Random rules that have a value, each beside the same written for Python itself to judge."""

from dataclasses import dataclass

from hypothesis import strategies as st


@dataclass(frozen=True)
class Pair:
    """A rule, and the Python that means the same."""

    rule: str
    python: str

    @classmethod
    def same(cls, source: str) -> "Pair":
        return cls(source, source)


Pairs = st.SearchStrategy[Pair]


def woven(pattern: str, *parts: Pairs) -> Pairs:
    """The pattern with the parts in its places, on both sides."""
    return st.tuples(*parts).map(
        lambda pairs: Pair(
            pattern.format(*(pair.rule for pair in pairs)), pattern.format(*(pair.python for pair in pairs))
        )
    )


def named(*names: str) -> Pairs:
    return st.sampled_from(names).map(Pair.same)


def number_literal(written: str) -> Pair:
    return Pair(written, f'D("{written}")')


def grown(leaves: Pairs, *branches: tuple[str, tuple[Pairs | None, ...]]) -> Pairs:
    """Leaves, and branches of them; None in a branch stands for another of the same kind."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            [
                woven(pattern, *(inner if part is None else part for part in parts))
                for pattern, parts in branches
            ]
        ),
        max_leaves=4,
    )


WHOLE = st.integers(1, 99).map(str)
LITERALS = st.one_of(WHOLE, st.decimals(0, 999, places=2).map(str)).map(number_literal)
DIVISORS = WHOLE.map(number_literal)
STEPS = st.integers(-40, 40).map(str).map(Pair.same)
CONDITION = st.one_of(
    named("yes", "no", "not yes", "not no"), woven("{} < {}", named("a", "b"), named("a", "n"))
)

TEXTS = grown(
    st.one_of(
        named("s", "t", '""'), st.text("ab市 'Ü", max_size=3).map(lambda text: f'"{text}"').map(Pair.same)
    ),
    ("{} + {}", (None, None)),
    ("upper({})", (None,)),
    ("lower({})", (None,)),
    ("strip({})", (None,)),
    ("({} if {} else {})", (None, CONDITION, None)),
)
DATES = grown(
    named("d", "e"),
    ("add_days({}, {})", (None, STEPS)),
    ("add_months({}, {})", (None, STEPS)),
    ("add_years({}, {})", (None, STEPS)),
    ("({} if {} else {})", (None, CONDITION, None)),
    ("min({}, {})", (None, None)),
)
NUMBERS = grown(
    st.one_of(
        LITERALS,
        named("a", "b", "n"),
        woven("len({})", TEXTS),
        woven("year({})", DATES),
        woven("days_between({}, {})", DATES, DATES),
        woven("age({}, {})", DATES, DATES),
    ),
    ("{} + {}", (None, None)),
    ("{} - {}", (None, None)),
    ("{} * {}", (None, DIVISORS)),
    ("({}) * {}", (None, DIVISORS)),
    ("{} / {}", (None, DIVISORS)),
    ("{} % {}", (None, DIVISORS)),
    ("-{}", (None,)),
    ("-({})", (None,)),
    ("abs({})", (None,)),
    ("round({}, 1)", (None,)),
    ("sum({}, {}, 1)", (None, None)),
    ("max([{}, {}])", (None, None)),
    ("({} if {} else {})", (None, CONDITION, None)),
)
SIGNS = ("==", "!=", "<", "<=", ">", ">=")
COMPARISONS = st.one_of(
    [woven(f"{{}} {sign} {{}}", kind, kind) for sign in SIGNS for kind in (NUMBERS, TEXTS, DATES)]
    + [woven(f"{{}} <= {{}} {sign} {{}}", NUMBERS, NUMBERS, NUMBERS) for sign in SIGNS]
    + [
        woven(f"{{}} {sign} [{{}}, {{}}]", kind, kind, kind)
        for sign in ("in", "not in")
        for kind in (NUMBERS, TEXTS)
    ]
    + [woven("starts_with({}, {})", TEXTS, TEXTS), woven("contains({}, {})", TEXTS, TEXTS)]
)
CLAIMS = grown(
    st.one_of(named("yes", "no"), COMPARISONS),
    ("{} and {}", (None, None)),
    ("{} or {}", (None, None)),
    ("not {}", (None,)),
    ("not ({})", (None,)),
    ("({}) and ({})", (None, None)),
    ("any([{}, {}]) == all([{}])", (None, None, None)),
    ("({}) == ({})", (None, None)),
)
LONGEST = 600
ANY = st.one_of(NUMBERS, TEXTS, DATES, CLAIMS, woven("[{}, {}, {}]", NUMBERS, TEXTS, CLAIMS)).filter(
    lambda pair: len(pair.rule) <= LONGEST  # beyond it a rule may have too many nodes
)
