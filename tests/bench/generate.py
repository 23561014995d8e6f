"""Fill a database for the measures; runs inside Zope, not over HTTP.

    python tests/bench/generate.py ZOPE_CONF SITE_ID COUNT FACTS_JSON

Makes once a service, an agent and a procedure for each form that is measured, then
dossiers of the one with two pages through the same functions the pages use, until there are COUNT. Writes
what the scenarios need to know as JSON (see ``scenario.Facts``).
"""

from imio.guichet.core import dossiers
from imio.guichet.core.commandline import open_app
from imio.guichet.core.interfaces import IDossierLifecycle
from pathlib import Path
from plone import api
from zope.component.hooks import setSite

import json
import logging
import random
import secrets
import sys
import transaction


#: Counts as many dossiers per transaction.
BATCH = 100
SERVICE = "mesures"
AGENT = "mesures-agent"
LIFECYCLE = "report"
#: One dossier in this many is carried on by the agent.
CARRIED_ON = 10

FIELDS = """
      <field name="{name}_nom" type="zope.schema.TextLine">
        <title>Nom</title>
      </field>
      <field name="{name}_prenom" type="zope.schema.TextLine">
        <title>Prénom</title>
      </field>
      <field name="{name}_courriel" type="plone.schema.email.Email">
        <title>Adresse électronique</title>
      </field>
      <field name="{name}_telephone" type="zope.schema.TextLine">
        <title>Téléphone</title>
        <description>De préférence un numéro de portable.</description>
      </field>
      <field name="{name}_nombre" type="zope.schema.Int">
        <title>Nombre de personnes</title>
        <min>1</min>
        <max>10000</max>
      </field>
      <field name="{name}_jour" type="zope.schema.Date">
        <title>Date</title>
      </field>
      <field name="{name}_endroit" type="zope.schema.Choice">
        <title>Endroit</title>
        <values>
          <element key="rue">Une rue</element>
          <element key="place">Une place</element>
          <element key="parc">Un parc</element>
        </values>
      </field>
      <field name="{name}_couvert" type="zope.schema.Bool">
        <title>Est-ce couvert ?</title>
        <required>False</required>
      </field>
      <field name="{name}_adresse" type="zope.schema.TextLine">
        <title>Adresse</title>
      </field>
      <field name="{name}_description" type="zope.schema.Text">
        <title>Décrivez en quelques mots</title>
      </field>
"""
MODEL = """\
<?xml version="1.0" encoding="utf-8"?>
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:guichet="http://namespaces.imio.be/guichet">
  <schema>
{pages}
  </schema>
</model>
"""


#: Three fields with a rule each.
RULED = """
      <field name="{name}_ruelle" type="zope.schema.TextLine"
          guichet:show='{{"&gt;": [{{"var": "{name}_nombre"}}, 0]}}'>
        <title>Ruelle</title>
      </field>
      <field name="{name}_toile" type="zope.schema.TextLine"
          guichet:require='{{"var": "{name}_couvert"}}'>
        <title>Toile</title>
      </field>
      <field name="{name}_total" type="zope.schema.Int" guichet:visible="true"
          guichet:compute='{{"*": [{{"var": "{name}_nombre"}}, 2]}}'>
        <title>Deux fois</title>
        <required>False</required>
      </field>
"""
TWELVE = tuple(f"page{number}" for number in range(1, 13))


def page(name: str, *fields: str, attributes: str = "") -> str:
    """A fieldset of the model."""
    inside = "".join(fields)
    return (
        f'<fieldset name="{name}" label="Page {name}"{attributes}>{inside}</fieldset>'
    )


def model(*pages: str) -> str:
    """The XML of a form."""
    return MODEL.format(pages="".join(pages))


def ten(name: str) -> str:
    """Ten questions, their names prefixed."""
    return FIELDS.format(name=name)


def ruled_page(name: str) -> str:
    """A page that a rule shows, with thirteen fields; three have rules."""
    rule = '{"&gt;": [{"var": "page1_nombre"}, 0]}'
    return page(
        name,
        ten(name),
        RULED.format(name=name),
        attributes=f" guichet:show='{rule}'",
    )


#: The forms that are measured, by id. The page that is looked at has ten questions but
#: in ``une-page-80``.
FORMS = {
    "deux-pages": model(*(page(name, ten(name)) for name in ("premiere", "seconde"))),
    "une-page-10": model(page("page1", ten("page1"))),
    "une-page-80": model(page("page1", *map(ten, TWELVE[:8]))),
    "huit-pages-80": model(*(page(name, ten(name)) for name in TWELVE[:8])),
    # 150 fields: two pages of ten, ten of thirteen; forty rules.
    "douze-pages-150": model(
        *(page(name, ten(name)) for name in TWELVE[:2]),
        *map(ruled_page, TWELVE[2:]),
    ),
}
#: Of the procedures of FORMS.
CODES = ("BEN", "BEA", "BEB", "BEC", "BED")


def make_service(site) -> None:
    """The service that handles the dossiers, and its agent."""
    services = site.get("services", site)
    if SERVICE not in services:
        api.content.create(
            services, "imio.guichet.Service", SERVICE, title="Service des mesures"
        )
    if api.user.get(username=AGENT) is None:
        api.user.create(
            email="mesures@example.be",
            username=AGENT,
            password=secrets.token_urlsafe(12),
            properties={"fullname": "Agent des mesures"},
        )
        api.user.grant_roles(username=AGENT, roles=["Agent"])
    api.group.add_user(groupname=services[SERVICE].group_id, username=AGENT)


def make_procedures(site) -> dict[str, object]:
    """A published procedure for each of FORMS, by id."""
    counter = site["guichet"]
    if "mesures" not in counter:
        category = api.content.create(
            counter, "imio.guichet.Category", "mesures", title="Mesures"
        )
        api.content.transition(category, "publish")
    category = counter["mesures"]
    for code, (name, source) in zip(CODES, FORMS.items(), strict=True):
        if name in category:
            continue
        procedure = api.content.create(
            category,
            "imio.guichet.Procedure",
            name,
            title=f"Une démarche : {name}",
            code=code,
            lifecycle=LIFECYCLE,
            functions={"handling": [SERVICE]},
        )
        procedure.fields_model = source
        api.content.transition(procedure, "publish")
    return {name: category[name] for name in FORMS}


def answers(number: int) -> dict[str, object]:
    """Typed answers, each dossier its own."""
    chance = random.Random(number)
    names = ("Élodie", "Camille", "Noé", "Lucas", "Inès", "Mehdi", "Zoé", "Hugo")
    families = ("Dupont", "Lambert", "Peeters", "Dubois", "Rossi", "Yilmaz", "Leroy")
    first, family = chance.choice(names), chance.choice(families)
    found: dict[str, object] = {}
    for page in ("premiere", "seconde"):
        found |= {
            f"{page}_nom": family,
            f"{page}_prenom": first,
            f"{page}_courriel": f"citoyen{number}@example.be",
            f"{page}_telephone": "071 12 34 56",
            f"{page}_nombre": chance.randint(1, 3000),
            f"{page}_endroit": chance.choice(("rue", "place", "parc")),
            f"{page}_couvert": chance.random() < 0.5,
            f"{page}_adresse": f"Rue des Mesures {number}",
            f"{page}_description": "Une demande faite pour mesurer la vitesse.",
        }
    return found


def make_dossier(procedure, number: int):
    """One submitted dossier; one in CARRIED_ON goes a step further."""
    dossier = dossiers.create_draft(procedure)
    given = answers(number)
    dossier.answers.update(given)
    dossier.progress = ("premiere", "seconde")
    dossier.applicant_name = f"{given['premiere_prenom']} {given['premiere_nom']}"
    dossier.applicant_email = str(given["premiere_courriel"])
    dossiers.submit(dossier)
    if number % CARRIED_ON == 0:
        with api.env.adopt_user(AGENT):
            lifecycle = IDossierLifecycle(dossier)
            transition = next(
                one for one in lifecycle.transitions() if one.id == "refuse"
            )
            lifecycle.perform(transition.id, {}, "Mesuré.")
    return dossier


def main() -> None:
    """Entry point of the command line."""
    logging.basicConfig(level=logging.ERROR)
    conf, site_id, count, target = sys.argv[1:]
    app = open_app(conf)
    site = app[site_id]
    setSite(site)
    make_service(site)
    procedures = make_procedures(site)
    procedure = procedures["deux-pages"]
    transaction.commit()
    facts_file = Path(target)
    facts = json.loads(facts_file.read_text()) if facts_file.exists() else {}
    made = facts.get("dossiers", 0)
    # The agent's password is only known to this database and to the measures.
    password = secrets.token_urlsafe(12)
    api.user.get(username=AGENT).setSecurityProfile(password=password)
    path = facts.get("dossier", "")
    while made < int(count):
        for _turn in range(min(BATCH, int(count) - made)):
            made += 1
            dossier = make_dossier(procedure, made)
        path = "/".join(dossier.getPhysicalPath())
        transaction.commit()
        # What was written need not stay in memory.
        app._p_jar.cacheGC()
        print(f"\r    {made} dossiers", end="", flush=True)
    transaction.commit()
    app._p_jar.db().close()
    print()
    facts_file.write_text(
        json.dumps(
            {
                "site": f"/{site_id}",
                "procedure": "/".join(procedure.getPhysicalPath()),
                "forms": {
                    name: "/".join(found.getPhysicalPath())
                    for name, found in procedures.items()
                },
                "agent": AGENT,
                "password": password,
                "dossiers": made,
                "dossier": path,
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
