"""An uploaded pack, put into a plugin folder only when all of it is harmless and readable."""

import io
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from kernel.errors import Conflict, Invalid, ManifestError, TongbanError
from kernel.manifest import MANIFEST, Manifest, read_manifest
from kernel.text import Text

MIB = 1024 * 1024
LARGEST_ZIP = 20 * MIB
LARGEST_CONTENT = 100 * MIB
MOST_FILES = 2_000
LONGEST_NAME = 255
SUFFIXES = frozenset({".yaml", ".yml", ".csv", ".docx", ".png", ".jpg", ".jpeg", ".md", ".txt"})
PLAIN_NAMES = frozenset({"LICENSE", "README"})
COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Others may ask for gigabytes of memory before the first byte is out."""

Contents = Mapping[PurePosixPath, bytes]


def unpacked(content: bytes, folder: Path, *, taken: Iterable[str] = ()) -> Manifest:
    """The pack lies in the folder, in place of its former version; `taken` are names that live elsewhere."""
    if len(content) > LARGEST_ZIP:
        raise _refused(
            Text("压缩包超过 20 MB。", "The zip is larger than 20 MB."),
            Text("请去掉不需要的文件后重新打包。", "Leave out what is not needed and pack it again."),
        )
    name, files = _read(content)
    if name in taken or _has_code(folder / name):
        raise _name_taken(name)
    return _installed(name, files, folder)


def _read(content: bytes) -> tuple[str, Contents]:
    """The name of the one plugin in the archive, and its files."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = [one for one in archive.infolist() if not one.is_dir()]
            name = _checked(files)
            return name, {PurePosixPath(one.filename): _extracted(archive, one) for one in files}
    except TongbanError:
        raise
    except Exception as error:
        # a forged archive leads zipfile to any exception there is
        raise _refused(
            Text("这不是完整的 zip 文件。", "This is not a complete zip file."),
            Text("请重新导出或重新打包后再上传。", "Export or pack it again, then upload it."),
        ) from error


def _checked(files: Sequence[zipfile.ZipInfo]) -> str:
    if len(files) > MOST_FILES or sum(one.file_size for one in files) > LARGEST_CONTENT:
        raise _refused(
            Text("解压后超过 2000 个文件或 100 MB。", "Unpacked it holds over 2,000 files or 100 MB."),
            Text("请拆分后再上传。", "Split it and upload the parts."),
        )
    for one in files:
        _check_member(one)
    paths = [PurePosixPath(one.filename) for one in files]
    if len(set(paths)) < len(paths) or {parent for path in paths for parent in path.parents} & set(paths):
        raise _refused(
            Text("压缩包里有同名的文件。", "Two files in it have one name."),
            Text("请重新打包。", "Pack it again."),
        )
    names = {path.parts[0] for path in paths}
    if len(names) != 1 or PurePosixPath(min(names), MANIFEST) not in paths:
        raise _refused(
            Text(
                f"压缩包里应当只有一个文件夹，其中有 {MANIFEST}。",
                f"It must hold one folder with {MANIFEST} in it.",
            ),
            Text("请把插件文件夹整个打包。", "Pack the plugin's folder as a whole."),
        )
    return names.pop()


def _check_member(one: zipfile.ZipInfo) -> None:
    path, shown = PurePosixPath(one.filename), one.filename[:80]
    loose = len(path.parts) == 1
    unsafe = loose or path.is_absolute() or ".." in path.parts or "\\" in one.filename
    odd = not one.filename.isprintable() or any(len(part.encode()) > LONGEST_NAME for part in path.parts)
    if unsafe or odd or stat.S_ISLNK(one.external_attr >> 16):
        raise _refused(
            Text(
                f"“{shown}”不在插件文件夹里，或名称不可用。",
                f"“{shown}” lies outside of the plugin, or is odd.",
            ),
            Text("请把插件文件夹整个打包，不含链接。", "Pack the plugin's folder as a whole, without links."),
        )
    harmless = path.suffix.lower() in SUFFIXES or path.name in PLAIN_NAMES or path.parts[1:] == (MANIFEST,)
    if not harmless:
        raise _refused(
            Text(
                f"“{shown}”不是数据文件，不能从浏览器上传。",
                f"“{shown}” is no data file and cannot be uploaded in the browser.",
            ),
            Text(
                "含代码的插件请由运维放入插件目录。",
                "Plugins with code are put into the plugin folders by operations.",
            ),
        )


def _extracted(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    if one.compress_type not in COMPRESSIONS:
        raise zipfile.BadZipFile(one.filename)
    with archive.open(one) as source:
        # the size in the directory may lie: read one byte more than it says, and no further
        content = source.read(one.file_size + 1)
    if len(content) != one.file_size:
        raise zipfile.BadZipFile(one.filename)
    return content


def _installed(name: str, files: Contents, folder: Path) -> Manifest:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=folder) as staging:
        for file, content in files.items():
            path = Path(staging, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        read_manifest(Path(staging, name))
        target, former = folder / name, Path(staging, ".former")
        if target.exists():
            target.rename(former)
        try:
            Path(staging, name).rename(target)
        except OSError:
            if former.exists():
                shutil.copytree(former, target, dirs_exist_ok=True)
            raise
        return read_manifest(target)


def _has_code(folder: Path) -> bool:
    """Whether operations have put a plugin with code here."""
    try:
        return folder.is_dir() and read_manifest(folder).has_code
    except ManifestError:
        return False


def _refused(what: Text, remedy: Text) -> TongbanError:
    return Invalid(what, remedy=remedy, place="zip")


def _name_taken(name: str) -> Conflict:
    return Conflict(
        Text(
            f"插件 {name} 在服务器的插件目录里，不能被上传的包替换。",
            f"{name} lives on the server and cannot be replaced.",
        ),
        remedy=Text("请给您的插件换一个标识。", "Give your plugin another name."),
        place=name,
    )
