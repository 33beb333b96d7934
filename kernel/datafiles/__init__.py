"""Data files of plugins: strict YAML definitions and CSV tables, every fault at file:line."""
