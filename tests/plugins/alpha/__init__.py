"""A plugin of code and data that uses every seam an installer has to care about."""
