"""A counter of licensing at which approving also makes a letter and an e-certificate, and a look at what was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from addons.letters import service
from addons.letters.models import Document, Issuer
from addons.licensing.models import Application
from addons.parties.queries import office_by_code
from approvals.words import Verb
from forms.storage import LocalFiles, folder_in
from kernel import definitions
from kernel.surroundings import Surroundings
from tests.addons.licensing.counter import Counter
from tests.addons.licensing.place import KEYS, Renewal
from tests.addons.licensing.samples import make_chain
from tests.addons.parties.town import CHANGCHUN, PROVINCE

LETTER, BARE = "toy.granted", "toy.bare"
ADDRESS = "https://tongban.example.gov.cn"
ISSUER = "112299990000000124"
BASIS = "吉建函〔2026〕7号"


def make_letter(**keys: Any) -> dict[str, Any]:
    """The definition of the letter that these tests issue."""
    return {
        "title": {"zh": "准予延续决定书", "en": "Decision to grant the renewal"},
        "template": "renewal_granted.docx",
        "number": {"organ": "吉建许", "word": "准延"},
        "variables": [{"name": "basis", "title": "依据", "value": BASIS}],
        **keys,
    }


@dataclass
class Bureau(Counter):
    """Everything a test does with letters."""

    @property
    def around(self) -> Surroundings:
        return Surroundings(self.registry, self.clock, KEYS, self.house.folder, address=ADDRESS)

    @property
    def storage(self) -> LocalFiles:
        """Where the files lie."""
        return LocalFiles(folder_in(self.house.folder))

    def publish_letters(self) -> None:
        """The letters and the chain that issues them are in force, and the province has its code."""
        bare = {key: value for key, value in make_letter().items() if key != "number"}
        drafts = [
            definitions.Draft(LETTER, "letter", "toy", make_letter()),
            definitions.Draft(BARE, "letter", "toy", bare),
        ]
        for draft in drafts:
            definitions.refuse_unproved(self.registry, draft.name, draft.kind, draft.body, draft.name)

        def published(session: Session) -> None:
            definitions.publish(session, drafts, actor="test", reason="", at=self.now)
            province = office_by_code(session, PROVINCE)
            assert province is not None
            session.add(Issuer(office_id=province.id, credit_code=ISSUER))

        self.act_in(published)
        self.publish(chain=issuing_chain())

    def granted(self, renewal: Renewal | None = None, **values: Any) -> Application:
        """A renewal from its beginning to its grant."""
        renewal = renewal or self.renewal()
        application = self.confirmed(renewal, **values)
        clerk = self.clerk(values.get("office", CHANGCHUN))
        self.act(application, "acceptance", Verb.ACCEPT, clerk)
        self.act(application, "decision", Verb.APPROVE, clerk)
        return self.row(application)

    def documents(self, **where: Any) -> Sequence[Document]:
        """The documents there are, in order."""
        wanted = select(Document).filter_by(**where).order_by(Document.id)
        return self.read(lambda session: list(session.scalars(wanted)))

    def issue(self, name: str = LETTER, *, renewal: Renewal, case: int | None = None) -> Document:
        """A letter about the certificate."""
        return self.act_in(
            lambda session: service.issue_letter(
                session, name, case_id=case, certificate_id=renewal.certificate
            )
        )

    def issue_certificate(self, renewal: Renewal) -> Document:
        """The e-certificate as it stands."""
        return self.act_in(
            lambda session: service.issue_certificate(
                session, certificate_id=renewal.certificate, case_id=None
            )
        )

    def file(self, digest: str | None) -> bytes:
        """What lies in the storage."""
        assert digest is not None
        return self.storage.get(digest)

    def be(self, **span: float) -> None:
        """Time goes by."""
        self.clock.moment = self.clock.moment.astimezone(UTC)
        self.clock.advance(**span)


def issuing_chain(effects: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """The toy chain, whose decision also makes documents."""
    chain = make_chain()
    chain["steps"][-1]["effects"] += effects or [
        {
            "effect": "letter",
            "with": {"letter": f'"{LETTER}"', "case": "case_id", "certificate": "certificate"},
        },
        {"effect": "e_certificate", "with": {"certificate": "certificate", "case": "case_id"}},
    ]
    return chain
