"""Every act on identities and claims has a title in the audit register."""

import re

from addons.parties.identity.words import ClaimState
from app.admin.audit_words import ACTIONS
from tests.kernel.install.house import ROOT

WRITTEN = re.compile(r'"((?:identity|claim)\.[a-z_]+)"')


def test_every_act_that_is_recorded_has_a_title():
    code = "".join(
        (ROOT / f"addons/parties/identity/{name}.py").read_text() for name in ("service", "claims")
    )
    acts = set(WRITTEN.findall(code))
    acts |= {f"claim.{state}" for state in ClaimState if state is not ClaimState.PENDING}
    assert len(acts) >= 8
    assert acts <= set(ACTIONS)
