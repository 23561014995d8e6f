"""The citizen's pages: theme, home, e-counter, search, tracking, my space, dossier."""
