"""Contracts of the desk."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IDeskLayer(IDefaultBrowserLayer):
    """Browser layer of the desk."""
