"""What can be wrong with a YAML file, each fault in words."""

import re

import yaml  # type: ignore[import-untyped]

from kernel.datafiles.content import refusal, shown
from kernel.errors import DataFileError
from kernel.text import Text

TAB = re.compile(r" *\t[ \t]*[^ \t]")


class Faults:
    """The faults of one file; also watches for tabs where indentation should be."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.rows = text.split("\n")
        self.tabs = (
            {number for number, row in enumerate(self.rows, 1) if TAB.match(row)} if "\t" in text else set()
        )

    def cover(self, event: yaml.ScalarEvent) -> None:
        """Tabs that begin the further lines of a quoted or block text belong to the text."""
        first, end = event.start_mark.line + 1, event.end_mark
        last = end.line + 1 if end.column else end.line
        if self.tabs and event.style and last > first:
            self.tabs.difference_update(range(first + 1, last + 1))

    def check_tabs(self) -> None:
        """Refuses the first line that is indented with a tab."""
        if self.tabs:
            raise self.tab(min(self.tabs))

    def syntax(self, error: yaml.YAMLError) -> DataFileError:
        """What the parser stumbled on."""
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "unreadable")
        line, column = (mark.line + 1, mark.column) if mark else (1, 0)
        row = self.rows[line - 1] if line <= len(self.rows) else ""
        if line in self.tabs or "tab character" in problem or row[column : column + 1] == "\t":
            return self.tab(line)
        if not "".join(self.rows[line - 1 :]).strip() and getattr(error, "context_mark", None):
            line = error.context_mark.line + 1
        return self._at(
            min(line, len(self.rows)),
            Text(f"YAML 写法有误（{problem}）。", f"This is not well-formed YAML ({problem})."),
            Text(
                "请检查这一行及上一行的缩进、冒号和引号。",
                "Check indentation, colons and quotes here and above.",
            ),
        )

    def tab(self, line: int) -> DataFileError:
        return self._at(
            line,
            Text("这一行用制表符缩进。", "This line is indented with a tab."),
            Text("请改用空格。", "Use spaces."),
        )

    def duplicate(self, line: int, key: str, first: int) -> DataFileError:
        return self._at(
            line,
            Text(
                f"键「{shown(key)}」重复，第 {first} 行已有。",
                f"The key “{shown(key)}” is already there in line {first}.",
            ),
            Text("请只保留一个。", "Keep one of them."),
        )

    def key(self, line: int) -> DataFileError:
        return self._at(
            line,
            Text("键必须是文字。", "A key must be text."),
            Text(
                "数字、true、false、null 作键时请加引号。",
                "Quote a number, true, false or null used as a key.",
            ),
        )

    def reference(self, line: int) -> DataFileError:
        return self._at(
            line,
            Text(
                "不允许锚点、别名和合并键（& * <<）。",
                "Anchors, aliases and merge keys (& * <<) are refused.",
            ),
            Text("请把内容写出来；若是文字请加引号。", "Write the content out; quote it if it is text."),
        )

    def tag(self, line: int, tag: str) -> DataFileError:
        return self._at(
            line,
            Text(f"不允许类型标签「{shown(tag)}」。", f"The tag “{shown(tag)}” is refused."),
            Text(
                "请删去以 ! 开头的标签；若是文字请加引号。",
                "Remove what begins with !; quote it if it is text.",
            ),
        )

    def directive(self, line: int) -> DataFileError:
        return self._at(
            line,
            Text("不允许以 % 开头的指令行。", "Directive lines, beginning with %, are refused."),
            Text("请删去它；若是文字请缩进。", "Remove it; indent it if it is text."),
        )

    def unseen(self, line: int, word: str) -> DataFileError:
        return self._at(
            line,
            Text(
                f"「{shown(word)}」的首尾有全角空格，或其中有不可见字符。",
                f"“{shown(word)}” begins or ends with a wide space or holds invisible characters.",
            ),
            Text(
                "请删去它们；若是文字的一部分请加引号。", "Remove them; quote the text if they belong to it."
            ),
        )

    def too_large(self, line: int, word: str) -> DataFileError:
        return self._at(
            line,
            Text(
                f"数字「{shown(word)}」太长，无法精确保存。",
                f"The number “{shown(word)}” is too long to stay exact.",
            ),
            Text("证件号、编码等请加引号作为文字。", "Quote card numbers and codes: they are text."),
        )

    def too_many(self, line: int, most: int) -> DataFileError:
        return self._at(
            line,
            Text(f"文件的节点超过 {most} 个。", f"The file has more than {most} nodes."),
            Text("请拆成几个文件。", "Split it into several files."),
        )

    def too_deep(self, line: int, deepest: int) -> DataFileError:
        return self._at(
            line,
            Text(f"嵌套超过 {deepest} 层。", f"Nested deeper than {deepest} levels."),
            Text("请展平结构。", "Flatten the structure."),
        )

    def _at(self, line: int, what: Text, remedy: Text) -> DataFileError:
        return refusal(self.file, line, what, remedy=remedy)
