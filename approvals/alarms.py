"""The day on which a case is to be looked at again although nobody acts on it; pure."""

from datetime import date, timedelta

from approvals.engine import CompiledChain, State, alarm_of

ONE_DAY = timedelta(days=1)


def alarm_on(chain: CompiledChain, state: State, today: date) -> date | None:
    """When its clocks want something; tomorrow, while it waits for a rule that the day alone may make true."""
    ruled = any(chain.steps[one.step].until is not None for one in state.open)
    days = [day for day in (alarm_of(state), today + ONE_DAY if ruled else None) if day is not None]
    return None if state.suspended else min(days, default=None)
