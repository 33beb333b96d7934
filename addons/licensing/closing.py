"""An application ends with its case, whoever or whatever ended that."""

from datetime import datetime

from addons.licensing.models import Application
from addons.licensing.words import ApplicationState
from approvals.cases.view import CaseView


def settle(application: Application, case: CaseView, *, now: datetime) -> bool:
    """The application is closed when its case is, with the same outcome; True when this closed it."""
    outcome = case.state.outcome
    if outcome is None or application.state != ApplicationState.OPEN:
        return False
    application.state = ApplicationState.CLOSED
    application.outcome = outcome.value
    application.closed_at = now
    return True
