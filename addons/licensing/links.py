"""Where messages lead: paths of pages that other plugins bring; pure."""

from approvals.assignment import PartyKind, PartyRef


def application_link(application_id: int, party: PartyRef, *, own: bool) -> str:
    """Where the party sees the application: in its own list, among an enterprise's tasks, at the desk."""
    if own:
        return f"/my/applications/{application_id}"
    if party.kind == PartyKind.OFFICE:
        return "/work"
    return "/enterprise"


def certificate_link(certificate_id: int, party: PartyRef) -> str:
    """Where the party sees the certificate."""
    return "/enterprise" if party.kind == PartyKind.ENTERPRISE else f"/my/certificates/{certificate_id}"
