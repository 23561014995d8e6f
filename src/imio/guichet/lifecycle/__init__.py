"""Lifecycles: what happens to a dossier once it is submitted, as data.

A lifecycle file is read (``reader``), checked (``checks``) and compiled to a real
DCWorkflow definition (``compiler``); ``runtime`` moves dossiers through it.
"""
