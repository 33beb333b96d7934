"""addons.letters.usages: contents that documents refer to stay in the storage."""

from addons.certificates.portraits import portrait
from addons.letters.usages import documents_in_use
from forms.cleaning import in_use
from tests.addons.letters.bureau import Bureau


def test_the_files_of_documents_and_what_they_are_drawn_from_are_in_use(bureau: Bureau):
    photo = bureau.storage.put(portrait("张小山"))
    renewal = bureau.renewal(photo_digest=photo)
    bureau.issue(renewal=renewal)
    bureau.issue_certificate(renewal)
    bureau.drain()
    letter, certificate = bureau.documents()
    kept = (letter.docx_digest, letter.template_digest, certificate.pdf_digest, photo)
    made = {digest for digest in kept if digest is not None}
    asked = [*made, "0" * 64]
    assert len(made) == 4
    assert bureau.read(lambda session: documents_in_use(session, asked)) == made
    assert bureau.read(lambda session: in_use(session, bureau.registry, asked)) == made
