"""Addresses of the documents."""
