"""The one translation domain of the suite; default texts are French."""

from zope.i18nmessageid import MessageFactory


DOMAIN = "imio.guichet"
_ = MessageFactory(DOMAIN)
