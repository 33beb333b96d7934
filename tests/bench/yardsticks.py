"""Enters the platform into the yardsticks: one module, the product's own service calls, nothing switched off.

The harness loads this file by its path (`--adapter tests/bench/yardsticks.py`) and looks for these functions;
a yardstick takes part when its group is here. Each capability adds its group when it exists:

    engine     engine_open engine_submit engine_step engine_done
    validate   validate_make validate_flat_make
    render     render_make render_client
    inbox      inbox_open inbox_page inbox_badges
    expiry     expiry_open expiry_run
    letters    letter_make pdf_make
    xlsx       export_make xlsx_read_make import_open import_rows
    http       http_command http_path http_headers
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

NAME = "tongban"
ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 3, 10)
KINDS = {
    "idno": "resident_id",
    "uscc": "credit_code",
    "phone": "phone",
    "email": "email",
    "date": "date",
    "bool": "yes_no",
    "int": "integer",
    "decimal": "decimal",
}

# the harness imports this file alone, so the product's root has to be on the path
sys.path.insert(0, str(ROOT))

from tests.bench.engine_yardstick import engine_done, engine_open, engine_step, engine_submit  # noqa: E402
from tests.bench.http_yardstick import http_command, http_headers, http_path  # noqa: E402
from tests.bench.inbox_yardstick import inbox_badges, inbox_open, inbox_page  # noqa: E402
from tests.bench.letters_yardstick import letter_make, pdf_make  # noqa: E402

__all__ = [
    "engine_done",
    "engine_open",
    "engine_step",
    "engine_submit",
    "http_command",
    "http_headers",
    "http_path",
    "inbox_badges",
    "inbox_open",
    "inbox_page",
    "letter_make",
    "pdf_make",
]


def validate_make(spec: Any) -> Callable[[Mapping[str, Any]], list[str]]:
    """The API's path: what a client sends as JSON, through the compiled loop with every rule."""
    form = compiled_form(spec)
    sections = form.sections

    def check(payload: Mapping[str, Any]) -> list[str]:
        outcome = form.normalised(payload, sections, today=TODAY)
        return [*outcome.problems, *outcome.missing]

    return check


def validate_flat_make(spec: Any) -> Callable[[Any], list[str]]:
    """The page's path: what a browser posts, bound by the WTForms class and judged by the same loop."""
    form = compiled_form(spec)
    sections = form.sections

    def check(posted: Any) -> list[str]:
        bound = form.form_class(posted, sections=sections)
        bound.validate(today=TODAY)
        return list(bound.outcome.faults)

    return check


def render_make(spec: Any) -> Callable[[Mapping[str, Any]], str]:
    """The page that applicants see, within the form that carries it."""
    form = compiled_form(spec)
    sections = form.sections
    head = '<!doctype html><html><body><form method="post"><input type="hidden" name="csrf_token" value="'

    def page(values: Mapping[str, Any]) -> str:
        drawn = form.page(values, {}, sections, today=TODAY)
        return "".join((head, 'token">', drawn.fields, "<button>Submit</button></form></body></html>"))

    return page


def compiled_form(spec: Any) -> Any:
    """The harness's form as a definition of the platform, compiled."""
    from forms.compiler import compiled

    return compiled(0, body_of(spec), field_types_of_forms(), "en")


def body_of(spec: Any) -> dict[str, Any]:
    """The harness's fields, rows and conditions in the platform's own terms."""
    needed = {name: (when, equals) for when, equals, names in spec.CONDITIONS for name in names}
    fields = [node_of(field) for field in spec.FIELDS]
    for node in fields:
        if node["name"] in needed:
            when, equals = needed[node["name"]]
            node["required_when"] = f"{when} == {json.dumps(equals) if isinstance(equals, str) else equals}"
        if node["name"] == "valid_to":
            node["check"] = [{"holds": "valid_to > valid_from", "message": "It has to be after the start."}]
    rows = {
        "name": "rows",
        "type": "rows",
        "title": "Seals",
        "fields": [node_of(field) for field in spec.ROW],
    }
    return {
        "title": "Application",
        "sections": [{"name": "applicant", "title": "Application", "fields": [*fields, rows]}],
    }


def node_of(field: tuple[str, str, str, bool, Any]) -> dict[str, Any]:
    """One field of the harness."""
    name, title, kind, required, options = field
    node: dict[str, Any] = {"name": name, "title": title, "required": required}
    match kind:
        case "text" | "textarea":
            limit = {"max_length": options[1]}
            shortest = {"min_length": options[0]} if kind == "text" else {}
            return node | {"type": "text" if kind == "text" else "long_text"} | limit | shortest
        case "digits" | "digits6":
            least, most = (6, 30) if kind == "digits" else (6, 6)
            return node | {"type": "text", "only": "digits", "min_length": least, "max_length": most}
        case "int" | "decimal":
            return node | {"type": KINDS[kind], "min": options[0], "max": options[1]}
        case "select":
            return node | {"type": "choice", "options": [{"value": o, "title": o} for o in options]}
        case "bool" if required:
            return node | {"type": "declaration", "options": [{"value": "y", "title": title}]}
    return node | {"type": KINDS[kind]}


def field_types_of_forms() -> dict[str, Any]:
    """The types that come with the platform, as its own registry knows them."""
    import kernel.seams
    from forms.seams import field_types
    from kernel.loading import modules_of
    from kernel.manifest import read_manifest
    from kernel.registry import assembled

    modules = modules_of(read_manifest(ROOT / "forms"))
    return dict(field_types(assembled({"kernel": [kernel.seams], "forms": modules})))
