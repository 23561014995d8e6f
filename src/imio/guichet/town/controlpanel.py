"""Control panel of the town's settings."""

from imio.guichet.core.settings import ITownSettings
from imio.guichet.core.settings import MAP_SETTINGS
from imio.guichet.core.settings import PREFIX
from imio.guichet.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.model import Fieldset
from plone.z3cform import layout


ITownSettings.setTaggedValue(
    FIELDSETS_KEY,
    [
        Fieldset(
            "map",
            label=_("fieldset_town_map", default="Carte et adresses"),
            fields=list(MAP_SETTINGS),
        )
    ],
)


class TownSettingsForm(RegistryEditForm):
    """Edits what every room reads through ``core.settings``."""

    schema = ITownSettings
    schema_prefix = PREFIX
    label = _("title_town_settings", default="Ma commune")
    description = _(
        "help_town_settings",
        default="Le nom, les adresses et les textes que montrent toutes les pages.",
    )


TownControlPanel = layout.wrap_form(TownSettingsForm, ControlPanelFormWrapper)
