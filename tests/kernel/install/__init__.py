"""The installer, proved on both databases with the plugins of tests/plugins."""
