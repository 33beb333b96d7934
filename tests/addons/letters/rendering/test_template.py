"""Templates filled: what goes in comes out whole, whatever it is; what a template may not do is refused."""

import io

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from addons.letters.rendering.template import ready
from addons.letters.rendering.trial import document
from kernel.errors import Invalid
from tests.addons.letters.rendering.files import changed, parts_of, with_body, words
from tests.addons.letters.test_qr import read

LINK = "https://example.gov.cn/verify/abcdefghijklmnopqrstuvwx"


def filled(text: str, facts=None, sizes=None) -> bytes:
    return ready(document(text), sizes or {}).filled(facts or {}, {"qr": LINK})


@settings(max_examples=150)
@given(st.text(max_size=80))
def test_any_text_stays_text(value):
    made = filled("[{{ a }}]", {"a": value})
    whole = "".join(etree.fromstring(parts_of(made)["word/document.xml"]).itertext())
    kept = "".join(sign for sign in value if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))
    kept = "".join(sign for sign in kept if not "\ud800" <= sign <= "\udfff")
    assert whole == "[" + kept.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "") + "]"


def test_markup_in_a_fact_is_text():
    assert words(filled("{{ a }}", {"a": "<w:p/>&\"'"})) == ["<w:p/>&\"'"]


def test_a_line_break_in_a_fact_is_one_in_the_document():
    assert words(filled("{{ a }}", {"a": "一\n二\r\n三"})) == ["一\n二\n三"]


def test_nothing_is_printed_for_nothing():
    assert words(filled("[{{ a }}]", {"a": None})) == ["[]"]


def test_a_day_is_written_as_documents_write_it():
    assert words(filled("{{ a|day }} {{ b|day }}", {"a": "2026-03-01", "b": "长期"})) == ["2026年3月1日 长期"]


def test_the_same_facts_make_the_same_bytes():
    template = ready(document("{{ a }}{{ qr }}"), {"qr": 2.6})
    assert template.filled({"a": "1"}, {"qr": LINK}) == template.filled({"a": "1"}, {"qr": LINK})


def test_a_placeholder_that_word_has_split_is_found():
    runs = "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in ("{", "{ hol", "der }", "}"))
    made = ready(with_body(f"<w:p>{runs}</w:p>"), {})
    assert made.names == {"holder"}
    assert words(made.filled({"holder": "张小山"}, {})) == ["张小山"]


def test_rows_of_a_table_repeat():
    file = Document()
    table = file.add_table(rows=3, cols=2)
    table.rows[0].cells[0].text = "{%tr for one in rows %}"
    for cell, text in zip(table.rows[1].cells, ("{{ one.name }}", "{{ one.number }}"), strict=True):
        cell.text = text
    table.rows[2].cells[0].text = "{%tr endfor %}"
    saved = io.BytesIO()
    file.save(saved)
    made = ready(saved.getvalue(), {}).filled({"rows": [{"name": n, "number": n * 2} for n in "甲乙"]}, {})
    assert words(made) == ["甲", "甲甲", "乙", "乙乙"]


def test_headers_and_properties_are_filled_too():
    file = Document()
    file.sections[0].header.paragraphs[0].text = "{{ a }}{{ qr }}"
    file.core_properties.title = "{{ a }}"
    saved = io.BytesIO()
    file.save(saved)
    made = ready(saved.getvalue(), {"qr": 2.0}).filled({"a": "文书"}, {"qr": LINK})
    opened = Document(io.BytesIO(made))
    assert opened.sections[0].header.paragraphs[0].text == "文书"
    assert opened.core_properties.title == "文书"
    assert read(parts_of(made)["word/media/tongban_qr.png"]) == [LINK]


def test_the_code_in_a_letter_is_read():
    made = filled("{{ qr }}", sizes={"qr": 2.6})
    opened = Document(io.BytesIO(made))
    assert [shape.width for shape in opened.inline_shapes] == [936000]
    assert read(parts_of(made)["word/media/tongban_qr.png"]) == [LINK]


def test_a_picture_shown_twice_has_two_identities():
    made = filled("{{ qr }}{{ qr }}", sizes={"qr": 2.6})
    ids = etree.fromstring(parts_of(made)["word/document.xml"]).xpath("//*[local-name()='docPr']/@id")
    assert len(ids) == len(set(ids)) == 2


def test_a_picture_that_is_not_named_is_not_in_the_file():
    assert "word/media/tongban_qr.png" not in parts_of(filled("{{ a }}", {"a": "1"}, {"qr": 2.6}))


def test_what_a_template_asks_for_is_known():
    text = "{{ a }}{% for one in rows %}{{ one.b }}{% endfor %}{% set c = 1 %}{{ c }}{{ range(2) }}"
    assert ready(document(text), {}).names == {"a", "rows"}


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ a.__init__.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ a.append(1) }}",
        "{{ '{0.__class__}'.format(a) }}",
        "{{ 'x' * 999999999 }}",
        "{{ [1] * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ range(999999999) }}",
        "{% for i in range(999999) %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% autoescape false %}{{ b }}{% endautoescape %}",
        "{{ b | safe }}",
        "{{ b | xmlattr }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum() }}",
        "{{ config }}",
        "{% do a %}",
        "{{ b.unescape() | safe }}",
    ],
)
def test_a_template_does_nothing_but_look_up_compare_and_repeat(hostile):
    with pytest.raises(Invalid):
        filled(hostile, {"a": [1], "b": "<b/>"})


def test_a_misspelt_statement_is_shown_with_its_paragraph():
    body = "<w:p><w:r><w:t>好</w:t></w:r></w:p><w:p><w:r><w:t>兹有{% if %}某某</w:t></w:r></w:p>"
    with pytest.raises(Invalid) as refusal:
        ready(with_body(body), {})
    assert "兹有{% if %}某某" in refusal.value.place


def test_a_missing_fact_is_named():
    with pytest.raises(Invalid) as refusal:
        filled("{{ holder }}", {})
    assert "holder" in refusal.value.what.zh


def test_statements_across_a_table_are_refused_when_they_break_it():
    body = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% if a %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p>"
    )
    template = ready(with_body(body), {})
    assert template.filled({"a": True}, {})
    with pytest.raises(Invalid):
        template.filled({"a": False}, {})


def test_the_static_parts_stay_as_they_were():
    before = changed(document("{{ a }}"), {"word/media/logo.png": b"\x89PNG" * 50})
    made = parts_of(ready(before, {}).filled({"a": "1"}, {}))
    assert made["word/media/logo.png"] == b"\x89PNG" * 50
    assert set(made) == set(parts_of(before))
