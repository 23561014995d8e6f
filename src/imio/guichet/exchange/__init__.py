"""Procedures given by one town and taken by another."""
