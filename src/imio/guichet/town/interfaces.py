"""What the room town declares."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class ITownLayer(IDefaultBrowserLayer):
    """Browser layer of the town room."""
