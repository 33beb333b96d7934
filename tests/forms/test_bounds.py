"""Nothing that is filled in, designed or handed in takes more than the process may have."""

import subprocess
import sys
from pathlib import Path

import pytest

from forms.bounds import FIELDS, RULES
from forms.definition import examined
from tests.forms.samples import TYPES, make_field, make_form, make_section

ROOT = Path(__file__).parents[2]


def test_a_form_of_too_many_fields_is_refused():
    rows = make_field("r", type="rows", fields=[make_field(f"c{number}") for number in range(FIELDS)])
    _, [problem] = examined(make_form(make_section(rows)), TYPES)

    assert problem.what.zh == f"有 {FIELDS + 1} 个字段，最多 {FIELDS} 个。"


def test_rules_that_are_too_much_together_are_refused():
    rule = f"sum({', '.join(['1'] * 198)})"
    fields = [make_field(f"f{number}", type="integer", compute=rule) for number in range(RULES // 150)]
    _, [problem] = examined(make_form(make_section(*fields)), TYPES)

    assert "规则合计" in problem.what.zh


@pytest.mark.slow
def test_whatever_is_filled_in_designed_or_handed_in_stays_within_the_memory_of_the_process():
    done = subprocess.run(
        [sys.executable, "-m", "tests.forms.bounds"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    said = [line.split("\t") for line in done.stdout.splitlines()]

    assert done.returncode == 0, done.stderr[-2000:]
    assert [line for line in said if line[0] not in ("borne", "refused")] == []
    assert len(said) > 100
