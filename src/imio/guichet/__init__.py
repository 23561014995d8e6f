"""A town's website and its e-counter, one Plone site."""
