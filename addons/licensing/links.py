"""Where messages lead: paths of pages that other plugins bring; pure."""

from approvals.people.assignment import PartyKind, PartyRef


def application_link(application_id: int, case_id: int, party: PartyRef, *, own: bool) -> str:
    """Where the party sees the application: in its own list, among an enterprise's tasks, at the desk."""
    if party.kind == PartyKind.OFFICE:
        return f"/work/{case_id}"
    if own and party.kind == PartyKind.PERSON:
        return f"/my/applications/{application_id}"
    return f"/enterprise/applications/{application_id}"


def certificate_link(certificate_id: int, party: PartyRef) -> str:
    """Where the party sees the certificate."""
    at = "/enterprise" if party.kind == PartyKind.ENTERPRISE else "/my"
    return f"{at}/certificates/{certificate_id}"
