"""What each page of the desk has: the bar, its style sheet, dates, names."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import tzinfo
from functools import cache
from functools import cached_property
from hashlib import sha256
from imio.guichet.core.settings import town_map
from imio.guichet.core.types import Phase
from imio.guichet.desk import agents
from imio.guichet.desk import dates
from imio.guichet.desk.phases import PHASES
from importlib.resources import files
from pathlib import Path
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zoneinfo import ZoneInfo


STATIC = Path(__file__).parent.parent / "static"
RESOURCES = "++plone++imio.guichet.desk"
POLICY = (
    "default-src 'self'; script-src {scripts}; object-src 'none'; base-uri 'self'; "
    "img-src 'self' data:{images}; form-action 'self'; frame-ancestors 'self'"
)
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Headers of each page, besides its policy of contents: for this agent only."""

MAPS = "++plone++imio.guichet.forms"
"""Where the script of maps is: room forms brings answers with maps."""

DEFAULT_ZONE = "Europe/Brussels"


@cache
def version(name: str) -> str:
    """Return a mark that changes with the content of a static file."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:10]


@cache
def map_version() -> str:
    """Return a mark that changes with the script of maps; "0" without it."""
    try:
        script = files("imio.guichet.forms") / "static" / "map.js"
        return sha256(script.read_bytes()).hexdigest()[:10]
    except (ModuleNotFoundError, FileNotFoundError):
        return "0"


class DeskView(BrowserView):
    """A page of the desk, in the desk's own light frame."""

    layout = ViewPageTemplateFile("templates/layout.pt")
    page_title: Any = ""

    def prepare(self) -> None:
        """Set the headers of a page that is only for who asked for it."""
        response = self.request.response
        response.setHeader("X-Theme-Disabled", "1")
        for name, value in HEADERS.items():
            response.setHeader(name, value)
        town = town_map() if self.has_map else None
        policy = POLICY.format(
            scripts="'self'" if town else "'none'",
            images=f" {town.tile_source}" if town and town.tile_source else "",
        )
        response.setHeader("Content-Security-Policy", policy)

    @property
    def has_map(self) -> bool:
        """True for a page that shows a map. No script runs on others."""
        return False

    @cached_property
    def map_script(self) -> str:
        """Address of the script that draws maps."""
        return f"{self.site_url}/{MAPS}/map.js?v={map_version()}"

    @cached_property
    def site_url(self) -> str:
        return api.portal.get().absolute_url()

    @cached_property
    def site_title(self) -> str:
        return api.portal.get().Title()

    @cached_property
    def desk_url(self) -> str:
        return f"{self.site_url}/@@desk"

    @cached_property
    def language(self) -> str:
        return api.portal.get_current_language()

    @cached_property
    def agent(self) -> agents.Agent:
        return agents.current_agent()

    @cached_property
    def agent_name(self) -> str:
        return agents.name_of(self.agent.id)

    @cached_property
    def zone(self) -> tzinfo:
        name = api.portal.get_registry_record("plone.portal_timezone", default=None)
        return ZoneInfo(name or DEFAULT_ZONE)

    @cached_property
    def today(self) -> date:
        return datetime.now(self.zone).date()

    @cached_property
    def messages(self) -> list[Any]:
        """Status messages; reading them takes them away."""
        return IStatusMessage(self.request).show()

    def tell(self, message: Any, kind: str = "info") -> None:
        """Leave a message for the next page."""
        IStatusMessage(self.request).add(message, type=kind)

    def resource(self, name: str) -> str:
        """Return the address of a static file of the desk."""
        return f"{self.site_url}/{RESOURCES}/{name}?v={version(name)}"

    def short_date(self, moment: date | datetime | None) -> str:
        return dates.short(moment, self.zone)

    def exact_date(self, moment: date | datetime | None) -> str:
        return dates.exact(moment, self.zone)

    def phase_title(self, phase: str) -> Any:
        return PHASES[Phase(phase)]

    def name_of(self, user_id: str | None) -> str:
        """Return a user's name; asked once per page."""
        names = self._names
        user_id = user_id or ""
        if user_id not in names:
            names[user_id] = agents.name_of(user_id)
        return names[user_id]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {}

    @cached_property
    def _services(self) -> dict[str, str]:
        return agents.service_titles()

    def service_title(self, service: str) -> str:
        return self._services.get(service, service)
