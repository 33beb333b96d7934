"""Conditions for people: an expression as rows, in words, and as a page posts it."""

from forms.conditions.editor import Editor, editor
from forms.conditions.posting import asked_in, posted
from forms.conditions.reading import reading
from forms.conditions.rows import Group, Join, Op, Row, rows_of
from forms.conditions.subjects import Sort, Subject, subjects_of
from forms.conditions.writing import text_of

__all__ = [
    "Editor",
    "Group",
    "Join",
    "Op",
    "Row",
    "Sort",
    "Subject",
    "asked_in",
    "editor",
    "posted",
    "reading",
    "rows_of",
    "subjects_of",
    "text_of",
]
