"""The first files of a new plugin of data: a manifest, a form, a README, a test."""

from collections.abc import Collection
from pathlib import Path

from kernel.errors import Conflict, ManifestError
from kernel.manifest.rules import NAME, RESERVED
from kernel.text import Text

MANIFEST = """\
# What the plugin is and what it brings; read as a literal, never run.
{{
    "name": "{name}",
    "title": "{name}",
    "summary": "一句话说明它做什么",
    "version": "1.0.0",
    "category": "未分类",
    "author": "",
    "license": "MIT",
    "depends": ["forms"],
    "data": ["forms/request.yaml"],
}}
"""
FORM = """\
# A form: sections of fields. The plugin's other data files stand beside it and in the manifest.
model: form
id: request
title: 申请表
sections:
  - name: applicant
    title: 申请人
    fields:
      - name: full_name
        title: 姓名
        type: text
        required: true
      - name: mobile
        title: 手机号
        type: phone
      - name: reason
        title: 申请理由
        type: long_text
        required_when: mobile == None
"""
README = """\
# {name}

一个数据插件：清单 `__manifest__.py`，表单 `forms/request.yaml`。 A plugin of data: a manifest and a form.

    python -m app plugin check {folder}        # 检查并试装 check, and install on trial
    python -m app plugin install {name}        # 安装 install

改动之后把清单里的 `version` 加一，再在插件页升级。 Raise `version` after a change, then upgrade.
只有数据的插件装好即用；带 Python 的插件请在此写明理由。 A plugin with Python says here why it needs it.
"""
TEST = """\
\"\"\"The plugin reads well and installs.\"\"\"

from pathlib import Path

from config import PLUGIN_FOLDERS

from app.plugincheck import problems_of


def test_the_plugin_installs():
    assert problems_of(Path(__file__).parents[1], PLUGIN_FOLDERS) == []
"""


def scaffolded(name: str, parent: Path, *, taken: Collection[str]) -> list[Path]:
    """The files written, in a folder named for the plugin; what exists is left alone."""
    _refuse_bad(name)
    folder = parent.resolve() / name
    if folder.exists() or name in taken:
        raise Conflict(
            Text(f"已经有名为 {name} 的插件或文件夹。", f"There is a plugin or folder {name} already."),
            remedy=Text("请换一个名称，或移走它。", "Choose another name, or move it away."),
            place=str(folder),
        )
    files = _files(name, folder)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return list(files)


def _refuse_bad(name: str) -> None:
    if not NAME.fullmatch(name) or name in RESERVED:
        raise ManifestError(
            Text(f"“{name}”不能用作插件名。", f"“{name}” cannot be the name of a plugin."),
            remedy=Text(
                "请用小写字母开头的小写字母、数字和下划线，至多 40 个。",
                "Use a lower-case letter, then lower-case letters, digits and underscores, 40 at most.",
            ),
            place=name,
        )


def _files(name: str, folder: Path) -> dict[Path, str]:
    return {
        folder / "forms" / "request.yaml": FORM,
        folder / "tests" / f"test_{name}.py": TEST,
        folder / "README.md": README.format(name=name, folder=folder),
        folder / "__manifest__.py": MANIFEST.format(name=name),
    }
