"""Contracts of room documents."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IDocumentsLayer(IDefaultBrowserLayer):
    """Browser layer of the documents."""
