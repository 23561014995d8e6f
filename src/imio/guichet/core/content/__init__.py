"""Content types of the core: one module each."""
