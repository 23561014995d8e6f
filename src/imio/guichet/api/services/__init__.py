"""The services: they translate HTTP, nothing more."""
