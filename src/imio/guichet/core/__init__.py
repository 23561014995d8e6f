"""Contracts and content that every room builds on."""
