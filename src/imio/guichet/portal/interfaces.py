"""Browser layer of the portal."""

from zope.publisher.interfaces.browser import IDefaultBrowserLayer


class IPortalLayer(IDefaultBrowserLayer):
    """Marks requests of sites where the portal is installed."""
