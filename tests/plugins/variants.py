"""Copies of the plugins in a folder of the test's own, each changed in one way that an installer has to notice.

Every function takes the folder that is to be the addons path, copies what is not there yet, and returns it,
so that variants combine: `upgraded(copied(tmp_path))`.
"""

import shutil
from pathlib import Path

HERE = Path(__file__).parent
LEFT_OUT = shutil.ignore_patterns("__pycache__")


def copied(folder: Path, *names: str) -> Path:
    """The plugins as they are, alpha and beta unless named; what is there already stays as it is."""
    for name in names or ("alpha", "beta"):
        if not (folder / name).is_dir():
            shutil.copytree(HERE / name, folder / name, ignore=LEFT_OUT)
    return folder


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """One place of one file says something else; a place that is not there once is the test's mistake."""
    path = folder / file
    before = path.read_text("utf-8")
    if before.count(old) != 1:
        message = f"{file} holds {old!r} {before.count(old)} times"
        raise ValueError(message)
    path.write_text(before.replace(old, new), "utf-8")
    return folder


def written(folder: Path, file: str, content: str) -> Path:
    """One file is there with this content."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return folder


def with_version(folder: Path, plugin: str, version: str) -> Path:
    """The plugin calls itself another version than 1.0.0."""
    return edited(
        copied(folder, plugin), f"{plugin}/__manifest__.py", '"version": "1.0.0"', f'"version": "{version}"'
    )


def upgraded(folder: Path) -> Path:
    """Alpha 1.1.0: the parent table rebuilt, a field more, two rows changed (one noupdate), one gone, one new."""
    with_version(copied(folder), "alpha", "1.1.0")
    shutil.copyfile(HERE / "upgrades/migrations/0002_rebuild.py", folder / "alpha/migrations/0002_rebuild.py")
    edited(
        folder,
        "alpha/models.py",
        "String(40), unique=True)\n    level",
        "String(80), unique=True)\n    level",
    )
    edited(
        folder,
        "alpha/models.py",
        "seats: Mapped[int | None]",
        "seats: Mapped[int] = mapped_column(default=0)",
    )
    edited(folder, "alpha/data/alpha_unit.csv", "changchun,长春示例局,city,6", "changchun,长春示例局,city,8")
    edited(folder, "alpha/data/alpha_unit.csv", "siping,四平示例局,city,\n", "yanbian,延边示例局,city,5\n")
    edited(folder, "alpha/data/start/alpha_unit.csv", "station,1", "station,9")
    return edited(
        folder, "alpha/forms/request.yaml", "      - name: urgent\n", f"{NEW_FIELD}      - name: urgent\n"
    )


NEW_FIELD = """\
      - name: wanted_on
        type: date
        title: {zh: 希望办结日期, en: Wanted on}
"""


def with_renamed_field(folder: Path) -> Path:
    """Alpha 1.2.0, whose field `phone` is `mobile`: the patches of beta find no node any more."""
    with_version(copied(folder), "alpha", "1.2.0")
    return edited(folder, "alpha/forms/request.yaml", "- name: phone", "- name: mobile")


def with_plain_words(folder: Path) -> Path:
    """Beta brings a form whose options are `on`, `no` and `010`: YAML 1.1 would make other things of them."""
    edited(
        copied(folder),
        "beta/__manifest__.py",
        '"chains/approval.yaml"',
        '"forms/words.yaml", "chains/approval.yaml"',
    )
    return written(folder, "beta/forms/words.yaml", PLAIN_WORDS)


PLAIN_WORDS = """\
model: form
id: words
title: no
sections:
  - name: only
    title: on
    fields:
      - name: word
        type: choice
        title: yes
        options:
          - {value: on, title: off}
          - {value: no, title: y}
          - {value: 010, title: 2026-03-10}
          - {value: 1e3, title: 0x10}
"""


def with_rows_of_many(folder: Path, count: int) -> Path:
    """Alpha brings so many units more, so that an install takes its time."""
    path = copied(folder) / "alpha/data/alpha_unit.csv"
    rows = "".join(f"unit_{number},示例单位{number},city,{number % 9}\n" for number in range(count))
    path.write_text(path.read_text("utf-8") + rows, "utf-8")
    return folder


def many_packs(folder: Path, count: int, *, definitions: int) -> list[str]:
    """So many packs of data, each with so many forms; returns their names."""
    form = (HERE / "alpha/forms/request.yaml").read_text("utf-8")
    names = [f"pack_{number:02}" for number in range(count)]
    for name in names:
        files = [f"forms/form_{number:02}.yaml" for number in range(definitions)]
        manifest = {"name": name, "title": name, "version": "1.0.0", "license": "MIT", "depends": ["forms"]}
        written(folder, f"{name}/__manifest__.py", repr(manifest | {"data": files}))
        for file in files:
            written(folder, f"{name}/{file}", form.replace("id: request", f"id: {Path(file).stem}"))
    return names
