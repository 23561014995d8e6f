"""Annotations belong to one object and are stored with it."""

from imio.guichet.core.content.dossier import Dossier
from imio.guichet.core.content.opinion import Opinion
from imio.guichet.core.content.procedure import Procedure
from persistent.interfaces import IPersistent
from zope.annotation.interfaces import IAnnotations

import pytest


@pytest.mark.parametrize("kind", [Dossier, Opinion, Procedure])
def test_annotations_are_not_shared(portal, kind):
    one, other = kind("one"), kind("other")
    IAnnotations(one)["key"] = "value"
    assert "key" not in IAnnotations(other)
    assert IPersistent.providedBy(one.__annotations__)
    assert "__annotations__" in vars(one)


def test_every_content_class_is_annotatable(portal):
    from zope.dottedname.resolve import resolve

    for fti in portal.portal_types.objectValues():
        if not fti.getId().startswith("imio.guichet."):
            continue
        for base in resolve(fti.klass).__mro__:
            assert "__annotations__" not in vars(base), base
