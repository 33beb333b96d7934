"""The plugins that carry the tests are themselves in order."""

from kernel.manifest import read_manifest
from kernel.seams import EFFECT, EXTENSION, HEALTH, JOB, PAGES, REGISTER, SLOT, TOPIC, USAGE
from tests.plugins import broken, variants
from tests.plugins.loading import ROOT, bodies, manifests, registry

HERE = ROOT / "tests/plugins"


def fields_of(body, section: str = "applicant") -> list[str]:
    """The names of a section's fields in order."""
    [found] = [one for one in body["sections"] if one["name"] == section]
    return [field["name"] for field in found["fields"]]


def test_alpha_and_gamma_are_code_and_beta_is_data():
    known = manifests(HERE)

    assert (known["alpha"].has_code, known["gamma"].has_code, known["beta"].has_code) == (True, True, False)


def test_alpha_uses_every_seam_an_installer_cares_about():
    offered = registry()

    for seam in (REGISTER, EFFECT, TOPIC, JOB, USAGE, HEALTH, PAGES, SLOT):
        assert [entry.plugin for entry in offered.entries(seam) if entry.plugin == "alpha"], seam.name
    assert [entry.plugin for entry in offered.entries(EXTENSION)] == ["gamma"]


def test_beta_amends_the_form_of_alpha_and_derives_its_own():
    alone, together = bodies(HERE, "alpha"), bodies(HERE, "alpha", "beta")

    assert fields_of(alone["alpha.request"]) == ["person", "phone", "reason", "urgent"]
    assert fields_of(together["alpha.request"]) == ["person", "phone", "email", "reason", "urgent"]
    assert fields_of(together["beta.request"]) == [
        "beta_code",
        "person",
        "phone",
        "email",
        "reason",
        "urgent",
    ]
    assert [step["name"] for step in together["beta.approval"]["steps"]] == ["filing", "city"]
    assert set(together) == {"alpha.request", "alpha.approval", "beta.request", "beta.approval"}


def test_the_upgrade_of_alpha_brings_a_version_a_revision_and_a_field(tmp_path):
    folder = variants.upgraded(tmp_path)

    manifest = read_manifest(folder / "alpha")
    assert manifest.version == "1.1.0"
    assert manifest.digest != read_manifest(HERE / "alpha").digest
    assert (folder / "alpha/migrations/0002_rebuild.py").is_file()
    assert "wanted_on" in fields_of(bodies(folder, "alpha", "beta")["beta.request"])


def test_plain_words_stay_text(tmp_path):
    body = bodies(variants.with_plain_words(tmp_path), "alpha", "beta")["beta.words"]

    [field] = body["sections"][0]["fields"]
    assert body["title"] == "no"
    assert [option["value"] for option in field["options"]] == ["on", "no", "010", "1e3"]
    assert [option["title"] for option in field["options"]] == ["off", "y", "2026-03-10", "0x10"]


def test_many_packs_are_in_order(tmp_path):
    names = variants.many_packs(tmp_path, 3, definitions=2)

    assert len(bodies(tmp_path, *names)) == 6


def test_a_variant_leaves_the_plugins_themselves_alone(tmp_path):
    before = [read_manifest(HERE / name).digest for name in ("alpha", "beta", "gamma")]

    variants.upgraded(variants.copied(tmp_path, "alpha", "beta", "gamma"))
    for number, one in enumerate(broken.EVERY):
        one.made(tmp_path / str(number))

    assert [read_manifest(HERE / name).digest for name in ("alpha", "beta", "gamma")] == before
