"""Contracts of the exchange."""

from imio.guichet.core.interfaces import ICoreLayer


class IExchangeLayer(ICoreLayer):
    """Browser layer of the room."""
