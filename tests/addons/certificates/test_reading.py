"""addons.certificates.reading: types and windows read with every fault at its path."""

from pathlib import Path
from typing import Any

import pytest

from addons.certificates.kinds import CertificateTypeKind
from addons.certificates.reading import examined, read_type, read_window
from addons.certificates.windows import Anchor, Missed, Span, Unit, Window
from kernel.datafiles.definitions import layers_from
from kernel.errors import DefinitionError
from kernel.kinds import Kind
from kernel.reading import Reader
from kernel.registry import assembled
from tests.kernel.install.house import ROOT

SAFETY_FILE = ROOT / "addons/certificates/types/safety.yaml"


def body(**changes: Any) -> dict[str, Any]:
    """The national type, changed."""
    (layer,) = layers_from(Path(SAFETY_FILE), "certificates")
    return {**(layer.body or {}), **changes}


def window(written: object) -> tuple[Window | None, list[str]]:
    """The window and the paths of its faults."""
    problems: list[Any] = []
    found = read_window(Reader({"window": written}, problems))
    return found, [problem.path for problem in problems]


def test_the_national_type_reads_without_a_fault():
    found = read_type(body())
    assert found.family == "safety"
    assert found.licence_type == "11100000000013338W011"
    a, c = found.category("A"), found.category("C")
    assert a is not None
    assert c is not None
    assert ("01" in a.appointments, "08" in a.appointments, c.legacy) == (True, False, True)
    assert found.category("D") is None
    seven = found.appointment("07")
    assert seven is not None
    assert found.appointment(seven.title.zh) is seven
    assert found.photo is not None
    assert (found.photo.width, found.photo.height, found.photo.most_kb) == (295, 413, 50)


def test_the_kind_checks_like_the_reader():
    kind: type[Kind] = CertificateTypeKind
    assert kind.check(body(), assembled({})) == []
    assert [one.path for one in kind.check(body(colour="red"), assembled({}))] == ["colour"]


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"title": None}, ["title"]),
        ({"family": None}, ["family"]),
        ({"licence_type": "w-11"}, ["licence_type"]),
        ({"number": "{year}"}, ["number"]),
        ({"number": None}, ["number"]),
        ({"categories": []}, ["categories"]),
        ({"validity": {"years": 0}}, ["validity.years"]),
        ({"validity": {"months": 36}}, ["validity.years", "validity.months"]),
        ({"states": {"valid": "01", "expired": "05"}}, ["states.expired"]),
        ({"states": {"valid": "01", "lapsed": "01"}}, ["states"]),
        ({"operations": {"issue": "one"}}, ["operations.issue"]),
        ({"photo": {"width": 0, "formats": ["bmp"]}}, ["photo.width", "photo.formats"]),
        (
            {"categories": [{"value": "A", "title": "甲", "appointments": ["77"]}]},
            ["categories[#0].appointments"],
        ),
        ({"categories": [{"value": "A", "title": "甲"}] * 2}, ["categories"]),
    ],
)
def test_each_fault_is_told_at_its_path(changes, paths):
    given = body() | changes
    problems = examined({key: value for key, value in given.items() if value is not None})[1]
    assert [problem.path for problem in problems] == paths
    assert all(problem.remedy.zh and problem.remedy.en for problem in problems)


def test_a_type_with_faults_is_refused_with_all_of_them():
    with pytest.raises(DefinitionError) as refusal:
        read_type(body(family="", number="{year}"))
    assert len(refusal.value.problems) == 2


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (
            {"from": "-3 months", "to": "0 days", "of": "expiry", "value": "today", "missed": "refuse"},
            Window(Span(-3, Unit.MONTHS), Span(0, Unit.DAYS)),
        ),
        ({"to": "-10 days"}, Window(None, Span(-10, Unit.DAYS))),
        ({"from": "1 working_day"}, Window(Span(1, Unit.WORKING_DAYS), None)),
        ({"to": "+5 working days"}, Window(None, Span(5, Unit.WORKING_DAYS))),
        (
            {
                "from": "-6 months",
                "to": "-3 months",
                "value": "class_end",
                "missed": "lapse_final",
                "of": "issue",
            },
            Window(
                Span(-6, Unit.MONTHS), Span(-3, Unit.MONTHS), Anchor.ISSUE, Missed.LAPSE_FINAL, "class_end"
            ),
        ),
    ],
)
def test_a_window_is_read(written, wanted):
    assert window(written) == (wanted, [])


def test_without_a_window_there_is_none():
    assert read_window(Reader({}, [])) is None


@pytest.mark.parametrize(
    ("written", "paths"),
    [
        ({}, ["window"]),
        ("always", ["window", "window"]),
        ({"from": "3"}, ["window.from"]),
        ({"from": "-3 weeks"}, ["window.from"]),
        ({"from": "-9999 months"}, ["window.from"]),
        ({"from": "-1 months", "to": "-2 months"}, ["window.to"]),
        ({"from": "3 days", "to": "-1 months"}, ["window.to"]),
        ({"from": "0 days", "of": "birth"}, ["window.of"]),
        ({"from": "0 days", "missed": "cry"}, ["window.missed"]),
        ({"from": "0 days", "value": "Class end"}, ["window.value"]),
        ({"from": "0 days", "until": "0 days"}, ["window.until"]),
    ],
)
def test_a_faulty_window_is_told_at_its_path(written, paths):
    assert window(written)[1] == paths
