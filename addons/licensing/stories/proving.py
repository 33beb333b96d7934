"""Whether what a plugin's demo/cases.yaml names is there: matters, certificates, accounts, steps, fields; nothing is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from addons.certificates.demonstration import names
from addons.licensing.definition import Matter
from addons.licensing.matters import matter_in_force
from addons.licensing.sections import chain_in_force
from addons.licensing.stories.reading import Told, told_by
from addons.licensing.stories.story import Deed, Story
from approvals.engine import CompiledChain
from approvals.words import Verb
from forms.compiler import CompiledForm
from forms.fields.file import FileField
from forms.versions import form_at
from kernel.definitions import current
from kernel.demonstration import Brought
from kernel.errors import DataFileError, Invalid, NotFound, TongbanError
from kernel.registry import Registry
from kernel.text import Text, listed


@dataclass(frozen=True, slots=True)
class Ground:
    """What a story may name: the steps of its matter's chain, the fields of its form."""

    chain: CompiledChain
    form: CompiledForm


class Proof:
    """One file under proof; the same fault at the same line is told once."""

    def __init__(self, told: Told, brought: Brought) -> None:
        self.told, self.brought = told, brought
        self.certificates = names(brought.folders)
        self.faults: dict[tuple[str, str], DataFileError] = {}

    def refuse(self, path: str, what: Text, remedy: Text) -> None:
        """The fault is told at the line of that part."""
        place = self.told.place(path)
        self.faults.setdefault((place, what.zh), DataFileError(what, remedy=remedy, place=place))

    def refuse_strangers(self, path: str, *accounts: str) -> None:
        """Told unless everybody has an account in some demo/accounts.csv."""
        for name in accounts:
            if name not in self.brought.accounts:
                self.refuse(
                    path,
                    Text(f"演示数据里没有账户“{name}”。", f"No demo brings an account “{name}”."),
                    Text(
                        "请加进 demo/accounts.csv，或改正登录名。",
                        "Add it to demo/accounts.csv, or correct the name.",
                    ),
                )


def unproved(session: Session, registry: Registry, brought: Brought) -> Iterator[TongbanError]:
    """Everything that would keep the plugin's stories from being told, each fault at its line."""
    own = {name: folder for name, folder in brought.folders.items() if name == brought.plugin}
    for _, told in told_by(own):
        proof = Proof(told, brought)
        for absence in told.absences:
            proof.refuse_strangers(absence.path, absence.account, absence.deputy)
        twice: set[str] = set()
        for number, story in enumerate(told.stories):
            if story.name in twice:
                proof.refuse(
                    f"cases[#{number}].name",
                    Text(f"“{story.name}”写了两次。", f"“{story.name}” is there twice."),
                    Text("请换一个名称。", "Choose another name."),
                )
            twice.add(story.name)
            _prove(proof, number, story, _ground(proof, session, registry, number, story))
        yield from proof.faults.values()


def _ground(proof: Proof, session: Session, registry: Registry, number: int, story: Story) -> Ground | None:
    try:
        matter: Matter = matter_in_force(session, story.matter).matter
    except NotFound as error:
        proof.refuse(f"cases[#{number}].matter", error.what, error.remedy)
        return None
    version = current(session, matter.form)
    if version is None:
        return None
    return Ground(chain_in_force(session, registry, matter.chain), form_at(session, version.id, registry))


def _prove(proof: Proof, number: int, story: Story, ground: Ground | None) -> None:
    if story.certificate not in proof.certificates:
        proof.refuse(
            f"cases[#{number}].certificate",
            Text(
                f"演示数据里没有证书“{story.certificate}”。",
                f"No demo has a certificate “{story.certificate}”.",
            ),
            Text(
                "请写某个 demo/certificates.csv 里的 id。",
                "Name a row of some demo/certificates.csv by its id.",
            ),
        )
    for place, deed in enumerate(story.deeds):
        path = f"cases[#{number}].deeds[#{place}]"
        proof.refuse_strangers(f"{path}.who", deed.who)
        proof.refuse_strangers(f"{path}.people", *deed.people)
        if ground is not None:
            _prove_steps(proof, path, deed, ground.chain)
            _prove_fields(proof, path, deed, ground.form)


def _prove_steps(proof: Proof, path: str, deed: Deed, chain: CompiledChain) -> None:
    to = deed.to if deed.does in (Verb.RETURN, Verb.JUMP) else ""
    for key, name in (("step", deed.step), ("to", to)):
        if name and name not in chain.steps:
            known = listed(chain.steps)
            proof.refuse(
                f"{path}.{key}",
                Text(f"审批链没有“{name}”这一步。", f"The chain has no step “{name}”."),
                Text(f"可以写：{known.zh}。", f"Known: {known.en}."),
            )


def _prove_fields(proof: Proof, path: str, deed: Deed, form: CompiledForm) -> None:
    for name, value in deed.answers.items():
        at = deed.written[name]
        if not _is_asked(proof, at, name, form):
            continue
        field = form.fields[name]
        if field.type.tabular or isinstance(field.type, FileField):
            continue
        try:
            field.type.normalised(value)
        except Invalid as error:
            said = Text(f"{field.title.zh}：{error.what.zh}", f"{field.title.en}: {error.what.en}")
            proof.refuse(at, said, error.remedy)
    for name in deed.files:
        at = f"{path}.files.{name}"
        if _is_asked(proof, at, name, form) and not isinstance(form.fields[name].type, FileField):
            proof.refuse(
                at,
                Text(f"“{name}”一栏不收文件。", f"The field “{name}” takes no files."),
                Text("请写表单里收文件的一栏。", "Name a field of the form that takes files."),
            )
    for number, line in enumerate(deed.lines):
        _is_asked(proof, f"{path}.lines[#{number}].at", line.at.partition(".")[0], form)


def _is_asked(proof: Proof, path: str, name: str, form: CompiledForm) -> bool:
    if name in form.fields:
        return True
    proof.refuse(
        path,
        Text(f"表单里没有“{name}”这一栏。", f"The form has no field “{name}”."),
        Text("请对照事项的表单改正名称。", "Correct the name, looking at the form of the matter."),
    )
    return False
