"""The figures of the project, and the platform's entry into the yardsticks."""
