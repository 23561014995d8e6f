"""The blank form of a form with every kind of field."""

from imio.guichet.core import revisions
from imio.guichet.core.interfaces import IFormModel


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
    xmlns:guichet="http://namespaces.imio.be/guichet">
  <schema>
    <fieldset name="one" label="Une page">
      <field name="choice" type="zope.schema.Choice">
        <title>Un choix</title>
        <values><element key="a">Premier</element><element key="b">Second</element></values>
      </field>
      <field name="some" type="zope.schema.Set" guichet:show='{"==": [{"var": "choice"}, "a"]}'>
        <title>Des choix</title>
        <value_type type="zope.schema.Choice">
          <values><element key="x">Ixe</element><element key="y">Y</element></values>
        </value_type>
      </field>
      <field name="people" type="imio.guichet.forms.fields.Block"
             guichet:min-rows="1" guichet:max-rows="2" guichet:row-title="Personne">
        <title>Qui vient ?</title>
        <fields>
          <field name="who" type="zope.schema.TextLine"><title>Son nom</title></field>
        </fields>
      </field>
    </fieldset>
  </schema>
</model>"""


def test_every_kind_has_its_place_on_paper(town):
    town.event.fields_model = MODEL
    revisions.freeze(town.event)
    html = IFormModel(town.event).blank("fr")
    for expected in (
        "Premier",
        "Ixe",
        "À remplir seulement si « Un choix » est « Premier ».",
        "Personne 1",
        "Personne 2",
        "Son nom",
    ):
        assert expected in html, expected
    assert "Personne 3" not in html
