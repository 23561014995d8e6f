"""Dossiers for other programs, over REST."""
