"""One town: its settings, its site profile, its creation."""
