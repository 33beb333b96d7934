"""The functions every rule may call."""
