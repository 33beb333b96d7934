"""Who somebody is in a case: whose a step is, in whose place they act, and what they may see."""
