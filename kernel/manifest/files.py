"""The data files a manifest names: inside the folder, there, and each once."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from kernel.manifest.complaints import Complaints, printable
from kernel.manifest.folder import UNCOUNTED, stays_inside
from kernel.manifest.model import DataEntry
from kernel.text import Text

LONGEST = 200
DATA = (".yaml", ".yml", ".csv")
DEMO = (".csv",)
ENTRY_KEYS = frozenset({"file", "noupdate"})


def checked_files(
    folder: Path,
    items: Sequence[tuple[int, object]],
    complaints: Complaints,
    *,
    kinds: tuple[str, ...],
    seen: set[str],
) -> tuple[DataEntry, ...]:
    """The usable entries; the others are noted at their lines."""
    entries: list[DataEntry] = []
    root = folder.resolve()
    for line, item in items:
        entry = _entry(item)
        problem = WRONG_ENTRY if entry is None else _problem(root, entry, kinds=kinds, seen=seen)
        if problem is not None:
            what, remedy = problem
            complaints.at_line(line, what, remedy)
        elif entry is not None:
            seen.add(entry.file)
            entries.append(entry)
    return tuple(entries)


WRONG_ENTRY = (
    Text("数据文件应是路径，或 {file, noupdate}。", "A data file is a path or {file, noupdate}."),
    Text(
        '例如 "data/x.csv" 或 {"file": "data/x.csv", "noupdate": True}。',
        'For example "data/x.csv" or {"file": "data/x.csv", "noupdate": True}.',
    ),
)


def _entry(item: object) -> DataEntry | None:
    if isinstance(item, str):
        return DataEntry(item)
    if not isinstance(item, dict) or not item.keys() <= ENTRY_KEYS:
        return None
    file, noupdate = item.get("file"), item.get("noupdate", False)
    return DataEntry(file, noupdate) if isinstance(file, str) and isinstance(noupdate, bool) else None


def _problem(
    root: Path, entry: DataEntry, *, kinds: tuple[str, ...], seen: set[str]
) -> tuple[Text, Text] | None:
    shown = printable(entry.file)
    misplaced = _misplaced(root, entry.file)
    if misplaced is not None:
        return misplaced
    if PurePosixPath(entry.file).suffix not in kinds:
        known = ", ".join(kinds)
        return (
            Text(
                f"「{shown}」不是这里可用的数据文件（{known}）。",
                f"“{shown}” is none of: {known}.",
            ),
            Text(
                "定义写成 YAML，表写成 CSV；示例只用 CSV。", "Definitions are YAML, tables CSV; demo is CSV."
            ),
        )
    if entry.file in seen:
        return (
            Text(f"文件「{shown}」列了两次。", f"The file “{shown}” is listed twice."),
            Text("请只列一次。", "List it once."),
        )
    if entry.noupdate and not entry.file.endswith(".csv"):
        return (
            Text(
                f"noupdate 只用于 CSV，「{shown}」不是。", f"noupdate is for CSV rows; “{shown}” is no CSV."
            ),
            Text(
                "请去掉 noupdate；定义由工作室层保留修改。",
                "Drop it; the studio layer keeps changes of definitions.",
            ),
        )
    return None


def _misplaced(root: Path, file: str) -> tuple[Text, Text] | None:
    shown, path = printable(file), root / file
    if not _is_plain(file) or (_exists(path) and not stays_inside(root, path)):
        return (
            Text(
                f"路径「{shown}」离开了插件文件夹，或写法不规范。",
                f"Path “{shown}” leaves the folder or is odd.",
            ),
            Text(
                "请写文件夹内的相对路径，如 data/x.csv。",
                "Write a relative path inside it, such as data/x.csv.",
            ),
        )
    if not path.is_file():
        return (
            Text(f"没有文件「{shown}」。", f"There is no file “{shown}”."),
            Text("请放入文件，或从清单删去。", "Add the file or take it out of the manifest."),
        )
    return None


def _is_plain(file: str) -> bool:
    """Relative, posix, normal, printable, and nothing that the digest leaves out."""
    parts = PurePosixPath(file).parts
    return (
        file.isprintable()
        and "\\" not in file
        and len(file) <= LONGEST
        and "/".join(parts) == file
        and not file.startswith("/")
        and not UNCOUNTED.union({".."}).intersection(parts)
    )


def _exists(path: Path) -> bool:
    return path.is_symlink() or path.exists()
