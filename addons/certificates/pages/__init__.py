"""The pages of certificates: the register, read only; what changes a certificate is the effect of a decision."""
