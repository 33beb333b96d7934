"""addons.licensing.reading: what a matter may say, and every fault at its path."""

from datetime import date

import pytest

from addons.certificates.windows import Anchor, Span, Unit
from addons.licensing.reading import examined, read_matter
from addons.licensing.words import Holds, Moment, Subject, Unknown
from kernel.errors import DefinitionError
from tests.addons.licensing.samples import make_matter

CHECKS = ("real_name", "state_in", "employed_by")
SOURCES = (
    "person.name",
    "certificate.number",
    "certificate.valid_to",
    "person.mobile",
    "certificate.appointment",
)


def faults(**keys):
    """What is wrong with a matter, in English, by path."""
    _, problems = examined(make_matter(**keys), checks=CHECKS, sources=SOURCES)
    return {problem.path: problem.what.en for problem in problems}


def test_the_matter_of_these_tests_has_no_fault():
    assert faults() == {}


def test_a_matter_says_what_it_says():
    matter = read_matter(make_matter())
    assert (matter.subject, matter.holds, matter.code) == (Subject.PERSON, Holds.EXCLUSIVE, "T-1")
    assert matter.opens_on == date(2026, 1, 10)
    assert matter.window is not None
    assert (matter.window.opens, matter.window.of) == (Span(-3, Unit.MONTHS), Anchor.EXPIRY)
    assert matter.reminders.before == (60, 30, 10)


def test_checks_that_the_keys_ask_for_are_added_once():
    names = [row.name for row in read_matter(make_matter()).checks]
    assert names == [
        *("open_for_business", "within_window", "no_open_case", "unchanged"),
        *("real_name", "state_in", "employed_by"),
    ]
    said = [{"check": "within_window", "at": ["filing"], "unknown": "officer"}]
    rows = {row.name: row for row in read_matter(make_matter(checks=said)).checks}
    assert rows["within_window"].at == {Moment.FILING}
    assert rows["within_window"].unknown is Unknown.OFFICER


def test_a_matter_without_window_day_or_certificate_implies_nothing():
    bare = make_matter(
        opens_on=None, window=None, certificate_type=None, categories=None, reminders=None, checks=None
    )
    assert read_matter(bare).checks == ()


def test_a_certificate_of_another_type_or_category_is_not_taken():
    matter = read_matter(make_matter(categories=["A"]))
    assert matter.takes(certificate_type="certificates.safety", category="A")
    assert not matter.takes(certificate_type="certificates.safety", category="B")
    assert not matter.takes(certificate_type="other.type", category="A")
    assert read_matter(make_matter(categories=None)).takes(
        certificate_type="certificates.safety", category="C3"
    )


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"title": None}, "title"),
        ({"code": "JL 1"}, "code"),
        ({"form": "renewal"}, "form"),
        ({"chain": None}, "chain"),
        ({"certificate_type": "Safety"}, "certificate_type"),
        ({"subject": "office"}, "subject"),
        ({"holds": "preempts"}, "holds"),
        ({"opens_on": "2026-02-30"}, "opens_on"),
        ({"window": {"from": "3 moons"}}, "window.from"),
        ({"window": {}}, "window"),
        ({"checks": [{"check": "horoscope"}]}, "checks[#0].check"),
        ({"checks": [{"check": "real_name"}, {"check": "real_name"}]}, "checks[#1]"),
        ({"checks": [{"check": "real_name", "at": ["noon"]}]}, "checks[#0].at"),
        ({"checks": [{"check": "real_name", "unknown": "hope"}]}, "checks[#0].unknown"),
        ({"checks": [{"check": "state_in", "with": ["valid"]}]}, "checks[#0].with"),
        ({"checks": [{"check": "real_name", "wit": {}}]}, "checks[#0].wit"),
        ({"checks": ["real_name"]}, "checks[#0]"),
        ({"prefill": {"holder_name": "person.horoscope"}}, "prefill.holder_name"),
        ({"prefill": {"Holder": "person.name"}}, "prefill.Holder"),
        ({"prefill": ["holder_name"]}, "prefill"),
        ({"reminders": {"before": [30, "ten"]}}, "reminders.before"),
        ({"reminders": {"before": [-1]}}, "reminders.before"),
        ({"reminders": {"after": [1]}}, "reminders.after"),
        ({"window": None, "reminders": {"opens": True}}, "reminders"),
        ({"window": {"from": "-3 months", "of": "issue"}}, "reminders"),
        ({"certificate_type": None, "reminders": None}, "window"),
        ({"guide": {"channels": [{"kind": "pigeon", "name": "鸽"}]}}, "guide.channels[鸽].kind"),
        (
            {
                "guide": {
                    "channels": [{"kind": "online", "name": {"zh": "网", "en": "Web"}, "url": "ftp://x"}]
                }
            },
            "guide.channels[#0].url",
        ),
        ({"guide": {"contacts": [{"purpose": "advice"}]}}, "guide.contacts[#0]"),
        ({"guide": {"contacts": [{"purpose": "advice", "phone": "call me"}]}}, "guide.contacts[#0].phone"),
        ({"guide": {"faq": [{"q": "?"}]}}, "guide.faq[#0].a"),
        ({"guide": {"materials": [{"title": "表"}]}}, "guide.materials[#0].name"),
        ({"guide": {"conditions": [{"zh": "有效"}]}}, "guide.conditions[#0].en"),
        ({"guide": {"colour": "red"}}, "guide.colour"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_each_fault_is_told_at_its_path(keys, path):
    assert path in faults(**keys)


def test_a_guide_holds_its_blocks():
    guide = read_matter(
        make_matter(
            guide={
                "summary": "三个月内办理",
                "conditions": [{"zh": "有效", "en": "valid"}],
                "basis": ["吉建函〔2026〕7号"],
                "steps": [{"title": "申请", "note": "五分钟"}],
                "materials": [{"name": "form", "title": "申请单", "necessity": "必要"}],
                "channels": [
                    {"kind": "online", "name": {"zh": "网", "en": "Web"}, "url": "https://example.org"}
                ],
                "contacts": [{"purpose": "complaint", "phone": "0431-82752527"}],
                "time_limits": {"promised": "5 个工作日"},
                "faq": [{"q": "几天？", "a": "五天。"}],
            }
        )
    ).guide
    assert guide.conditions[0].en == "valid"
    assert guide.basis[0].zh == "吉建函〔2026〕7号"
    assert guide.channels[0].url == "https://example.org"
    assert guide.contacts[0].phone == "0431-82752527"
    assert guide.time_limits.promised is not None
    assert guide.faq[0].a.zh == "五天。"


def test_everything_wrong_is_told_together():
    with pytest.raises(DefinitionError) as refusal:
        read_matter(make_matter(code=None, form="x", colour="red"))
    assert {problem.place for problem in refusal.value.problems} == {"code", "form", "colour"}
