"""A plugin whose columns stand beside alpha's units."""
