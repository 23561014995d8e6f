"""Install a site profile: services, catalogue, settings and content of a town.

Installing again updates what came from the profile and was not changed since in the
site; what the town changed stays. Nothing is installed from a profile with an error.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from DateTime import DateTime
from datetime import date
from datetime import datetime
from imio.guichet.core.settings import ITownSettings
from imio.guichet.core.settings import PREFIX
from imio.guichet.core.types import Problem
from imio.guichet.exchange import values
from imio.guichet.exchange.gather import COUNTER_ID
from imio.guichet.exchange.gather import SERVICES_ID
from imio.guichet.exchange.package import OPTIONS
from imio.guichet.exchange.package import Package
from imio.guichet.exchange.package import PackedProcedure
from imio.guichet.exchange.parts import PARTS
from imio.guichet.exchange.plan import check_procedure
from imio.guichet.exchange.shelves import BY_NAME
from imio.guichet.exchange.values import rich
from imio.guichet.town.imported import assign
from imio.guichet.town.imported import remembered
from imio.guichet.town.sitedata import CategoryData
from imio.guichet.town.sitedata import PageData
from imio.guichet.town.sitedata import ProcedureData
from imio.guichet.town.sitedata import ProfileError
from imio.guichet.town.sitedata import PROFILES
from imio.guichet.town.sitedata import read_site
from imio.guichet.town.sitedata import ServiceData
from imio.guichet.town.sitedata import SiteData
from pathlib import Path
from plone import api
from plone.app.event.base import default_timezone
from plone.dexterity.utils import iterSchemata
from types import SimpleNamespace
from typing import Any
from zope.i18n import translate
from zope.schema import Date
from zope.schema import Datetime
from zope.schema import getFieldsInOrder


#: What a revision freezes: when it changes, the procedure is published again.
FROZEN = frozenset({"fields_model", "translations", "tests"})
Say = Callable[[str], None]


def install(
    site: Any, name: str, profiles: Path = PROFILES, say: Say = lambda line: None
) -> SiteData:
    """Install the site profile ``name`` and return what it holds.

    Raises ProfileError, before anything is changed, when the profile is not sound.
    ``say`` is told what is being done, a line at a time.
    """
    data = read_site(name, profiles)
    problems = [
        *check_catalogue(site, data),
        *check_settings(data),
    ]
    if problems:
        raise ProfileError(problems)
    new = COUNTER_ID not in site.objectIds()
    say("Services et groupes")
    install_services(site, data.services)
    say("Cycles de vie")
    install_shelves(site, data)
    say("Démarches")
    install_catalogue(site, data)
    say("Pages et réglages de la commune")
    install_settings(site, data)
    for page in data.content:
        install_page(site, page)
    if new:
        order(site, data.order)
    return data


def check_catalogue(site: Any, data: SiteData) -> Iterator[Problem]:
    """Yield what is wrong in the procedures and in what they share."""
    package = package_of(data)
    for name, held in package.shelves.items():
        for id_, text in held.items():
            for problem in BY_NAME[name].check(site, id_, text):
                yield _at(data, f"{name}/{id_}.json: {problem.place}", problem)
    for packed in package.procedures:
        for problem in check_procedure(site, package, packed):
            if problem.severity == "error":
                yield _at(data, problem.place, problem)


def _at(data: SiteData, place: str, problem: Problem) -> Problem:
    message = translate(problem.message, target_language=data.language)
    return Problem(f"{data.catalogue}/{place}", message, problem.severity)


def package_of(data: SiteData) -> Package:
    """Return the catalogue as room exchange knows it."""
    procedures = tuple(
        PackedProcedure(category.id, item.id, item.values, item.parts)
        for category in data.categories
        for item in category.procedures
    )
    return Package(procedures=procedures, shelves=data.shelves)


def install_shelves(site: Any, data: SiteData) -> None:
    """Install or update lifecycles and whatever else procedures share."""
    for name, held in data.shelves.items():
        for id_, text in held.items():
            BY_NAME[name].install(site, id_, text)


def check_settings(data: SiteData) -> Iterator[Problem]:
    """Yield the settings that do not exist or have a wrong value."""
    place = f"{data.name}/site.json: settings"
    for name, value in data.settings.items():
        field = ITownSettings.get(name)
        if field is None:
            yield Problem(f"{place}: {name}", "Ce réglage n'existe pas.")
            continue
        try:
            field.validate(value)
        except Exception as error:
            yield Problem(f"{place}: {name}", f"Valeur refusée : {error!r}")


def order(site: Any, names: Sequence[str]) -> None:
    """Put the site's content in this order; what is not named comes after."""
    for place, name in enumerate(names):
        if name in site.objectIds():
            site.moveObjectToPosition(name, place)
    site.portal_catalog.reindexIndex("getObjPositionInParent", None)


def ensure(container: Any, portal_type: str, name: str, title: str) -> tuple[Any, bool]:
    """Return a piece of content by id, and whether it was made now (and published)."""
    if name in container.objectIds():
        return container[name], False
    content = api.content.create(container, portal_type, name, title=title)
    content.addCreator()
    if api.content.get_state(content, "") == "private":
        api.content.transition(content, "publish")
    return content, True


def install_services(site: Any, services: tuple[ServiceData, ...]) -> None:
    """Make or update the services; each brings its group of agents."""
    folder, new = ensure(site, "Folder", SERVICES_ID, "Services communaux")
    assign(
        folder,
        {"description": "Qui fait quoi à l'administration, et comment nous joindre."},
        new,
    )
    for item in services:
        service, new = ensure(folder, "imio.guichet.Service", item.id, item.title)
        values = {
            name: getattr(item, name)
            for name in ("title", "description", "address", "opening_hours")
        }
        values |= {"email": item.email or None, "phone": item.phone or None}
        assign(service, values, new)


def install_catalogue(site: Any, data: SiteData) -> None:
    """Make or update the e-counter, its categories and procedures; publish them."""
    title = data.guichet.get("title", "Guichet citoyen")
    counter, new = ensure(site, "imio.guichet.Counter", COUNTER_ID, title)
    assign(counter, {"description": data.guichet.get("description", "")}, new)
    for item in data.categories:
        _install_category(counter, item)


def _install_category(counter: Any, item: CategoryData) -> None:
    category, new = ensure(counter, "imio.guichet.Category", item.id, item.title)
    values = {"title": item.title, "description": item.description, "icon": item.icon}
    assign(category, values, new)
    for data in item.procedures:
        _install_procedure(category, data)


def _install_procedure(category: Any, item: ProcedureData) -> None:
    new = item.id not in category.objectIds()
    if new:
        procedure = api.content.create(
            category,
            "imio.guichet.Procedure",
            item.id,
            **_procedure_values(item),
        )
    else:
        procedure = category[item.id]
    changed = assign(procedure, _procedure_values(item), new)
    PARTS[OPTIONS].write(procedure, item.parts.get(OPTIONS, ""))
    state = api.content.get_state(procedure)
    if new or (changed & FROZEN and state == "published"):
        api.content.transition(procedure, "publish")


def _procedure_values(item: ProcedureData) -> dict[str, Any]:
    attributes, _problems = values.from_json(item.values)
    written = SimpleNamespace()
    for name, part in PARTS.items():
        if name != OPTIONS:
            part.write(written, item.parts.get(name, ""))
    return attributes | vars(written)


def install_settings(site: Any, data: SiteData) -> None:
    """Set title, languages, front page and the town's settings.

    Records that the town changed since the last time stay.
    """
    records: dict[str, Any] = {
        "plone.site_title": data.title,
        "plone.default_language": data.language,
        "plone.available_languages": list(data.languages),
        "plone.use_cookie_negotiation": len(data.languages) > 1,
        # Tags for social networks are hidden by an inline style, which our policy
        # for contents forbids; and nobody is invited to share a request.
        "plone.share_social_data": False,
    }
    records |= {f"{PREFIX}.{name}": value for name, value in data.settings.items()}
    sender = data.settings.get("sender_email")
    if sender:
        records["plone.email_from_address"] = sender
        records["plone.email_from_name"] = data.settings.get("sender_name", data.title)
    registry = api.portal.get_tool("portal_registry")
    for name, value in _untouched(site, registry, records):
        registry[name] = value
    displayed = registry["plone.displayed_types"]
    if "imio.guichet.Counter" not in displayed:
        registry["plone.displayed_types"] = (*displayed, "imio.guichet.Counter")
    site.title = data.title
    site.description = data.description
    site.setLanguage(data.language)
    if data.layout and data.layout in site.getTypeInfo().view_methods:
        site.setLayout(data.layout)


def _untouched(
    site: Any, registry: Any, records: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    seen = remembered(site)
    for name, value in records.items():
        if name in seen and registry[name] != seen[name]:
            continue
        seen[name] = value
        yield name, value


def install_page(container: Any, data: PageData) -> None:
    """Make or update a piece of content and what is in it."""
    page, new = ensure(container, data.type, data.id, data.title)
    values: dict[str, Any] = {
        "title": data.title,
        "description": data.description,
        "exclude_from_nav": not data.in_navigation,
    }
    if data.text:
        values["text"] = rich(data.text)
    fields = {
        name: field
        for schema in iterSchemata(page)
        for name, field in getFieldsInOrder(schema)
    }
    for name, value in data.values.items():
        values[name] = _typed(fields.get(name), value)
    effective = values.pop("effective", None)
    assign(page, values, new)
    if new and effective is not None:
        page.setEffectiveDate(DateTime(effective.isoformat()))
        page.reindexObject()
    if new and data.layout:
        page.setLayout(data.layout)
    for child in data.children:
        install_page(page, child)


def _typed(field: Any, value: Any) -> Any:
    if isinstance(field, Datetime):
        # A pytz zone, as Plone's events keep: a ZoneInfo cannot be stored.
        zone = default_timezone(as_tzinfo=True)
        return zone.localize(datetime.fromisoformat(value))
    if isinstance(field, Date):
        return date.fromisoformat(value)
    return value
