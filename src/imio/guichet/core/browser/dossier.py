"""The address of a dossier itself: leads to the page of whoever comes."""

from imio.guichet.core.permissions import READ_INTERNAL
from plone import api
from Products.Five.browser import BrowserView


class DossierRedirect(BrowserView):
    """Agents go to the desk's page, the applicant to the portal's."""

    def __call__(self) -> str:
        dossier = self.context
        if api.user.has_permission(READ_INTERNAL, obj=dossier):
            url = f"{dossier.absolute_url()}/@@desk-dossier"
        else:
            url = (
                f"{api.portal.get().absolute_url()}/guichet/@@dossier/"
                f"{dossier.reference}"
            )
        self.request.response.redirect(url)
        return ""
