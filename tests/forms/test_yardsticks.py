"""The adapter of the yardsticks: a small form of the harness's shape through the product's own compiler."""

from types import SimpleNamespace

from werkzeug.datastructures import MultiDict

from tests.bench.yardsticks import render_make, validate_flat_make, validate_make

SPEC = SimpleNamespace(
    FIELDS=[
        ("name", "Name", "text", True, (2, 60)),
        ("kind", "Kind", "select", True, ["one", "two"]),
        ("capital", "Capital", "decimal", False, (0, 10**9)),
        ("has_agent", "Agent", "bool", False, None),
        ("agent", "Agent's name", "text", False, (0, 60)),
        ("code", "Code", "digits6", False, None),
        ("valid_from", "From", "date", True, None),
        ("valid_to", "To", "date", True, None),
        ("remark", "Remark", "textarea", False, (0, 500)),
        ("agree", "I agree", "bool", True, None),
    ],
    ROW=[("qty", "Quantity", "int", True, (1, 20)), ("holder", "Holder", "idno", False, None)],
    CONDITIONS=[("has_agent", True, ["agent"]), ("kind", "two", ["code"])],
)
GOOD = {
    "name": "Wang & Li",
    "kind": "one",
    "capital": 5.5,
    "has_agent": True,
    "agent": "Zhang",
    "valid_from": "2026-01-01",
    "valid_to": "2029-01-01",
    "agree": True,
    "rows": [{"qty": 1, "holder": "11010519491231002X"}],
}
BAD = GOOD | {"name": "", "kind": "two", "agent": "", "valid_to": "2025-01-01", "rows": [{"qty": -3}]}
FAULTS = {"name", "agent", "code", "valid_to", "rows.0.qty"}


def test_the_api_finds_the_faults_and_no_others():
    check = validate_make(SPEC)

    assert check(GOOD) == []
    assert set(check(BAD)) == FAULTS


def test_the_page_finds_the_same():
    check = validate_flat_make(SPEC)
    posted = MultiDict({"name": "", "kind": "two", "has_agent": "y", "valid_from": "2026-01-01"})
    posted.update({"valid_to": "2025-01-01", "agree": "y", "rows-0-qty": "-3"})

    assert set(check(posted)) == FAULTS


def test_the_page_shows_every_field_with_its_value_escaped():
    page = render_make(SPEC)(GOOD)

    for name, *_ in SPEC.FIELDS:
        assert f'name="{name}"' in page
    for words in ("Wang &amp; Li", 'value="2029-01-01"', 'name="rows-0-qty"', "csrf_token"):
        assert words in page
