"""Fill a database for the measures; runs inside Zope, not over HTTP.

    python tests/bench/generate.py ZOPE_CONF SITE_ID COUNT FACTS_JSON

Makes once a service, an agent and a procedure of two pages with ten questions each, then
dossiers of it through the same functions the pages use, until there are COUNT. Writes
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

PAGE = """
    <fieldset name="{name}" label="Page {name}">
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
    </fieldset>
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


def make_procedure(site):
    """The procedure with two pages of ten questions, published."""
    counter = site["guichet"]
    if "mesures" not in counter:
        category = api.content.create(
            counter, "imio.guichet.Category", "mesures", title="Mesures"
        )
        api.content.transition(category, "publish")
    category = counter["mesures"]
    if "deux-pages" not in category:
        pages = "".join(PAGE.format(name=name) for name in ("premiere", "seconde"))
        procedure = api.content.create(
            category,
            "imio.guichet.Procedure",
            "deux-pages",
            title="Une démarche de deux pages",
            code="BEN",
            lifecycle=LIFECYCLE,
            functions={"handling": [SERVICE]},
        )
        procedure.fields_model = MODEL.format(pages=pages)
        api.content.transition(procedure, "publish")
    return category["deux-pages"]


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
    procedure = make_procedure(site)
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
