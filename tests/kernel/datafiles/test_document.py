"""From the path of a problem to the line of the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.datafiles.document import line_of, place_of
from kernel.datafiles.yamlfile import documents_in

TEXT = """model: form
id: renewal
sections:
  - name: applicant
    fields:
      - name: phone
        type: text
      - {name: "2", type: date}
      - type: file
  - name: a.b [c]
    title: x
"a.b":
  c: 1
"""
(DOCUMENT,) = documents_in(TEXT.encode(), file="alpha/forms/renewal.yaml")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("", 1),
        ("sections", 3),
        ("sections[0].fields[0].type", 7),
        ("sections[applicant].fields[phone].type", 7),
        ("sections[#0].fields[#2].type", 9),
        ("sections[0].fields[2].type", 8),
        ('sections["a.b [c]"].title', 11),
        ("sections[1].title", 11),
        ('"a.b".c', 13),
        (("a.b", "c"), 13),
        (("sections", 0, "fields", 1), 8),
    ],
)
def test_a_part_has_its_line(path, line):
    assert line_of(DOCUMENT, path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("sections[0].fields[0].required", 6),
        ("sections[0].fields[99].type", 5),
        ("sections[nobody].title", 3),
        ("nothing.at.all", 1),
        ("id.deeper[3]", 2),
        (("sections", -1), 3),
    ],
)
def test_a_part_that_is_not_there_has_the_line_of_its_nearest_parent(path, line):
    assert line_of(DOCUMENT, path) == line


def test_a_place_names_the_file():
    assert place_of(DOCUMENT, "id") == "alpha/forms/renewal.yaml:2"


@given(st.text(alphabet='sectionfld[]".#\\012 ', max_size=30))
def test_any_path_has_some_line_of_the_document(path):
    assert 1 <= line_of(DOCUMENT, path) <= 13
