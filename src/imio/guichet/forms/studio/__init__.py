"""The server of the form studio: what managers edit, check, try and publish."""
