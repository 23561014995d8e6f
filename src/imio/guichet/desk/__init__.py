"""The agents' pages: what waits, and the dossier they work in."""
