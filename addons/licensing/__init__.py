"""The plugin that joins a form, a chain and a certificate into a service one can apply for."""
