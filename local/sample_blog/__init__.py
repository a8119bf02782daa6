"""A small blog on this machine that answers like WordPress."""
