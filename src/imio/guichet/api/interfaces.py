"""Contracts of room api."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IApiLayer(IDefaultBrowserLayer):
    """Browser layer of the REST services."""
