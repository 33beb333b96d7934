"""Conditions for people: an expression as rows, in words, and as a page posts it."""

from kernel.conditions.editor import Editor, editor
from kernel.conditions.posting import asked_in, posted
from kernel.conditions.reading import reading
from kernel.conditions.rows import Group, Join, Op, Row, rows_of
from kernel.conditions.subjects import ConditionError, Sort, Subject
from kernel.conditions.writing import text_of

__all__ = [
    "ConditionError",
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
    "text_of",
]
