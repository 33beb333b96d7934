"""Each broken variant is refused as it says, as far as that shows without a database."""

from pathlib import Path

import pytest

from kernel.errors import PatchError, TongbanError
from tests.plugins import variants
from tests.plugins.broken import DEFINITIONS, DEPENDENCIES, EVERY, MANIFESTS, YAML, Broken
from tests.plugins.loading import bodies

READABLE = (
    *MANIFESTS,
    *DEPENDENCIES,
    *YAML,
    *(one for one in DEFINITIONS if one.name != "definition-unknown-kind"),
)


@pytest.mark.parametrize("one", READABLE, ids=str)
def test_it_is_refused_with_its_error_at_its_place(one: Broken, tmp_path: Path):
    folder = one.made(tmp_path)

    with pytest.raises(one.error) as refusal:
        bodies(folder, "alpha", "beta")

    assert isinstance(refusal.value, TongbanError)
    assert refusal.value.what.zh
    assert refusal.value.remedy.en
    if not one.name.startswith("definition"):
        assert refusal.value.place.startswith(one.place)


def test_a_renamed_field_breaks_the_patches_of_beta(tmp_path: Path):
    folder = variants.with_renamed_field(tmp_path)

    assert bodies(folder, "alpha")
    with pytest.raises(PatchError, match="phone"):
        bodies(folder, "alpha", "beta")


def test_every_variant_has_its_own_name_and_changes_something(tmp_path: Path):
    names = [one.name for one in EVERY]
    for one in EVERY:
        one.made(tmp_path / one.name)

    assert len(set(names)) == len(names)
    assert len({_content(tmp_path / name) for name in names}) == len(names)


def _content(folder: Path) -> tuple[tuple[str, bytes], ...]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)
