"""The size limits find what they forbid and leave the rest alone."""

from pathlib import Path

import pytest

from scripts import sizes

LONG_FUNCTION = "def act():\n" + "    step()\n" * sizes.FUNCTION_LINES
NOTE = "x = 1  # TO" + "DO later"


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("long.py", "x = 1\n" * (sizes.FILE_LINES + 1), "301 lines"),
        ("acts.py", LONG_FUNCTION, "act has 41 lines"),
        ("notes.py", NOTE, "notes.py:1"),
        ("utils.py", "", "says nothing"),
    ],
)
def test_offence_is_told_with_its_place(name: str, text: str, part: str) -> None:
    (offence,) = sizes.offences(Path(name), text)
    assert part in offence


def test_file_and_function_at_their_limits_pass() -> None:
    function = "def act():\n" + "    step()\n" * (sizes.FUNCTION_LINES - 1)
    text = function + "x = 1\n" * (sizes.FILE_LINES - sizes.FUNCTION_LINES)
    assert list(sizes.offences(Path("full.py"), text)) == []


def test_vendored_and_hidden_files_and_revisions_are_not_looked_at(tmp_path: Path) -> None:
    for name in ("app/vendor/a.js", ".venv/b.py", "kernel/revisions/c.py", "kernel/d.py", "kernel/e.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    assert [path.name for path in sizes.sources(tmp_path)] == ["d.py"]
